import type { JsonObject } from '../json';

/** User defined codes: system, type, code, text. Order type OP is not in 40/CT: such orders make no commitments. */
const CODES: readonly (readonly [string, string, string, string])[] = [
  ['00', 'DT', 'PV', 'A/P Voucher'],
  ['00', 'DT', 'PD', 'Debit Memo'],
  ['00', 'DT', 'JE', 'Journal Entry'],
  ['00', 'DT', 'OP', 'Purchase Order'],
  ['00', 'DT', 'OS', 'Subcontract'],
  ['00', 'PS', 'A', 'Approved for Payment'],
  ['00', 'PS', 'H', 'Held/Pending Approval'],
  ['00', 'PS', 'P', 'Paid in Full'],
  ['00', 'PS', 'R', 'Retainage'],
  ['00', 'PY', 'C', 'Check'],
  ['00', 'PY', 'T', 'A/P EFT'],
  ['00', 'BT', 'G', 'G/L Bank Account'],
  ['00', 'BT', 'V', 'Supplier'],
  ['00', 'MC', 'BP', 'Branch/Plant'],
  ['00', 'MC', 'BS', 'Balance Sheet'],
  ['00', 'MC', 'JB', 'Job'],
  ['00', 'PF', 'K', 'Budget Locked'],
  ['00', 'PF', 'N', 'No Posting'],
  ['00', 'PF', 'P', 'Purge'],
  ['01', 'ST', 'C', 'Customer'],
  ['01', 'ST', 'E', 'Employee'],
  ['01', 'ST', 'O', 'Company'],
  ['01', 'ST', 'V', 'Supplier'],
  ['40', 'AT', '220', 'Enter Purchase Order'],
  ['40', 'AT', '280', 'Print Purchase Order'],
  ['40', 'AT', '400', 'Receive'],
  ['40', 'AT', '980', 'Canceled in Order Entry'],
  ['40', 'AT', '999', 'Complete'],
  ['40', 'CT', 'OS', 'Subcontract'],
  ['42', 'HC', 'B1', 'Budget Hold'],
  ['H00', 'PE', 'B', 'Budget Only'],
  ['H00', 'PE', 'I', 'Inactive'],
  ['H00', 'PE', 'L', 'Subledger Required, Detail'],
  ['H00', 'PE', 'M', 'Machine Generated'],
  ['H00', 'PE', 'N', 'No Posting'],
  ['H00', 'PE', 'S', 'Subledger Required, Summary'],
  ['H00', 'PE', 'U', 'Units Required'],
  ['H00', 'PE', 'X', 'Subledger Must Be Blank'],
];

const TERMS: readonly (readonly [string, string, number])[] = [
  ['N15', 'Net 15 Days', 15],
  ['N30', 'Net 30 Days', 30],
  ['N45', 'Net 45 Days', 45],
];

const ACTIVITIES: readonly (readonly [string, string, string, string])[] = [
  ['220', 'Enter Purchase Order', '280', '999'],
  ['280', 'Print Purchase Order', '400', '999'],
  ['400', 'Receive', '999', ''],
  ['980', 'Canceled in Order Entry', '999', ''],
  ['999', 'Complete', '', ''],
];

export interface CodeTables {
  readonly F0005: readonly JsonObject[];
  readonly F0014: readonly JsonObject[];
  readonly F40203: readonly JsonObject[];
}

export function codeTables(): CodeTables {
  return {
    F0005: CODES.map(([SY, RT, KY, DL01]) => ({ SY, RT, KY, DL01, DL02: '', SPHD: '' })),
    F0014: TERMS.map(([PTC, PTD, NDTP]) => ({ PTC, PTD, DCP: 0, DCD: 0, NDTP })),
    F40203: ['OP', 'OS'].flatMap((DCTO) =>
      ACTIVITIES.map(([TRTY, STDS, NXTR, A1TR]) => ({ DCTO, LNTY: 'J', TRTY, STDS, NXTR, A1TR, WRTH: 'N' })),
    ),
  };
}
