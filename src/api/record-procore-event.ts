import type { Trx } from '../store/database';
import type { DocumentName } from '../store/documents';
import type { Scope } from '../store/scope';
import type { Store } from '../store/store';
import type { WebhookContext } from '../store/webhook-events';
import { isEcho } from './is-echo';
import type { ProcoreEvent } from './procore-event';

export type EventOutcome =
  'hinted' | 'notLive' | 'unknownProject' | 'unknownResource' | 'unknownVendor' | 'echo' | 'duplicate';

/** Hints of one document within this time become one signal. */
const hintDelayMs = 2_000;

/**
 * Keeps the event and, where it concerns one of our documents, notes that the document may have changed: one transaction,
 * so that an event is either wholly here when it is answered or Procore sends it again.
 */
export async function recordProcoreEvent(
  store: Store,
  scope: Scope,
  event: ProcoreEvent,
  rawBody: string,
): Promise<EventOutcome> {
  const sealedBody = await store.sealed.seal(scope.tenantId, 'webhook', rawBody);
  return store.inTenant(scope.tenantId, async (trx) => {
    const context = await store.webhookEvents.webhookContext(trx, scope, event.projectId);
    if (context === null) throw new RangeError(`connection ${scope.connectionId} is gone`);
    const { outcome, document } = await decide(store, trx, scope, event, context);
    const isNew = await store.webhookEvents.storeWebhookEvent(trx, scope, { ...event, outcome }, sealedBody);
    if (!isNew) return 'duplicate';
    if (outcome === 'hinted' && document !== null) {
      const seen = event.projectId === '' ? {} : { projectId: event.projectId };
      const row = await store.documents.seeDocument(trx, scope, document, seen);
      await store.documents.hintDocument(trx, row, hintDelayMs);
    }
    return outcome;
  });
}

interface Decision {
  readonly outcome: EventOutcome;
  readonly document: DocumentName | null;
}

async function decide(
  store: Store,
  trx: Trx,
  scope: Scope,
  event: ProcoreEvent,
  context: WebhookContext,
): Promise<Decision> {
  const storedOnly = (outcome: EventOutcome): Decision => ({ outcome, document: null });
  if (event.projectId !== '' && !context.projectKnown) return storedOnly('unknownProject');
  if (event.resource !== 'Draw Requests' && event.resource !== 'Company Vendors') return storedOnly('unknownResource');
  if (context.goLiveAt === null) return storedOnly('notLive');
  const document = await documentOf(store, trx, scope, event);
  if (document === null) return storedOnly('unknownVendor');
  const facts = { eventUserId: event.userId, ourUserId: context.procoreUserId };
  // Most events are somebody else's: those need no look at our own writes.
  if (event.userId === null || event.userId !== context.procoreUserId) return { outcome: 'hinted', document };
  const writeBack = await store.writeBacks.findWriteBack(trx, scope, document);
  const eventAt = event.eventAt === null ? null : new Date(event.eventAt);
  return isEcho({ ...facts, eventAt, writeBack }) ? storedOnly('echo') : { outcome: 'hinted', document };
}

/** A vendor is a document only once one of our requisitions has named it. */
async function documentOf(store: Store, trx: Trx, scope: Scope, event: ProcoreEvent): Promise<DocumentName | null> {
  if (event.resource === 'Draw Requests') return { kind: 'requisition', sourceId: event.resourceId };
  const party = await store.parties.findParty(trx, scope, event.resourceId);
  return party === null ? null : { kind: 'vendor', sourceId: party.id };
}
