import { resolve } from '../../coding/code-lines';
import { undecided } from '../../commitment/undecided';
import { codeText } from '../../coding/segment-codes';
import type { AccruedLine } from '../../accrual/accrual';
import type { Problem } from '../../holds/hold-reason';
import { isZero, minus, negate, plus } from '../../money/money';
import { billedItems, type BilledItem } from '../../requisition/billed-items';
import type { CommitmentHistory } from '../../requisition/commitment-history';
import { companyNotSetUp } from '../../requisition/company-not-set-up';
import { itemToDate } from '../../requisition/item-amounts';
import { itemKey } from '../../requisition/item-key';
import { requisitionAmounts } from '../../requisition/requisition-amounts';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import { balancingValue, fusionChart, inCompany } from '../chart';
import { otherCurrency } from '../journals/other-currency';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';
import { lineOf, orderLink } from '../requisition/order-link';
import { accruedByHand } from './problems';

interface Unbilled {
  readonly lines: readonly AccruedLine[];
  readonly problems: readonly Problem[];
}

/** Checks of what was posted before, of contract and retainage limits: an accrual asks for 1 to 4 alone (accounting-fusion 8). */
const otherChecks: readonly (string | undefined)[] = ['5', '6', '7'];

/**
 * What a requisition without an invoice comes to: gross by line on the account of its order, or of its code where it has no order
 * yet; against it the accrued liability and the net retainage of each company. No tax; of a pure release nothing.
 */
export function unbilledLines(
  wanted: RequisitionWanted,
  order: Order | null,
  currency: string,
  settings: PostingSettings & { readonly accrualAccount: string },
): Unbilled {
  if (wanted.atGoLive?.choice === 'leave') return { lines: [], problems: [] };
  if (wanted.atGoLive?.choice === 'undecided') return { lines: [], problems: [undecided(wanted.commitment)] };
  const own = wanted.requisition.currency.iso ?? currency;
  if (own !== currency) {
    return {
      lines: [],
      problems: [otherCurrency({ what: 'requisition', currency: own, books: currency }, [accruedByHand])],
    };
  }
  const asProcore = { ...wanted, history: previousAsPosted(wanted) };
  const amounts = requisitionAmounts({ ...asProcore, currency });
  const billed = billedItems(asProcore, amounts.items, currency);
  const problems = [
    ...amounts.problems.filter(({ facts }) => !otherChecks.includes(facts?.['check'])),
    ...billed.problems,
  ];
  if (problems.length > 0 || billed.items.every(({ gross }) => isZero(gross))) return { lines: [], problems };

  const lines: AccruedLine[] = [];
  const byCompany = new Map<string, { readonly payable: string; readonly retainage: string }>();
  for (const item of billed.items) {
    const placed = accountOf(item, wanted, order, settings);
    if (placed === 'accruedAtReceipt') continue;
    if (placed === null) {
      problems.push(noAccount(item));
      continue;
    }
    const { gross, netRetainage } = item;
    if (!isZero(gross)) lines.push({ item: item.itemKey, account: placed, amount: gross });
    const company = balancingValue(settings.chart, placed);
    const sofar = byCompany.get(company) ?? { payable: '0', retainage: '0' };
    byCompany.set(company, {
      payable: plus(sofar.payable, minus(gross, netRetainage)),
      retainage: plus(sofar.retainage, netRetainage),
    });
  }
  for (const [company, { payable, retainage }] of byCompany) {
    const { retainageAccount } = settings.companies[company] ?? {};
    if (retainageAccount === undefined && !isZero(retainage)) problems.push(companyNotSetUp(company));
    const against = inCompany(settings.chart, settings.accrualAccount, company);
    lines.push(
      ...[
        { item: '', account: against, amount: negate(payable) },
        { item: '', account: retainageAccount ?? '', amount: negate(retainage) },
      ].filter(({ amount }) => !isZero(amount)),
    );
  }
  return { lines, problems };
}

/** What Procore counts before it counts here too, whether or not lower numbers are posted: each is accrued by itself. */
function previousAsPosted({ requisition, previousRequisition }: RequisitionWanted): CommitmentHistory {
  const lines = (previousRequisition?.items ?? []).flatMap((item) => {
    const [key, toDate] = [itemKey(item), itemToDate(item)];
    return key === null || toDate === null ? [] : [[key, { gross: toDate.total, withheld: toDate.withheld }] as const];
  });
  return {
    lines: Object.fromEntries(lines),
    certified: requisition.summary.lessPreviousCertificatesForPayment ?? '0',
    ...{ known: true, openPredecessor: null },
  };
}

/** Null: neither the order nor the mapping has one. */
function accountOf(
  { source, codes }: BilledItem,
  wanted: RequisitionWanted,
  order: Order | null,
  { chart }: PostingSettings,
): string | null {
  const link = orderLink(wanted);
  const line = order === null || link === null ? null : lineOf(link, order, source);
  if (line?.schedules.some(({ accruesAtReceipt }) => accruesAtReceipt === true) === true) return 'accruedAtReceipt';
  const charged = line?.schedules[0]?.accounts[0];
  if (charged !== undefined) return charged;
  const mapped = codes === null ? null : resolve(wanted, codes, fusionChart(chart));
  return mapped === null || mapped.misfit !== null ? null : fusionChart(chart).print(mapped.target);
}

function noAccount({ codes, description }: BilledItem): Problem {
  const code = codes === null ? '' : codeText(codes);
  return {
    reason: 'unmappedCostCode',
    kind: 'person',
    field: 'wbs_code',
    value: code,
    message: `"${description}" is to be accrued, and neither an order nor the mapping says on which account${code === '' ? '' : ` ${code} is`}.`,
    remedies: [{ act: 'changeMapping', text: 'Map the cost code to an account' }],
  };
}
