import { emptyPlan } from '../../domain/commitment/empty-plan';
import { segmentCodes } from '../../domain/coding/segment-codes';
import { equals, minus, plus, sum, toAmount } from '../../domain/money/money';
import { assignLines, type SaidOfLine } from '../../domain/posting/entered/assign-lines';
import type { Entered, EnteredItem } from '../../domain/posting/entered/entered';
import type { PlannedLine, PlanTotals } from '../../domain/posting/plan/planned-step';
import { shortHash } from '../../domain/text/short-hash';
import { ActionError } from '../action-error';
import { bothSides } from './both-sides';
import type { AssignedByHand } from './decide-held';
import { checkUnclaimed, enterByHand, refused, type PostedByHand } from './enter-by-hand';
import { checkTurn, unplannedContent, type UnplannedContent } from './unplanned-content';

/**
 * Posted by hand where it is not known what would be posted (accounting-changes 4): a cost code without an account, a vendor that is not
 * linked, amounts that differ. Nothing is compared, so both sides are shown, Procore's items and the lines that stand; with the mark of that and
 * evidence what stands counts, item by item. What does not belong to exactly one item whoever decides assigns.
 */
export async function postedUnplanned(deps: PostedByHand): Promise<{ readonly subjects: readonly string[] }> {
  const { store, erp, connection, held, decision } = deps;
  const { reference = '', shown, evidence = '', assign = [] } = decision;
  const content = await store.inTenant(connection.tenantId, (tx) => unplannedContent(tx, connection, held.document));
  const entered = await enteredAs(deps, content, reference);
  const called = erp.words.reference(entered.found.reference);
  await store.inTenant(connection.tenantId, (tx) => checkUnclaimed(tx, connection, entered.found, called));
  check(entered, content, called);
  const sides = bothSides(erp.words.name, called, content, entered);
  const items = assignLines(
    content.items.map(({ itemKey, gross, netRetainage: withheld }) => ({ itemKey, gross, withheld })),
    entered.lines,
    assign.map((one) => named(one, content)),
  );
  if ('why' in items)
    throw refused(`${sides}\nIt cannot be told what counts for which item: ${items.why}. ${howToAssign}`);
  const { contentHash, stands, key, ordinal } = content;
  const mark = shortHash(JSON.stringify([key, contentHash, stands, entered.found.reference, entered.lines, items]), 8);
  if (shown !== mark) {
    const counts = items.map((item) => countsText(item, content)).join('; ');
    throw refused(`${sides}\nIt would count: ${counts}. To have it count so, give --shown ${mark} and --evidence`);
  }
  if (evidence === '') throw new ActionError('badInput', '--evidence: say what it rests on: a mail, a file, a number');
  const kind = erp.kinds.get(entered.kind)?.kind;
  if (kind === undefined) throw new RangeError(`${erp.system} has no kind ${entered.kind}`);
  const body = entered.body(key, items);
  const { supplier, number } = entered;
  await enterByHand(
    deps,
    {
      plan: planOf(content, entered, items),
      step: {
        step: 'voucher',
        system: erp.system,
        kind: entered.kind,
        subject: `requisition:${held.document.sourceId}/voucher`,
      },
      ...{ body, key, ordinal, contentHash, stands },
      may: (tx, document) => checkTurn(tx, connection, document),
    },
    { found: entered.found, differs: '', entries: kind.entries(body), name: { supplier, number } },
  );
  return { subjects: [key] };
}

const howToAssign =
  'Say it: --assign "1=<line>:<amount>", once for each part, with the number of the item and the line as they are shown; parts sum to the line';

async function enteredAs({ erp }: PostedByHand, { supplier }: UnplannedContent, called: string): Promise<Entered> {
  try {
    const entered = await erp.readEntered?.(called, supplier);
    if (entered != null) return entered;
  } catch (error) {
    if (error instanceof RangeError) throw refused(error.message);
    throw error;
  }
  throw new ActionError(
    'badInput',
    `reference "${called}": nothing that is so called stands in ${erp.words.name}, or it is voided there`,
  );
}

function check({ ourKey, currency, total, tax, lines }: Entered, content: UnplannedContent, called: string): void {
  if (ourKey !== '') throw refused(`${called} carries a key of ours (${ourKey})`);
  if (content.currency !== '' && content.currency !== currency) {
    throw refused(`${called} is in ${currency}, the requisition in ${content.currency}`);
  }
  const moved = sum(lines.filter(({ account }) => account !== '').map(({ amount }) => amount));
  const ofTax = lines.some(({ role }) => role === 'tax') ? '0' : tax;
  if (!equals(plus(moved, ofTax), total)) {
    throw refused(
      `the lines of ${called} come to ${plus(moved, ofTax)} with its tax, and ${total} is to be paid by it: it is corrected there first`,
    );
  }
}

/** An item is named by its number among those that are shown. */
function named({ item, line, amount }: AssignedByHand, { items }: UnplannedContent): SaidOfLine {
  const one = items[Number(item) - 1];
  if (one === undefined) {
    throw new ActionError('badInput', `--assign: "${item}" is none of the ${items.length} items that are shown`);
  }
  return { itemKey: one.itemKey, line, amount };
}

function countsText({ itemKey, account, gross, withheld }: EnteredItem, { items }: UnplannedContent): string {
  const number = items.findIndex((item) => item.itemKey === itemKey) + 1;
  return `item ${number} ${gross} on ${account}${equals(withheld, '0') ? '' : `, withheld ${withheld}`}`;
}

/** Nothing is to be sent; it says what the document comes to by what stands. */
function planOf(
  { mappingVersion, totals: procores, items: ofSource }: UnplannedContent,
  { unit, supplier, currency, number, date, tax, lines: stand }: Entered,
  items: readonly EnteredItem[],
) {
  const text = (amount: string): string => toAmount(amount, currency);
  const gross = sum(items.map((item) => item.gross));
  const netRetainage = sum(items.map((item) => item.withheld));
  const rounding = sum(stand.filter(({ role }) => role === 'rounding').map(({ amount }) => amount));
  const totals: PlanTotals = {
    ...{ gross: text(gross), netRetainage: text(netRetainage), payable: text(minus(gross, netRetainage)) },
    ...{ released: text(procores.released), retained: text(plus(netRetainage, procores.released)) },
    ...{ tax: text(tax), rounding: equals(rounding, '0') ? '0' : text(rounding) },
  };
  const plan = emptyPlan({ mappingVersion }, []);
  const facts = { 'posted by hand as': number, date };
  const lines = items.map((item) => plannedLine(item, ofSource, currency));
  return { ...plan, head: { ...plan.head, company: unit, supplier, currency, totals, lines, facts } };
}

/** With the code that the item has now: while it has that, what stands is its coding. */
function plannedLine(
  { itemKey, account, gross, withheld }: EnteredItem,
  items: UnplannedContent['items'],
  currency: string,
): PlannedLine {
  const item = items.find((one) => one.itemKey === itemKey)?.item;
  const codes = item === undefined ? null : segmentCodes(item);
  return {
    ...{ itemKey, account, description: item?.descriptionOfWork ?? '' },
    costCode: { subJob: codes?.subJob ?? '', code: codes?.costCode ?? '', type: codes?.costType ?? '' },
    gross: toAmount(gross, currency),
    netRetainage: toAmount(withheld, currency),
    payable: toAmount(minus(gross, withheld), currency),
  };
}
