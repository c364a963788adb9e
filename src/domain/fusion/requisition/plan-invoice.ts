import { causeKey } from '../../holds/cause-key';
import type { HoldReason, Problem } from '../../holds/hold-reason';
import type { Remedies } from '../../holds/remedy';
import {
  compare,
  isNegative,
  isZero,
  minus,
  negate,
  plus,
  rounded,
  smallestUnit,
  sum,
  times,
  toAmount,
} from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { AmountTotals } from '../../requisition/requisition-amounts';
import type { AccountLine, InvoiceLine, MatchedLine } from '../bodies/invoice-body';
import type { PostingSettings } from '../posting-settings';
import type { LinkedItem } from './plan-lines';
import { retainageTax } from './retainage-tax';

interface AmountFacts {
  readonly totals: AmountTotals;
  readonly matched: readonly MatchedLine[];
  readonly linked: readonly LinkedItem[];
  readonly way: 'A' | 'B';
  readonly company: string;
  readonly settings: PostingSettings;
  readonly currency: string;
}

interface InvoiceAmounts {
  readonly type: string;
  readonly lines: readonly InvoiceLine[];
  /** Of the header. */
  readonly amount: string;
  /** What the installments must come to. */
  readonly payable: string;
  readonly tax: string;
  /** Nothing is posted: no line of it moves anything. */
  readonly isEmpty: boolean;
  readonly problems: readonly Problem[];
}

/** Lines, header and installments of the invoice of a requisition (accounting-fusion 3). */
export function invoiceAmounts(facts: AmountFacts): InvoiceAmounts {
  const { totals, matched, way, settings, currency } = facts;
  const text = (amount: string): string => toAmount(amount, currency);
  const withheld = way === 'A' ? byTerms(facts) : { rounding: totals.rounding, problems: [] };
  const ours =
    way === 'A'
      ? []
      : accountLine(facts, 'retainage', negate(totals.netRetainage), retainageWords(totals.netRetainage));
  const retainage = retainageTax(ours, { ...facts, tax: totals.tax });
  const roundingLine = accountLine(facts, 'rounding', withheld.rounding, 'Rounding');
  const own = [...retainage.lines, ...roundingLine];
  const lines = [...matched, ...own.filter(({ account }) => account !== '')];
  const tax = settings.taxMethod === 'fusion' ? totals.tax : '0';
  // With terms of the order a release is no line of ours but AP's to let go.
  const certified = plus(totals.certificate, way === 'A' ? negate(totals.released) : '0');
  const payable = plus(certified, tax);
  const gross = sum([...matched, ...roundingLine].map(({ amount }) => amount));
  const amount = way === 'A' && settings.retainageHeader === 'gross' ? plus(gross, tax) : payable;
  const type = isNegative(payable) ? settings.creditType : settings.invoiceType;
  const isEmpty = lines.length === 0 && isZero(tax);
  return {
    type,
    lines,
    amount: text(amount),
    payable: text(payable),
    tax: text(tax),
    isEmpty,
    problems: isEmpty
      ? []
      : [
          ...withheld.problems,
          ...retainage.problems,
          ...own.filter(({ account }) => account === '').map((line) => missingAccount(facts, line)),
          ...taxProblems(facts),
          ...signProblems(facts, payable),
          ...zeroProblems(facts, payable),
        ],
  };
}

function retainageWords(net: string): string {
  return isNegative(net) ? 'Retainage released' : 'Retainage held';
}

function accountLine(
  { settings, company, currency }: AmountFacts,
  role: Exclude<AccountLine['role'], 'cost'>,
  amount: string,
  description: string,
): AccountLine[] {
  if (isZero(amount)) return [];
  const { retainageAccount, roundingAccount } = settings.companies[company] ?? {};
  const account = role === 'retainage' ? retainageAccount : roundingAccount;
  return [{ role, account: account ?? '', amount: toAmount(amount, currency), description }];
}

/** What Fusion withholds by the order's rates must be what the requisition retains; single cents go to the rounding account. */
function byTerms({ linked, totals, currency }: AmountFacts): {
  readonly rounding: string;
  readonly problems: readonly Problem[];
} {
  const rates = linked
    .filter(({ item }) => !isZero(item.gross))
    .map(({ item, line }) => ({ gross: item.gross, rate: line === null ? null : line.retainageRate }));
  // Rates that cannot be read are settled by the installments, before anything is validated.
  if (rates.some(({ rate }) => rate === null)) return { rounding: totals.rounding, problems: [] };
  const byFusion = sum(rates.map(({ gross, rate }) => rounded(times(times(gross, rate ?? '0'), '0.01'), currency)));
  const difference = minus(byFusion, totals.retained);
  const most = times(smallestUnit(currency), String(Math.max(rates.length, 1)));
  const size = isNegative(difference) ? negate(difference) : difference;
  if (compare(size, most) <= 0) return { rounding: plus(totals.rounding, difference), problems: [] };
  const show = (amount: string): string => readableAmount(amount, currency);
  return {
    rounding: totals.rounding,
    problems: [
      problem(
        'retainageSetup',
        'RetainageRate',
        byFusion,
        `Fusion would withhold ${show(byFusion)} by the order's own rates, the requisition retains ${show(totals.retained)}.`,
        [
          { act: 'inErp', text: 'Set the retainage rates of the order lines to those of Procore' },
          { act: 'inProcore', text: 'Correct the retainage of the requisition in Procore' },
        ],
      ),
    ],
  };
}

function missingAccount({ company, currency }: AmountFacts, { role, amount }: AccountLine): Problem {
  const setting = `posting.companies.${company}.${role === 'retainage' ? 'retainageAccount' : 'roundingAccount'}`;
  const what =
    role === 'retainage'
      ? `Retainage of ${readableAmount(negate(amount), currency)}`
      : `A difference of ${readableAmount(amount, currency)}`;
  const message = `${what} is to be posted, and company ${company} has no account for it.`;
  const reason = role === 'retainage' ? 'retainageSetup' : 'amountsDiffer';
  return {
    ...problem(reason, setting, '', message, [{ act: 'changeSetting', path: setting }]),
    causeKey: causeKey.connection(),
  };
}

function taxProblems({ totals, settings, currency }: AmountFacts): Problem[] {
  if (isZero(totals.tax) || settings.taxMethod === 'fusion') return [];
  const message = `The requisition carries tax of ${readableAmount(totals.tax, currency)}, but the connection posts none (taxMethod is none).`;
  return [
    {
      ...problem('tax', 'summary.tax_applicable_to_this_payment', totals.tax, message, [
        { act: 'changeSetting', path: 'posting.taxMethod', to: 'fusion' },
        { act: 'inProcore', text: 'If the tax is wrong, take it away in Procore' },
      ]),
      causeKey: causeKey.connection(),
    },
  ];
}

/** Whether a pod takes matched lines against the sign of their document nobody documents: it is said by the connection. */
function signProblems({ matched, settings, currency }: AmountFacts, payable: string): Problem[] {
  const against = matched.filter(({ amount }) => isNegative(amount) !== isNegative(payable));
  if (against.length === 0 || settings.mixedSigns === 'taken') return [];
  const amounts = against.map(
    ({ orderLine, amount }) => `order line ${orderLine} with ${readableAmount(amount, currency)}`,
  );
  const message = `A document of ${readableAmount(payable, currency)} would bill ${amounts.join(', ')}; the connection does not say that this pod takes lines of both signs.`;
  return [
    {
      ...problem('creditSetup', 'posting.mixedSigns', settings.mixedSigns ?? '', message, [
        {
          act: 'changeSetting',
          path: 'posting.mixedSigns',
          to: 'taken',
          onlyIf: 'Payables took such an invoice by hand',
        },
        { act: 'inProcore', text: 'Split it into two requisitions in Procore' },
      ]),
      causeKey: causeKey.connection(),
    },
  ];
}

function zeroProblems({ totals, settings, currency, matched }: AmountFacts, payable: string): Problem[] {
  if (!isZero(payable) || matched.length === 0 || settings.zeroPayable === 'invoice') return [];
  const show = (amount: string): string => readableAmount(amount, currency);
  const message = `Nothing is to be paid, although the lines bill ${show(totals.gross)} (retainage ${show(totals.netRetainage)}).`;
  return [
    problem('zeroPayable', 'summary.current_payment_due', '0', message, [
      { act: 'changeSetting', path: 'posting.zeroPayable', to: 'invoice' },
      { act: 'inProcore', text: 'Correct the requisition in Procore' },
    ]),
  ];
}

function problem(reason: HoldReason, field: string, value: string, message: string, remedies: Remedies): Problem {
  return { reason, kind: 'person', field, value, message, remedies };
}
