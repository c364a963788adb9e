import type { DocumentName } from '../store/documents/documents';
import { requisitionResource, vendorResource, type WaitingEvent } from '../store/signals/webhook-intake';
import { isEcho } from './is-echo';

/** What became of an event. `hinted`: its document may have changed; all others are kept and start nothing. */
export type EventOutcome = 'hinted' | 'notLive' | 'unknownProject' | 'unknownResource' | 'unknownVendor' | 'echo';

export type EventDecision =
  | { readonly outcome: 'hinted'; readonly document: DocumentName }
  | { readonly outcome: Exclude<EventOutcome, 'hinted'> };

export function decideEvent(event: WaitingEvent): EventDecision {
  if (event.projectId !== '' && !event.projectKnown) return { outcome: 'unknownProject' };
  if (event.resource !== requisitionResource && event.resource !== vendorResource)
    return { outcome: 'unknownResource' };
  if (event.goLiveAt === null) return { outcome: 'notLive' };
  const document = documentOf(event);
  if (document === null) return { outcome: 'unknownVendor' };
  const { userId: eventUserId, eventAt, ourUserId, writeBack } = event;
  return isEcho({ eventUserId, eventAt, ourUserId, writeBack }) ? { outcome: 'echo' } : { outcome: 'hinted', document };
}

/** A vendor is a document only once one of our requisitions has named it. */
function documentOf(event: WaitingEvent): DocumentName | null {
  if (event.resource === requisitionResource) return { kind: 'requisition', sourceId: event.resourceId };
  return event.partyId === null ? null : { kind: 'vendor', sourceId: event.partyId };
}
