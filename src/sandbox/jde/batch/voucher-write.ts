import { ExactDecimal } from '../exact-decimal';
import { companyOfBusinessUnit } from '../rules/accounts';
import { converted, rateOf } from '../rules/currencies';
import type { SandboxState } from '../sandbox-state';
import type { Row, RowInput } from '../tables/table';
import { accountId, lineAccount } from './distribution-check';
import type { ProcessorRun } from './processor-run';
import { isForeign, isTaxPostedByJde, payItemAmounts } from './voucher-check';

const PROGRAM = 'R04110ZA';

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
  const by = { user: run.user, program: PROGRAM };
  const shared = { DOC: document, DCT: documentType, ICU: batchNumber, ICUT: 'V' };
  const rows = items.map((item, index) => payItemRow(state, item, index));
  rows.forEach((row) => state.write('F0411', { ...row, ...shared }, by));
  const lineCompany = companyOfBusinessUnit(state.database, lineAccount(state, lines[0] ?? {}).businessUnit) ?? '';
  const ledger = ledgerRows(state, items[0] ?? {}, lines);
  const rounding = isForeign(items[0] ?? {}) ? domesticRounding(items, rows, ledger) : ExactDecimal.zero;
  ledger.forEach((row, index) => {
    const isLast = index === ledger.length - 1;
    const amount = ExactDecimal.of(String(row['AA'])).plus(isLast ? rounding : ExactDecimal.zero);
    state.write('F0911', { ...row, ...shared, CO: lineCompany, AA: amount.toText() }, by);
  });
  return document;
}

/** What converting line by line leaves over against the converted pay items; the last line takes it. */
function domesticRounding(
  items: readonly Row[],
  written: readonly RowInput[],
  ledger: readonly RowInput[],
): ExactDecimal {
  const sum = (rows: readonly RowInput[], alias: string): ExactDecimal =>
    ExactDecimal.sum(rows.map((row) => ExactDecimal.of(String(row[alias]))));
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
    ...take('LNID', 'MCU', 'RMK', 'VR01', 'URRF', 'TORG'),
    ...amounts(state, item, gross),
    SFX: item['SFX'] || String(index + 1).padStart(3, '0'),
    PYE: Number(item['PYE'] ?? 0) === 0 ? item['AN8'] : item['PYE'],
    DDJ: item['DDJ'] || dueDate(state, terms, item['DIVJ'] || (item['DGJ'] ?? '')),
    PST: item['PST'] || 'A',
    GLC: item['GLC'] || (supplier?.['APC'] ?? ''),
    PTC: terms,
  };
}

function amounts(state: SandboxState, item: Row, gross: ExactDecimal): RowInput {
  const parts = (aliases: readonly string[]): ExactDecimal[] => aliases.map((alias) => ExactDecimal.of(item[alias]));
  if (!isForeign(item)) {
    const [taxable, nonTaxable, tax] = parts(['ATXA', 'ATXN', 'STAM']);
    return {
      AG: gross.toText(),
      AAP: gross.toText(),
      ATXA: taxable?.toText(),
      ATXN: nonTaxable?.toText(),
      STAM: tax?.toText(),
    };
  }
  const { rate, domestic } = exchange(state, item);
  const inDomestic = (amount: ExactDecimal): string => converted(amount, rate, domestic).toText();
  const [taxable, nonTaxable, tax] = parts(['CTXA', 'CTXN', 'CTAM']).map(inDomestic);
  return {
    ACR: gross.toText(),
    FAP: gross.toText(),
    AG: inDomestic(gross),
    AAP: inDomestic(gross),
    ATXA: taxable,
    ATXN: nonTaxable,
    STAM: tax,
    CRR: rate.toText(),
  };
}

function exchange(state: SandboxState, row: Row): { rate: ExactDecimal; domestic: string } {
  const domestic = state.database.table('F0010').get({ CO: row['CO'] ?? '' })?.['CRCD'] ?? '';
  return { rate: rateOf(state.settings, row['CRCD'] ?? '', domestic) ?? ExactDecimal.of('1'), domestic };
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
      AA: isForeign(line) ? converted(ExactDecimal.of(line['ACR']), rate, domestic).toText() : line['AA'],
      ...(isForeign(line) ? { ACR: line['ACR'], CRR: rate.toText() } : {}),
      U: line['U'],
      CRCD: line['CRCD'],
      EXA: line['EXA'] || name.slice(0, 30),
      EXR: line['EXR'],
      AN8: line['AN8'],
      VINV: line['VINV'],
      PO: line['PO'],
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
