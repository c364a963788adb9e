import { isGone } from '../../../domain/posting/stages/posting-stage';
import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import type { Found } from '../../../domain/posting/look';
import { lateFoundProblem } from '../../../ledger/refusals/duplicate-problems';
import { toldAsStored } from '../../../ledger/effects/told-to-port';
import type { Connection } from '../../../store/connections/connections';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Store } from '../../../store/store';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import type { DocumentRef } from '../../../workflows/messages';
import { endWithHold } from '../../end-with-hold';
import type { ActivityPorts } from '../../ports';
import { targetOf, targetsOf, type Targets } from '../step-context';

/** Nothing else counts while the ERP has two documents for one of ours. Else gives the systems that a plan may speak of. */
export async function targetsUnlessSuspected(
  ports: ActivityPorts,
  ref: DocumentRef,
): Promise<{ readonly targets: Targets; readonly connection: Connection } | { readonly end: PassEnd }> {
  const { store } = ports;
  const { connection, document, suspected } = await store.inTenant(ref.tenantId, async (tx) => {
    const connection = await tx.connections.load(ref.connectionId);
    const suspected = await tx.suspicions.of(ref, ref);
    return { connection, suspected, document: suspected.length === 0 ? null : await tx.documents.find(ref, ref) };
  });
  const targets = await targetsOf(ports, connection);
  const problems = await recheckSuspected(store, targets, suspected);
  if (document === null || problems.length === 0) return { targets, connection };
  return { end: await endWithHold(ports, document, { problems, asOf: connection.clock }) };
}

/** Looks closely at the postings that `findDuplicates` pointed at; gives what is wrong, and clears the others. */
async function recheckSuspected(store: Store, targets: Targets, suspected: readonly PostingRow[]): Promise<Problem[]> {
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
