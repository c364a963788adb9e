import { decimalOf, sumOf, withDecimals, ZERO, type Decimal } from '../../decimal';
import { domesticCurrency, rateOf } from '../rules/currencies';
import { periodProblem, periodWarning } from '../rules/periods';
import { supplierProblem, supplierWarning } from '../rules/suppliers';
import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';
import { distributionProblems } from './distribution-check';

const TAX_POSTED_BY_JDE = new Set(['V', 'C', 'B']);

export interface PayItemAmounts {
  readonly gross: Decimal;
  readonly tax: Decimal;
}

export function isForeign(row: Row): boolean {
  return row['CRRM'] === 'F';
}

export function isTaxPostedByJde(item: Row): boolean {
  return TAX_POSTED_BY_JDE.has(item['EXR1'] ?? '');
}

/** In the currency of the document: foreign columns in mode F. A gross of zero is made from its parts. */
export function payItemAmounts(item: Row): PayItemAmounts {
  const [gross, ...parts] = (isForeign(item) ? ['ACR', 'CTXA', 'CTXN', 'CTAM'] : ['AG', 'ATXA', 'ATXN', 'STAM']).map(
    (alias) => decimalOf(item[alias]),
  );
  const total = sumOf(parts);
  return {
    gross: gross === undefined || gross.isZero() ? total : gross,
    tax: parts[2] ?? ZERO,
  };
}

/** Everything for which the processor refuses a voucher; empty when it passes. */
export function voucherProblems(state: SandboxState, items: readonly Row[], lines: readonly Row[]): string[] {
  const [first] = items;
  if (first === undefined) {
    return ['The voucher has no pay item'];
  }
  const { database } = state;
  const company = first['CO'] ?? '';
  const domestic = domesticCurrency(database, company);
  if (domestic === undefined) {
    return [`Company ${company} is not in Company Constants`];
  }
  const problems: (string | undefined)[] = [
    supplierProblem(state, first['AN8'] ?? '', 'voucher'),
    documentTypeProblem(state, first['DCT'] ?? ''),
    periodProblem(database, company, first['DGJ'] ?? '', 'A/P'),
    periodProblem(database, company, first['DGJ'] ?? '', 'G/L'),
    state.settings.duplicateInvoiceEdit === 'H' ? duplicateInvoice(state, first) : undefined,
    isForeign(first) && rateOf(state.settings, first['CRCD'] ?? '', domestic) === undefined
      ? `There is no exchange rate from ${first['CRCD'] ?? ''} to ${domestic}`
      : undefined,
    ...items.map(payItemProblem),
    ...distributionProblems(state, lines, company),
  ];
  for (const alias of ['KCO', 'CO', 'DGJ', 'CRRM']) {
    if ([...items, ...lines].some((row) => row[alias] !== first[alias])) {
      problems.push(`${alias} differs between the rows of this voucher in F0411Z1 and F0911Z1`);
    }
  }
  if (first['KCO'] !== company) {
    problems.push(`Document company ${first['KCO'] ?? ''} differs from company ${company}`);
  }
  problems.push(balanceProblem(items, lines));
  return problems.filter((problem) => problem !== undefined);
}

/** What the report warns of and the processor takes all the same. */
export function voucherWarnings(state: SandboxState, first: Row): string[] {
  const [company = '', date = ''] = [first['CO'], first['DGJ']];
  const warnings = [
    supplierWarning(state, first['AN8'] ?? ''),
    periodWarning(state.database, company, date, 'A/P'),
    periodWarning(state.database, company, date, 'G/L'),
    state.settings.duplicateInvoiceEdit === 'Y' ? duplicateInvoice(state, first) : undefined,
  ];
  return warnings.filter((warning) => warning !== undefined);
}

function balanceProblem(items: readonly Row[], lines: readonly Row[]): string | undefined {
  const toDistribute = sumOf(
    items.map((item) => {
      const { gross, tax } = payItemAmounts(item);
      return isTaxPostedByJde(item) ? gross.minus(tax) : gross;
    }),
  );
  const distributed = sumOf(lines.map((line) => decimalOf(isForeign(line) ? line['ACR'] : line['AA'])));
  return toDistribute.equals(distributed)
    ? undefined
    : `Out of balance: ${withDecimals(toDistribute, 2)} to distribute, ${withDecimals(distributed, 2)} distributed`;
}

function payItemProblem(item: Row): string | undefined {
  if (item['EDTC'] !== 'A') {
    return 'Action code must be A';
  }
  const parts = (isForeign(item) ? ['CTXA', 'CTXN', 'CTAM'] : ['ATXA', 'ATXN', 'STAM']).map((alias) =>
    decimalOf(item[alias]),
  );
  const total = sumOf(parts);
  const { gross, tax } = payItemAmounts(item);
  if (parts.some((part) => !part.isZero()) && !total.equals(gross)) {
    return `Gross ${withDecimals(gross, 2)} disagrees with taxable, non-taxable and tax amounts ${withDecimals(total, 2)}`;
  }
  return !tax.isZero() && (item['EXR1'] ?? '') === '' ? 'A tax amount needs a tax explanation code' : undefined;
}

function documentTypeProblem(state: SandboxState, documentType: string): string | undefined {
  const types = state.database.table('F0005').find({ SY: '00', RT: 'DT' });
  return types.length > 0 && !types.some((type) => type['KY'] === documentType)
    ? `0809 Document type ${documentType} is invalid`
    : undefined;
}

function duplicateInvoice(state: SandboxState, item: Row): string | undefined {
  const { AN8: supplier = '', VINV: invoice = '' } = item;
  if (invoice === '') {
    return undefined;
  }
  const found = state.database.table('F0411').find({ AN8: supplier, VINV: invoice });
  return found.some((row) => row['VOD'] === '' && row['DCTA'] === '')
    ? `0082 Duplicate supplier/invoice number: supplier ${supplier}, invoice ${invoice}`
    : undefined;
}
