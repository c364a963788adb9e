import { documentKinds } from '../../domain/documents/document-kinds';
import { isChoice } from '../../domain/holds/choice';
import { acceptedReasons } from '../../domain/holds/decision';
import { isZero, sum } from '../../domain/money/money';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import {
  amountsText,
  missingText,
  movedBy,
  plannedBeside,
  plusMoved,
  type Difference,
  type MissingBeside,
  type Moved,
} from '../../domain/requisition/planned-beside';
import { previousRequisition } from '../../ledger/previous-requisition';
import { contentHash, type RequisitionContent } from '../../ledger/requisition-content';
import type { DocumentOfSeries, DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import { seriesOf } from '../../ledger/series-of';
import { requisitionHistory } from '../../ledger/requisition-history';

/** A higher number of the commitment that keeps something from being posted under it. */
interface HigherNumber {
  readonly document: DocumentRow;
  readonly why: string;
}

export interface HigherNumbers {
  /** Null: nothing is against it. */
  readonly against: HigherNumber | null;
  /** What is missing of each once what is planned stands under it, as people read it; the lowest number first. */
  readonly above: readonly string[];
  /** All of them that are posted: another content of one of them is another answer. */
  readonly sourceIds: readonly string[];
  /** What all of that comes to with what is planned; `''` where nothing is missing. */
  readonly inAll: string;
}

export const noHigherNumbers: HigherNumbers = { against: null, above: [], sourceIds: [], inAll: '' };

/**
 * The higher numbers of a requisition's commitment that are posted, each planned again beside a difference of it and what is missing
 * of the numbers between (accounting-changes 4): posted to date then comes to the total of the highest. What is missing of one that was
 * left or is not approved is posted by nobody, so it is against it. None, where no item comes to another sum by the difference. Asked
 * when it is planned and, under the lock of the series, right before it is `sent`: then what was heard of them must have been read.
 */
export async function higherNumbers(
  tx: Tx,
  document: DocumentRow,
  difference: Difference,
  asked: 'planned' | 'sent',
): Promise<HigherNumbers> {
  const { kind, commitmentId, number } = document;
  if (kind !== documentKinds.requisition.name || commitmentId === null || number === null) return noHigherNumbers;
  let under = movedBy(difference.entries);
  if ([...under.items.values()].every(({ gross, withheld }) => isZero(gross) && isZero(withheld)))
    return noHigherNumbers;
  if ((await tx.effects.nearestAbove(document, commitmentId, number)) === null) return noHigherNumbers;
  const series = await seriesOf(tx, document);
  const bills = await tx.effects.ofCommitment(document, commitmentId, [kind]);
  const { currency } = difference;
  const above: string[] = [];
  const sourceIds: string[] = [];
  for (const higher of series) {
    const posted = bills.ofDocument(higher.id);
    if ((higher.number ?? 0) <= number || (posted.standing().isEmpty && posted.mayStand().isEmpty)) continue;
    const beside = await missingOf(tx, higher, { posted, series, under, currency, asked });
    sourceIds.push(higher.sourceId);
    if ('why' in beside) return { ...noHigherNumbers, sourceIds, against: { document: higher, why: beside.why } };
    if (beside.items.size === 0) continue;
    under = plusMoved(under, beside);
    above.push(`number ${higher.number ?? '?'}: ${missingText(beside, currency)}`);
  }
  return { against: null, above, sourceIds, inAll: above.length === 0 ? '' : amountsText(sumOf(under), currency) };
}

/** Not where it is to be chosen about anew, and nothing has looked at it since. */
async function isLeft(tx: Tx, { id }: DocumentRow): Promise<boolean> {
  const newest = (await tx.decisions.of(id)).find(({ kind }) => isChoice(kind) || kind === 'reopen');
  return newest?.kind === 'leave';
}

function sumOf({ items }: Moved) {
  const all = [...items.values()];
  return { gross: sum(all.map(({ gross }) => gross)), withheld: sum(all.map(({ withheld }) => withheld)) };
}

interface Beside {
  readonly posted: PostedEffects;
  readonly series: readonly DocumentOfSeries[];
  readonly under: Moved;
  readonly currency: string;
  readonly asked: 'planned' | 'sent';
}

async function missingOf(
  tx: Tx,
  higher: DocumentRow,
  { posted, series, under, currency, asked }: Beside,
): Promise<MissingBeside | { readonly why: string }> {
  const number = `Number ${higher.number ?? '?'} of the commitment is posted already`;
  const isSettled = posted.mayStand().all.every(({ posting }) => posting?.state === 'confirmed');
  if (!isSettled) return { why: `${number}, and something more of it is on its way to the ERP.` };
  const snapshot = await tx.snapshots.load<RequisitionContent>(higher);
  if (snapshot?.content == null) {
    return { why: `${number}, and is not there in Procore any more: what becomes of it is decided first.` };
  }
  if (asked === 'sent' && BigInt(snapshot.hintNo) < BigInt(higher.hintNo)) {
    return { why: `${number}, and is being read again from Procore.` };
  }
  const { requisition, changeOrderLines } = snapshot.content;
  const connection = await tx.connections.load(higher.connectionId);
  const { history, problem } = await requisitionHistory(tx, connection, higher, series);
  if (problem !== null) return { why: `${number}. ${problem.message}` };
  const previous = await previousRequisition(tx, higher, requisition);
  const beside = plannedBeside({
    ...{ requisition, history, under, currency },
    accepted: acceptedReasons(await tx.decisions.of(higher.id), contentHash(requisition, changeOrderLines ?? {})),
    previousRequisition: previous?.requisition ?? null,
    posted: posted.standing().all.flatMap(({ entries }) => entries),
  });
  if ('why' in beside || beside.items.size === 0) return beside;
  const approved = connection.settings.posting.approvedStatuses as readonly string[];
  const what = `beside this it says something else than is posted of it (${missingText(beside, currency)})`;
  if (higher.stage === 'left' && (await isLeft(tx, higher))) {
    return {
      why: `${number}, and ${what}, which was left. Choose anew about it first (reopen), then adjust this one, then choose about that one again.`,
    };
  }
  if (!approved.includes(higher.sourceStatus)) {
    return { why: `${number}, and ${what}, and it is not approved any more: what becomes of it is decided first.` };
  }
  return beside;
}
