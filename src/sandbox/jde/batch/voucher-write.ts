import { decimalOf, sumOf, ZERO, type Decimal } from '../../decimal';
import { companyOfBusinessUnit } from '../rules/accounts';
import { converted, domesticCurrency, rateOf } from '../rules/currencies';
import type { SandboxState } from '../sandbox-state';
import type { Row, RowInput } from '../tables/table';
import { accountId, lineAccount } from './distribution-check';
import { VOUCHER_PROCESSOR, type ProcessorRun } from './processor-run';
import { isForeign, isTaxPostedByJde, payItemAmounts } from './voucher-check';

/** The references of a Z row that reach F0411. */
const REFERENCES = { both: ['VR01', 'URRF'], VR01: ['VR01'], URRF: ['URRF'], none: [] } as const;

/** Writes F0411 and F0911 of one voucher that passed the checks; returns its document number. */
export function writeVoucher(
  state: SandboxState,
  run: ProcessorRun,
  batchNumber: string,
  items: readonly Row[],
  lines: readonly Row[],
): string {
  const documentType = items[0]?.['DCT'] ?? '';
  const document = state.nextNumbers.next(documentType, 'F0411', 'DOC', { DCT: documentType });
  const by = { user: run.user, program: VOUCHER_PROCESSOR };
  const shared = { DOC: document, DCT: documentType, ICU: batchNumber, ICUT: 'V' };
  const rows = items.map((item, index) => payItemRow(state, item, index));
  rows.forEach((row) => state.write('F0411', { ...row, ...shared }, by));
  const lineCompany = companyOfBusinessUnit(state.database, lineAccount(state, lines[0] ?? {}).businessUnit) ?? '';
  const ledger = ledgerRows(state, items[0] ?? {}, lines);
  const rounding = isForeign(items[0] ?? {}) ? domesticRounding(items, rows, ledger) : ZERO;
  ledger.forEach((row, index) => {
    const isLast = index === ledger.length - 1;
    const amount = decimalOf(String(row['AA'])).plus(isLast ? rounding : ZERO);
    state.write('F0911', { ...row, ...shared, CO: lineCompany, AA: amount.toFixed() }, by);
  });
  return document;
}

/** What converting line by line leaves over against the converted pay items; the last line takes it. */
function domesticRounding(items: readonly Row[], written: readonly RowInput[], ledger: readonly RowInput[]): Decimal {
  const sum = (rows: readonly RowInput[], alias: string): Decimal =>
    sumOf(rows.map((row) => decimalOf(String(row[alias]))));
  const taxed = written.filter((_, index) => isTaxPostedByJde(items[index] ?? {}));
  return sum(written, 'AG').minus(sum(taxed, 'STAM')).minus(sum(ledger, 'AA'));
}

function payItemRow(state: SandboxState, item: Row, index: number): RowInput {
  const { database } = state;
  const supplier = database.table('F0401').get({ AN8: item['AN8'] ?? '' });
  const terms = item['PTC'] || (supplier?.['TRAP'] ?? '');
  const { gross } = payItemAmounts(item);
  const take = (...aliases: string[]): RowInput =>
    Object.fromEntries(aliases.map((alias) => [alias, item[alias] ?? '']));
  return {
    ...take(
      'KCO',
      'SFXE',
      'AN8',
      'VINV',
      'DIVJ',
      'DGJ',
      'DSVJ',
      'CO',
      'TXA1',
      'EXR1',
      'CRRM',
      'CRCD',
      'PO',
      'PDCT',
      'PKCO',
    ),
    ...take('LNID', 'MCU', 'RMK', 'TORG', ...REFERENCES[state.settings.ledgerKeys]),
    ...amounts(state, item, gross),
    SFX: item['SFX'] || String(index + 1).padStart(3, '0'),
    PYE: Number(item['PYE'] ?? 0) === 0 ? item['AN8'] : item['PYE'],
    DDJ: item['DDJ'] || dueDate(state, terms, item['DIVJ'] || (item['DGJ'] ?? '')),
    PST: item['PST'] || 'A',
    GLC: item['GLC'] || (supplier?.['APC'] ?? ''),
    PTC: terms,
  };
}

function amounts(state: SandboxState, item: Row, gross: Decimal): RowInput {
  const parts = (aliases: readonly string[]): Decimal[] => aliases.map((alias) => decimalOf(item[alias]));
  if (!isForeign(item)) {
    const [taxable, nonTaxable, tax] = parts(['ATXA', 'ATXN', 'STAM']);
    return {
      AG: gross.toFixed(),
      AAP: gross.toFixed(),
      ATXA: taxable?.toFixed(),
      ATXN: nonTaxable?.toFixed(),
      STAM: tax?.toFixed(),
    };
  }
  const { rate, domestic } = exchange(state, item);
  const inDomestic = (amount: Decimal): string => converted(amount, rate, domestic).toFixed();
  const [taxable, nonTaxable, tax] = parts(['CTXA', 'CTXN', 'CTAM']).map(inDomestic);
  return {
    ACR: gross.toFixed(),
    FAP: gross.toFixed(),
    AG: inDomestic(gross),
    AAP: inDomestic(gross),
    ATXA: taxable,
    ATXN: nonTaxable,
    STAM: tax,
    CRR: rate.toFixed(),
  };
}

function exchange(state: SandboxState, row: Row): { rate: Decimal; domestic: string } {
  const domestic = domesticCurrency(state.database, row['CO'] ?? '') ?? '';
  return { rate: rateOf(state.settings, row['CRCD'] ?? '', domestic) ?? decimalOf('1'), domestic };
}

/** The columns that every ledger line takes from its Z row; shared with the journal processor. */
export function ledgerRows(state: SandboxState, document: Row, lines: readonly Row[]): RowInput[] {
  const name = state.database.table('F0101').get({ AN8: document['AN8'] ?? '0' })?.['ALPH'] ?? '';
  return lines.map((line, index) => {
    const account = lineAccount(state, line);
    const { rate, domestic } = exchange(state, line);
    return {
      KCO: line['KCO'],
      DGJ: line['DGJ'],
      JELN: Number(line['JELN'] ?? 0) === 0 ? String(index + 1) : line['JELN'],
      LT: line['LT'] || 'AA',
      ANI: line['ANI'],
      AID: accountId(state, account),
      MCU: account.businessUnit,
      OBJ: account.object,
      SUB: account.subsidiary,
      SBL: line['SBL'],
      SBLT: line['SBLT'],
      AA: isForeign(line) ? converted(decimalOf(line['ACR']), rate, domestic).toFixed() : line['AA'],
      ...(isForeign(line) ? { ACR: line['ACR'], CRR: rate.toFixed() } : {}),
      U: line['U'],
      CRCD: line['CRCD'],
      EXA: line['EXA'] || name.slice(0, 30),
      EXR: line['EXR'],
      AN8: line['AN8'],
      VINV: line['VINV'],
      PO: line['PO'],
      DCTO: line['DCTO'],
      PKCO: line['PKCO'],
      LNID: line['LNID'],
      SFX: line['SFX'],
      TORG: line['TORG'],
    };
  });
}

function dueDate(state: SandboxState, terms: string, from: string): string {
  const netDays = Number(state.database.table('F0014').get({ PTC: terms })?.['NDTP'] ?? '0');
  const date = new Date(
    Date.UTC(Number(from.slice(0, 4)), Number(from.slice(4, 6)) - 1, Number(from.slice(6)) + netDays),
  );
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}
