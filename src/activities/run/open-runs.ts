import { runId, turnOf } from '../../domain/posting/journal-run';
import type { Via } from '../../domain/posting/plan/planned-step';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';

const kind: Via['kind'] = 'journalRun';

/**
 * Begins a run for what waits for one. Of each name there is one at a time: the next begins when the posting of the one before
 * stands, or stood, also where that is held by now. One that is under way, or held before, is left to itself. Gives how many were begun.
 */
export async function openRuns(store: Store, scope: Scope): Promise<number> {
  const awaited = await store.inTenant(scope.tenantId, async (tx) =>
    (await tx.connections.mayPost(scope.connectionId)) ? tx.runs.awaited(scope) : [],
  );
  let begun = 0;
  for (const run of awaited) if (await store.inTenant(scope.tenantId, (tx) => begin(tx, scope, run))) begun += 1;
  return begun;
}

async function begin(tx: Tx, scope: Scope, run: string): Promise<boolean> {
  const begun = await tx.runs.begun(scope, kind, run);
  const number = turnOf(begun);
  const own = begun.find(({ sourceId }) => sourceId === runId(run, number));
  if (own?.open === true) return false;
  // Whoever was asked for above may wait no more by now: a run without anybody in it is not begun, nor is there a document of it.
  const owner = { connectionId: scope.connectionId, id: own?.id ?? null };
  if ((await tx.runs.waiting(owner, run)).length === 0) return false;
  const document = await tx.documents.see(scope, { kind, sourceId: runId(run, number) }, { number });
  await tx.documents.hint(document);
  return true;
}
