import type { MadeChoice } from '../../../domain/holds/choice';
import type { Problem } from '../../../domain/holds/hold-reason';
import { negate } from '../../../domain/money/money';
import type { Entry } from '../../../domain/posting/books/entry';
import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { TakenBack } from '../../../domain/posting/posting-kind';
import { isGone, reaches } from '../../../domain/posting/stages/posting-stage';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import { takeBackSubject, type DocumentStands } from '../../../ledger/document-stands';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { ActivityPorts } from '../../ports';
import { mayGo } from '../may-go';
import type { StepContext } from '../step-context';
import { setByChoice } from './set-by-choice';

/** A posting that is not in the books yet, and how it is taken back. */
export interface ToTake {
  readonly posting: PostingRow;
  readonly how: TakenBack;
}

/**
 * The newest posting of the document, where it has not come so far that the new content is posted beside it; null: it has, or its
 * kind is not taken back. What stands with another supplier is none of it, since its order stays with him.
 */
export function toTakeBack(
  erp: Pick<ErpAdapter, 'system' | 'kinds'>,
  { postings, step }: Pick<DocumentStands, 'postings' | 'step'>,
  { supplier, because }: { readonly supplier: string; readonly because: string },
): ToTake | null {
  const posting = postings.findLast((one) => one.step === step && one.state === 'confirmed');
  if (posting === undefined || posting.system !== erp.system || posting.origin !== 'sent') return null;
  if (posting.because === because || posting.supplier !== supplier || isGone(posting.stage)) return null;
  const how = erp.kinds.get(posting.kind)?.kind.takenBack;
  if (how === undefined || reaches(posting.stage, how.until) || isPast(erp, posting)) return null;
  return { posting, how };
}

/** It is taken back no more, and what is missing is posted beside it, although it is not in the books yet. */
export function isPast(erp: Pick<ErpAdapter, 'kinds'>, { kind, facts }: PostingRow): boolean {
  return erp.kinds.get(kind)?.kind.takenBack?.isPast({ facts: facts ?? {} }) === true;
}

/** What falls out of the books. On an order line only where what is posted in its place is: JDE's vouchers name none. */
export function negated(entries: readonly Entry[], posted: readonly Entry[]): readonly Entry[] {
  const lines = new Set(posted.map(({ orderLine }) => orderLine));
  return entries.map((entry) => ({
    ...entry,
    orderLine: lines.has(entry.orderLine) ? entry.orderLine : '',
    amount: negate(entry.amount),
    gross: negate(entry.gross),
    withheld: negate(entry.withheld),
    tax: negate(entry.tax),
  }));
}

interface Of extends Pick<StepContext, 'connection' | 'document' | 'targets'> {
  readonly asOf: string;
  readonly contentHash: string;
  /** What is wrong, of which the choice was made. */
  readonly found: { readonly open: readonly Problem[] };
}

/** Takes it back, by the choice and before anything is posted in its place; a refusal is held, and nothing else is done instead. */
export async function takeBack(
  ports: ActivityPorts,
  of: Of,
  { posting, how }: ToTake,
  { plan, choice, moves }: { readonly plan: Plan; readonly choice: MadeChoice; readonly moves: readonly Entry[] },
): Promise<PassEnd> {
  const { connection, document, targets, asOf, contentHash } = of;
  const step: PlannedStep = {
    ...{
      id: 'takeBack',
      step: 'takeBack',
      kind: how.by,
      system: posting.system,
      subject: takeBackSubject(posting.key),
    },
    ...{ draft: {}, entries: [], because: choice.id, asks: ['live', 'predecessor', 'decision'] },
  };
  // It posts nothing, so it is no plan by which anything could be posted already.
  const { difference: _, ...whole } = plan;
  const body: Plan = { ...whole, steps: [step] };
  const { mappingVersion } = plan.head;
  const { hintNo } = document;
  const id = await ports.store.inTenant(document.tenantId, async (tx) => {
    const locked = await tx.documents.lock(document.id);
    if (locked.hintNo !== hintNo) return null;
    return tx.plans.store(locked, { hintNo, asOf, mappingVersion, contentHash, body });
  });
  if (id === null) return { next: 'again', why: 'changed' };
  const result = await setByChoice(ports, {
    ...{ connection, document, targets, asOf, step, plan: { id, hintNo, plan: body } },
    mayGo: (tx) =>
      mayGo(
        tx,
        { document, targets, moves: { entries: moves, currency: plan.head.currency, above: plan.above ?? [] } },
        step,
      ),
    waits:
      'what is not in the books yet is being taken back; the ERP is searched again when no call can arrive any more',
    beside: of.found.open,
  });
  return result === 'done' ? { next: 'again', why: 'changed' } : result.end;
}
