import { isGone } from '../../domain/posting/stages/posting-stage';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { Found } from '../../domain/posting/look';
import { lateFoundProblem } from '../../ledger/refusals/duplicate-problems';
import { toldAsStored } from '../../ledger/effects/told-to-port';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';
import { targetOf, type Targets } from './step-context';

/** Looks closely at the postings that `findDuplicates` pointed at; gives what is wrong, and clears the others. */
export async function recheckSuspected(
  store: Store,
  targets: Targets,
  suspected: readonly PostingRow[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const posting of suspected) {
    const live = await liveOf(store, targets, posting);
    if (live.length > (posting.state === 'confirmed' ? 1 : 0)) {
      problems.push(problemOf(targets, posting, live));
      continue;
    }
    const reference = posting.state === 'confirmed' ? (live[0]?.reference ?? null) : null;
    await store.inTenant(posting.tenantId, (tx) => tx.suspicions.clear(posting.id, reference));
  }
  return problems;
}

async function liveOf(store: Store, targets: Targets, posting: PostingRow): Promise<readonly Found[]> {
  const { kind, port } = targetOf(targets, posting);
  const told = await toldAsStored(store, kind, posting);
  if (told === null) return [];
  const [look] = await port.look([told]);
  return (look?.found ?? []).filter((one) => !isGone(one.stage));
}

function problemOf(targets: Targets, posting: PostingRow, live: readonly Found[]): Problem {
  const { words } = targetOf(targets, posting).target;
  if (posting.state !== 'confirmed') return lateFoundProblem(posting, live, words);
  const texts = live.map((one) => words.reference(one.reference)).join('; ');
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: posting.step,
    value: posting.key,
    message: `The ERP has ${live.length} documents under one key of ours: ${texts}.`,
    remedies: [{ act: 'inErp', text: 'Void all but one of them in the ERP', andThen: resume }],
  };
}
