import type { DocumentHint } from '../store/documents/hints';
import type { Store } from '../store/store';
import type { Tx } from '../store/unit-of-work';
import type { EventQueue } from '../store/signals/webhook-inbox';
import type { WaitingEvent } from '../store/signals/webhook-intake';
import { decideEvent, type EventDecision } from './decide-event';

const eventsAtOnce = 200;
/** Hints of one document within this time become one signal. */
const hintDelayMs = 2_000;

export type TakenEvent = WaitingEvent & EventDecision;

export interface Intake {
  readonly taken: readonly TakenEvent[];
  /** What could not be taken in, and why; noted, so that it comes again. */
  readonly failed: readonly WaitingEvent[];
  readonly error?: unknown;
  /** It took as many as it may, or gave some back that are due again: look again at once. */
  readonly more: boolean;
}

/**
 * Takes in due events of a queue: decides about each and, where one concerns a document of ours, notes that the document
 * may have changed. One transaction with the outcomes, so each is taken in once. Throws only when the database is away.
 */
export async function takeInEvents(store: Store, { tenantId, failedBefore }: EventQueue): Promise<Intake> {
  // One that always fails would make those fail that come with it.
  const limit = failedBefore ? 1 : eventsAtOnce;
  let due: readonly WaitingEvent[] = [];
  try {
    return await store.inTenant(tenantId, async (tx) => {
      due = await tx.webhookIntake.lockDue(failedBefore, limit);
      if (due.length === 0) return { taken: [], failed: [], more: false };
      const taken = (await asItStands(tx, due)).map((event): TakenEvent => ({ ...event, ...decideEvent(event) }));
      await tx.hints.hintAll(hintsOf(taken, 'hinted'), hintDelayMs);
      await tx.hints.noteAll(hintsOf(taken, 'notLive'));
      await tx.webhookIntake.setOutcomes(taken);
      return { taken, failed: [], more: taken.length === limit };
    });
  } catch (error) {
    if (due.length === 0) throw error;
    await store.inTenant(tenantId, (tx) => tx.webhookIntake.noteFailed(due));
    return { taken: [], failed: due, error, more: true };
  }
}

/**
 * Whether a connection is live is asked again, and it stays so until this is through: else one that goes live at the same
 * moment would hear of none of its events.
 */
async function asItStands(tx: Tx, due: readonly WaitingEvent[]): Promise<readonly WaitingEvent[]> {
  const asleep = new Set(due.filter(({ goLiveAt }) => goLiveAt === null).map(({ connectionId }) => connectionId));
  const liveSince = new Map<string, Date | null>();
  for (const id of [...asleep].sort()) liveSince.set(id, (await tx.connections.lock(id)).goLiveAt);
  return due.map((event) => ({ ...event, goLiveAt: liveSince.get(event.connectionId) ?? event.goLiveAt }));
}

function hintsOf(taken: readonly TakenEvent[], wanted: 'hinted' | 'notLive'): DocumentHint[] {
  return taken.flatMap((event) => {
    if (event.outcome !== wanted) return [];
    const { tenantId, connectionId, projectId, documents } = event;
    return documents.map((document) => ({ tenantId, connectionId, projectId, ...document }));
  });
}
