import type { CodedContractLine } from '../../commitment/coded-lines';
import type { CostLine } from '../../direct-cost/cost-amounts';
import { isZero, minus, negate, plus, rounded, sum, toAmount } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import { balancingValue, inCompany, type FusionChartSettings } from '../chart';

/** A line of the journal; amounts are debits, below zero credits. */
export interface CostJournalLine {
  readonly role: 'cost' | 'tax' | 'rounding' | 'clearing';
  /** As the chart prints it; `''`: the connection names none. */
  readonly account: string;
  readonly amount: string;
  readonly description: string;
  /** Names the item of the source; `''` of what answers others. */
  readonly item: string;
  /** Of connection.json: where the account comes from; absent: of the mapping. */
  readonly setting?: string;
  /** Of `tax`: Procore's id of the tax code. */
  readonly taxCodeId?: string;
}

interface LineFacts {
  readonly coded: readonly CodedContractLine[];
  readonly lines: readonly CostLine[];
  readonly grandTotal: string;
  readonly currency: string;
  readonly chart: FusionChartSettings;
  /** Printed, with a place in the settings each. */
  readonly accounts: {
    readonly clearing: NamedAccount;
    tax(taxCodeId: string): NamedAccount;
    rounding(company: string): NamedAccount;
  };
  /** How people call the document. */
  readonly called: string;
}

interface NamedAccount {
  readonly account: string | undefined;
  readonly setting: string;
}

/**
 * The lines of the journal of a direct cost: costs as coded, tax, what rounding leaves, and the clearing account against all of it.
 * Each value of the balancing segment balances by itself, and the clearing lines come to the total of the direct cost.
 */
export function journalLines(facts: LineFacts): readonly CostJournalLine[] {
  const { coded, lines, grandTotal, currency, chart, accounts, called } = facts;
  const exact = new Map(lines.map((one) => [itemOf(one.line.id), one]));
  const parts = coded.flatMap((one) => {
    const source = exact.get(one.item);
    return source === undefined ? [] : [{ one, source, company: balancingValue(chart, one.account) }];
  });
  const companies = [...new Set(parts.map(({ company }) => company))];
  const made: CostJournalLine[] = [];
  let left = grandTotal;
  for (const [index, company] of companies.entries()) {
    const own = parts.filter((part) => part.company === company);
    const costs = own.map(({ one }): CostJournalLine => ({
      ...{ role: 'cost', account: one.account, amount: one.amount, description: one.description, item: one.item },
    }));
    const taxes = taxLines(own, company, facts);
    const total = sum(own.flatMap(({ source }) => [source.cost, source.tax]));
    const clearing = index === companies.length - 1 ? left : rounded(total, currency);
    left = minus(left, clearing);
    const rounding = minus(clearing, sum([...costs, ...taxes].map(({ amount }) => amount)));
    made.push(
      ...costs,
      ...taxes,
      lineOn(
        accounts.rounding(company),
        company,
        { role: 'rounding', amount: rounding, description: `Rounding ${called}` },
        facts,
      ),
      lineOn(
        accounts.clearing,
        company,
        { role: 'clearing', amount: negate(clearing), description: `Clearing ${called}` },
        facts,
      ),
    );
  }
  return made.filter(({ amount }) => !isZero(amount));
}

/** What it means for the books, line by line. */
export function entriesOf(lines: readonly CostJournalLine[], date: string): readonly Entry[] {
  return lines.map(({ role, account, amount, item }): Entry => ({
    ...{ book: 'cost', supplier: '', account, orderLine: '', item, amount },
    gross: role === 'cost' || role === 'rounding' ? amount : '0',
    ...{ withheld: '0', tax: role === 'tax' ? amount : '0', period: date.slice(0, 7) },
  }));
}

export function itemOf(lineId: string): string {
  return `direct_cost_item:${lineId}`;
}

/** Procore's id of the line; `''` of what answers others. */
export function lineIdOf(item: string): string {
  return item.slice(item.indexOf(':') + 1);
}

/** One line for each tax code, so that a cent is not rounded line by line. */
function taxLines(
  own: readonly { readonly source: CostLine }[],
  company: string,
  facts: LineFacts,
): readonly CostJournalLine[] {
  const byCode = new Map<string, string>();
  for (const { source } of own) {
    const code = source.line.taxCodeId ?? '';
    byCode.set(code, plus(byCode.get(code) ?? '0', source.tax));
  }
  return [...byCode].map(([taxCodeId, amount]) => ({
    ...lineOn(
      facts.accounts.tax(taxCodeId),
      company,
      { role: 'tax', amount: rounded(amount, facts.currency), description: `Tax ${facts.called}` },
      facts,
    ),
    taxCodeId,
  }));
}

function lineOn(
  { account, setting }: NamedAccount,
  company: string,
  line: Pick<CostJournalLine, 'role' | 'amount' | 'description'>,
  { chart, currency }: Pick<LineFacts, 'chart' | 'currency'>,
): CostJournalLine {
  const own = account === undefined ? '' : inCompany(chart, account, company);
  return { ...line, amount: toAmount(line.amount, currency), account: own, item: '', setting };
}
