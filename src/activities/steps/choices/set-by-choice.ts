import { seriesSubject } from '../../../domain/documents/document-kinds';
import { keptBy } from '../../../domain/holds/cause-key';
import type { Problem } from '../../../domain/holds/hold-reason';
import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import { takenBackKey } from '../../../ledger/document-stands';
import { postThroughLedger } from '../../../ledger/post-through-ledger';
import { isInFlight } from '../../../ledger/settle-in-flight';
import type { DocumentRow } from '../../../store/documents/documents';
import type { StoredPlan } from '../../../store/documents/plans';
import type { Decision } from '../../../store/holds/decisions';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Tx } from '../../../store/unit-of-work';
import { endWithHold } from '../../end-with-hold';
import { endWithWait } from '../../end-with-wait';
import { ledgerDeps } from '../../ledger-deps';
import type { ActivityPorts } from '../../ports';
import { inQuestion, targetOf, type StepContext } from '../step-context';

/** What a choice takes out of the books again, before anything else is posted: a plan of that one step. */
export interface SetByChoice extends Pick<StepContext, 'connection' | 'document' | 'targets'> {
  readonly asOf: string;
  readonly plan: Pick<StoredPlan<Plan>, 'id' | 'hintNo' | 'plan'>;
  readonly step: PlannedStep;
  /** Asked under the locks, right before sending. */
  mayGo(tx: Tx): Promise<boolean>;
  /** What it waits for while nobody knows what became of it. */
  readonly waits: string;
  /** What is held besides, where it is held. */
  readonly beside: readonly Problem[];
}

/** `done`: it is taken out, was read back so, and counts as posted no longer. */
export async function setByChoice(ports: ActivityPorts, of: SetByChoice): Promise<{ readonly end: PassEnd } | 'done'> {
  const { document, targets, plan, step, asOf } = of;
  const { target, kind, port } = targetOf(targets, step);
  const result = await postThroughLedger(ledgerDeps(ports, target.timing(kind.name)), {
    ...inQuestion(of, plan, step),
    ...{ document, plan, kind, port, words: target.words },
    kindAt: (name) => targetOf(targets, { ...step, kind: name }),
    locks: document.commitmentId === null ? [] : [seriesSubject(document.commitmentId)],
    mayGo: (tx) => of.mayGo(tx),
  });
  switch (result.kind) {
    case 'confirmed':
    case 'rest':
      await leaveTakenBack(ports, document);
      return 'done';
    case 'stale':
    case 'changed':
      return { end: { next: 'again', why: 'stale' } };
    case 'wait':
      return { end: await endWithWait(ports, document, { afterMs: result.afterMs, why: of.waits }) };
    case 'held': {
      const { problems, wakeAfterMs } = result;
      const wakes = wakeAfterMs === undefined ? {} : { wakeAfterMs };
      return { end: await endWithHold(ports, document, { problems: [...problems, ...of.beside], asOf, ...wakes }) };
    }
  }
}

/** The steps by which a choice took something out again, or may have. */
export async function stepsByChoice(tx: Tx, { id }: DocumentRow): Promise<readonly string[]> {
  const set = (await tx.postings.of(id)).filter(isByChoice);
  return set.filter((one) => isInFlight(one) || one.state === 'confirmed').map(({ step }) => step);
}

/**
 * What a choice took out again counts as posted no longer, also where the question has become another one since. Whether there was
 * anything.
 */
export async function leaveTakenBack({ store }: ActivityPorts, { id, tenantId }: DocumentRow): Promise<boolean> {
  const found = await store.inTenant(tenantId, async (tx) => {
    const standing = (await tx.postings.of(id)).filter(({ state }) => state === 'confirmed');
    for (const one of standing.filter(isByChoice)) {
      const [taken, ...more] = takenBy(one, standing);
      const decision = (await tx.decisions.of(id)).find((decided) => decided.id === one.because);
      if (taken !== undefined && decision !== undefined) return { taken, more, decision };
    }
    return null;
  });
  if (found === null) return false;
  // In the name of whoever chose it: that it counts no longer is what was chosen.
  await store.as(found.decision.decidedBy).inTenant(tenantId, (tx) => leave(tx, id, found));
  return true;
}

/** Lines that are canceled once the voucher is posted are canceled by no choice. */
function isByChoice({ step, because }: PostingRow): boolean {
  return because !== null && (step === 'orderCancel' || step === 'takeBack');
}

/** What does not stand any more by that, first, and what was set on it, which falls with it. */
function takenBy(setting: PostingRow, standing: readonly PostingRow[]): readonly PostingRow[] {
  if (setting.step === 'takeBack') return standing.filter(({ key }) => key === takenBackKey(setting));
  const order = standing.filter(({ step }) => step === 'order');
  return order.length === 0 ? [] : [...order, ...standing.filter(({ step }) => /^order(Change|Cancel)$/.test(step))];
}

async function leave(
  tx: Tx,
  documentId: string,
  of: { readonly taken: PostingRow; readonly more: readonly PostingRow[]; readonly decision: Decision },
): Promise<void> {
  const { taken, more, decision } = of;
  const document = await tx.documents.lock(documentId);
  await tx.mending(document, keptBy(taken), async () => {
    for (const one of [taken, ...more]) await tx.postings.move(one, 'voided');
  });
  const { key, step, reference } = taken;
  await tx.decisions.record([document], { kind: 'confirmVoided', subject: key, note: decision.note });
  await tx.audit(document, `${step}.voided`, { key, reference, note: decision.note });
}
