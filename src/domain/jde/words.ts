import type { Reference } from '../posting/look';

/** As people write them, whatever order the database keeps the members in. */
const inOrder = [
  'orderNumber',
  'orderType',
  'orderCompany',
  'documentNumber',
  'documentType',
  'documentCompany',
  'jobNumber',
  'executionServer',
  'addressNumber',
];
/** Of a voucher in the batch tables; once it has a number, that is what it is called. */
const batch = ['ediUser', 'ediBatch', 'ediTransaction'];
/** What names the document itself; the batch rows of a voucher are the voucher. */
const numbers = ['orderNumber', 'documentNumber', 'addressNumber'];

/** How JD Edwards and its things are called. */
export const jdeWords = {
  name: 'JD Edwards',
  /** In one line for a person: `5012 OP 00200`; empty when it says nothing. */
  reference: (reference: Reference): string => {
    const known = named(reference, inOrder);
    return (known.length > 0 ? known : named(reference, batch)).join(' ');
  },
  /** What tells two things apart; empty while it has no number. */
  identity: (reference: Reference): string => named(reference, numbers).join(' '),
} as const;

/** A voucher as AP names it, `9001 PV 00200`: number, type and company of F0411; null when it is not written so. */
export function voucherCalled(text: string): Reference | null {
  const [, documentNumber = '', documentType = '', documentCompany = ''] =
    /^\s*(\d{1,8})\s+([A-Z0-9]{1,2})\s+(\d{5})\s*$/.exec(text) ?? [];
  return documentNumber === '' ? null : { documentNumber, documentType, documentCompany };
}

function named(reference: Reference, names: readonly string[]): string[] {
  return names.flatMap((name) => (reference[name] ? [reference[name]] : []));
}
