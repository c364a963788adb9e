export type EventType = 'create' | 'update' | 'delete';

/** Something that happened to a record, before it is put into the payload version of each hook. */
export interface SourceEvent {
  readonly resourceName: string;
  readonly eventType: EventType;
  readonly resourceId: string;
  /** Null for company-level resources. */
  readonly projectId: string | null;
  readonly userId: string;
  /** The client id of the app that made the change; null when a person did. */
  readonly applicationId: string | null;
  /** What a line belongs to; payload version v3.0 names it. */
  readonly related?: readonly { readonly id: string; readonly name: string }[];
}
