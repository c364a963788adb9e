import type { DocumentName } from '../store/documents/documents';
import type { WaitingEvent } from '../store/signals/webhook-intake';
import { isEcho } from './is-echo';
import { idForm } from './procore-event';

/**
 * What became of an event. `hinted`: its document may have changed; `notLive`: the same, and nobody is told before the
 * connection goes live; all others are kept and start nothing.
 */
export type EventDecision =
  | { readonly outcome: 'hinted' | 'notLive'; readonly document: DocumentName }
  | { readonly outcome: 'unknownProject' | 'unknownResource' | 'unknownVendor' | 'notUnderstood' | 'echo' };

export function decideEvent(event: WaitingEvent): EventDecision {
  if ((event.projectId !== '' || event.needsProject) && !event.projectKnown) return { outcome: 'unknownProject' };
  const { documentKind: kind } = event;
  if (kind === null) return { outcome: 'unknownResource' };
  if (!idForm.test(event.resourceId)) return { outcome: 'notUnderstood' };
  const document = documentOf(event, kind);
  if (document === null) return { outcome: 'unknownVendor' };
  if (event.goLiveAt === null) return { outcome: 'notLive', document };
  const { userId: eventUserId, eventAt, ourUserId, writeBack } = event;
  return isEcho({ eventUserId, eventAt, ourUserId, writeBack }) ? { outcome: 'echo' } : { outcome: 'hinted', document };
}

/** A vendor is a document only once one of our requisitions has named it. */
function documentOf(event: WaitingEvent, kind: string): DocumentName | null {
  const sourceId = event.isNamedByParty ? event.partyId : event.resourceId;
  return sourceId === null ? null : { kind, sourceId };
}
