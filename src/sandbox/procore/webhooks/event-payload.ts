import { numberOf, type JsonObject, type JsonValue } from '../../http/json-value';
import type { EventIdentity } from './event-identity';
import type { SourceEvent } from './source-event';

/** Events of these name their parent in v3.0. */
const LINE_ITEMS = [
  ...['Purchase Order Contract Line Items', 'Work Order Contract Line Items', 'Prime Contract Line Items'],
  ...['Direct Cost Line Items', 'Potential Change Order Line Items'],
];

/** The JSON of one delivery in the hook's payload version. It never carries the record itself. */
export function eventPayload(
  version: string,
  event: SourceEvent,
  identity: EventIdentity,
  companyId: string,
  nullMetadata: boolean,
): JsonObject {
  if (version === 'v4.0') {
    return {
      id: identity.ulid,
      timestamp: identity.timestamp,
      reason: event.eventType,
      company_id: companyId,
      ...(event.projectId === null ? {} : { project_id: event.projectId }),
      user_id: event.userId,
      resource_type: event.resourceName,
      resource_id: event.resourceId,
    };
  }
  const related = LINE_ITEMS.includes(event.resourceName) ? (event.related ?? []) : [];
  const user = numberOf(event.userId);
  const project = event.projectId === null ? null : numberOf(event.projectId);
  const known = (value: JsonValue) => (nullMetadata ? null : value);
  return {
    id: numberOf(identity.id),
    ulid: identity.ulid,
    timestamp: identity.timestamp,
    metadata: {
      source_user_id: known(user),
      source_project_id: known(project),
      source_operation_id: null,
      source_company_id: known(numberOf(companyId)),
      source_application_id: known(event.applicationId),
    },
    user_id: user,
    company_id: numberOf(companyId),
    ...(project === null ? {} : { project_id: project }),
    api_version: version,
    event_type: event.eventType,
    resource_name: event.resourceName,
    resource_id: numberOf(event.resourceId),
    ...(version === 'v3.0' ? { related_resources: related.map(({ id, name }) => ({ id: numberOf(id), name })) } : {}),
  };
}
