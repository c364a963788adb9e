import type { DocumentName } from '../store/documents/documents';
import type { WaitingEvent } from '../store/signals/webhook-intake';
import { isEcho } from './is-echo';
import { idForm } from './procore-event';

/**
 * What became of an event. `hinted`: its document may have changed; `notLive`: the same, and nobody is told before the
 * connection goes live; `unknownRecord`: of none that is written from here, and nothing waits for a person's; all others are kept
 * and start nothing.
 */
export type EventDecision =
  | { readonly outcome: 'hinted' | 'notLive'; readonly documents: readonly DocumentName[] }
  | {
      readonly outcome:
        'unknownProject' | 'unknownResource' | 'unknownVendor' | 'unknownRecord' | 'notUnderstood' | 'echo';
    };

export function decideEvent(event: WaitingEvent): EventDecision {
  if ((event.projectId !== '' || event.needsProject) && !event.projectKnown) return { outcome: 'unknownProject' };
  const { documentKind: kind } = event;
  if (kind === null) return { outcome: 'unknownResource' };
  if (!idForm.test(event.resourceId)) return { outcome: 'notUnderstood' };
  const documents = documentsOf(event, kind);
  if (documents.length === 0) return { outcome: event.writtenOf === null ? 'unknownVendor' : 'unknownRecord' };
  if (event.goLiveAt === null) return { outcome: 'notLive', documents };
  const { userId: eventUserId, eventAt, ourUserId, writeBack } = event;
  return isEcho({ eventUserId, eventAt, ourUserId, writeBack })
    ? { outcome: 'echo' }
    : { outcome: 'hinted', documents };
}

/** A vendor is a document only once one of our requisitions has named it. */
function documentsOf(event: WaitingEvent, kind: string): readonly DocumentName[] {
  const { writtenOf, isNamedByParty, partyId, resourceId } = event;
  if (writtenOf !== null) return writtenOf.map((sourceId) => ({ kind, sourceId }));
  const sourceId = isNamedByParty ? partyId : resourceId;
  return sourceId === null ? [] : [{ kind, sourceId }];
}
