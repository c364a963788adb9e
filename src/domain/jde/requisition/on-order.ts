import { resolve } from '../../coding/code-lines';
import { codeText } from '../../coding/segment-codes';
import { billedByLine } from '../../commitment/billed-by-line';
import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import { compare, isNegative, isZero, minus, negate, plus, toAmount } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { ProcoreRequisitionItem } from '../../procore/procore-documents';
import { billedItems, isRecoded, sourcesOf, type BilledItem } from '../../requisition/billed-items';
import { overContract } from '../../requisition/checks/check-items';
import { companyUnknown } from '../../requisition/company-unknown';
import type { ItemAmounts } from '../../requisition/item-amounts';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import { accountName, parseAccountName, type Account } from '../account';
import { accountOf, jdeChart } from '../chart';
import { orderOfCommitment, type OrderedLine, type OrderOfCommitment } from '../commitment/order-of-commitment';
import { jdeWords } from '../words';
import type { JdeLine } from './coded-line';
import type { SourceFacts } from './plan-facts';

/** The order of its commitment that a requisition bills, with basis `commitment`. */
export interface OnOrder {
  /** Null: there is none that is in force. */
  readonly order: OrderOfCommitment | null;
  /** By order line, what other requisitions bill on it. */
  readonly billed: Readonly<Record<string, string>>;
}

export function onOrder(wanted: Pick<RequisitionWanted, 'ordered' | 'atGoLive' | 'billedByOthers'>): OnOrder {
  const others = wanted.billedByOthers?.standing();
  return { order: orderOfCommitment(wanted), billed: others === undefined ? {} : billedByLine(others) };
}

interface Billed {
  readonly lines: readonly JdeLine[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/**
 * Each item on the order line of what it bills, by ids alone and on that one's account (accounting 2). Where the mapping has become
 * another since, that is noted; where the item itself got another code, a person is asked.
 */
export function billedOnOrder(
  facts: SourceFacts,
  { order }: OnOrder,
  items: readonly ItemAmounts[],
  currency: string,
): Billed {
  const billed = billedItems(facts, items, currency);
  const lines: JdeLine[] = [];
  const problems: Problem[] = [...billed.problems];
  const notes: string[] = [];
  for (const item of billed.items) {
    const line = order?.lines.find((one) => one.item === item.source);
    const mapped = mappedAccount(facts, item);
    if (line === undefined && !isZero(item.gross)) {
      if (order !== null) problems.push(notOnOrder(facts, item, order));
      continue;
    }
    if (line === undefined && mapped === null) {
      problems.push(companyUnknown(item));
      continue;
    }
    if (line !== undefined && mapped !== null && accountName(mapped) !== line.account) {
      const text = `${item.codes === null ? '' : codeText(item.codes)} is mapped to ${accountName(mapped)} by now; order line ${line.mark} stands on ${line.account}`;
      if (isRecoded(facts, item)) problems.push(recoded(facts, item, line, accountName(mapped)));
      else notes.push(`${text} and is billed there.`);
    }
    lines.push(jdeLine(item, line, mapped, currency));
  }
  return { lines, problems, notes };
}

/** Accounts of the order lines that an item bills; none: they have no line on it. */
export function orderedAccounts(item: ProcoreRequisitionItem, facts: SourceFacts): readonly Account[] {
  const { onOrder: on, changeOrderLines } = facts;
  const lines = on?.order?.lines ?? [];
  return sourcesOf(item, { changeOrderLines }).flatMap((source) => {
    const line = lines.find((one) => one.item === source);
    return line === undefined ? [] : [parseAccountName(line.account)];
  });
}

/** Billed with this at most what is carried to the line, by sign; a credit at most what is billed. A person may accept it. */
export function overOrdered(
  {
    accepted,
    missingTo,
    commitment,
  }: Pick<RequisitionWanted, 'accepted' | 'commitment'> & Pick<SourceFacts, 'missingTo'>,
  { order, billed }: OnOrder,
  { lines, currency }: { readonly lines: readonly JdeLine[]; readonly currency: string },
): Problem[] {
  if (order === null || accepted.includes('overContract')) return [];
  const show = (amount: string): string => readableAmount(amount, currency);
  return order.lines.flatMap(({ mark, carried, isClosed }) => {
    const own = lines.filter(({ orderLine }) => orderLine === mark);
    if (own.length === 0) return [];
    // What is missing comes to what stands of the requisition itself.
    const standing = (missingTo?.entries ?? []).filter(({ orderLine }) => orderLine === mark);
    const before = standing.reduce((sum, { gross }) => plus(sum, gross), billed[mark] ?? '0');
    const now = own.reduce((sum, { gross }) => plus(sum, gross), '0');
    const after = plus(before, now);
    const turn = (amount: string): string => (isNegative(carried) ? negate(amount) : amount);
    if (compare(turn(after), turn(carried)) <= 0 || compare(turn(now), '0') <= 0) return [];
    const at = `Line ${mark} of order ${jdeWords.reference({ ...order.reference })}`;
    const message = `${at} carries ${show(carried)} and is billed with ${show(before)}: ${show(minus(carried, before))} is left, ${show(now)} would be billed.`;
    const problem = overContract('order line', mark, message, show(after), show(carried));
    return [isClosed ? onClosedLine(problem, commitment.id) : problem];
  });
}

/** The line was closed from here: what was closed may be had again, as a line of its own. */
function onClosedLine(problem: Problem, commitmentId: string): Problem {
  const text = 'Have what was closed of the order opened again from here (reopen-order)';
  return {
    ...problem,
    message: `${problem.message} The line was closed by a person's choice.`,
    remedies: [{ act: 'chooseOrder', commitmentId, text }, ...problem.remedies],
    causeKey: causeKey.order(commitmentId),
  };
}

function jdeLine(item: BilledItem, line: OrderedLine | undefined, mapped: Account | null, currency: string): JdeLine {
  const { itemKey, codes, description, gross, netRetainage, quantity, uom } = item;
  // The mapping's own where it is the same: that one knows the subledger.
  const isAsMapped = mapped !== null && (line === undefined || accountName(mapped) === line.account);
  return {
    itemKey,
    costCode: { subJob: codes?.subJob ?? '', code: codes?.costCode ?? '', type: codes?.costType ?? '' },
    account: isAsMapped ? mapped : parseAccountName(line?.account ?? ''),
    description,
    gross,
    netRetainage,
    payable: payableOf(gross, netRetainage, currency),
    quantity,
    unitOfMeasure: uom,
    ...(line === undefined ? {} : { orderLine: line.mark }),
  };
}

/** Fixed decimals where the amount has no more. */
function payableOf(gross: string, netRetainage: string, currency: string): string {
  const payable = minus(gross, netRetainage);
  try {
    return toAmount(payable, currency);
  } catch {
    return payable;
  }
}

function mappedAccount(facts: SourceFacts, { codes }: BilledItem): Account | null {
  const coding = codes === null ? null : resolve(facts, codes, jdeChart);
  return coding === null || coding.misfit !== null ? null : accountOf(coding.target);
}

function notOnOrder(
  { commitment }: SourceFacts,
  { source, description }: BilledItem,
  order: OrderOfCommitment,
): Problem {
  const isChange = source.startsWith('change_order_item:');
  const at = `order ${jdeWords.reference({ ...order.reference })}`;
  return {
    reason: isChange ? 'orderNotOpen' : 'orderElsewhere',
    kind: isChange ? 'waiting' : 'person',
    field: 'order line',
    value: source,
    message: `"${description}" has no line on ${at}${isChange ? ': its change order is not on the order yet' : ''}.`,
    remedies: isChange
      ? [{ act: 'byItself', text: 'It goes on by itself when the change order stands on the order' }]
      : [
          {
            act: 'inProcore',
            text: 'Have a change order approved for what the contract did not have when it was ordered',
          },
          { act: 'byHand', text: 'Have it entered in JDE by hand', andThen: resume },
        ],
    causeKey: causeKey.order(commitment.id),
  };
}

function recoded(
  { commitment }: SourceFacts,
  { codes, description }: BilledItem,
  line: OrderedLine,
  now: string,
): Problem {
  const code = codes === null ? '' : codeText(codes);
  return {
    reason: 'changedAfterPosting',
    kind: 'person',
    field: 'wbs_code',
    value: code,
    message: `"${description}" has cost code ${code} now, which is mapped to ${now}; order line ${line.mark} stands on ${line.account}.`,
    remedies: [{ act: 'inProcore', text: 'Give the item the code of its contract line again' }],
    causeKey: causeKey.order(commitment.id),
  };
}
