import { cutText, oneLine } from '../text/cut-text';
import { shortHash } from '../text/short-hash';

export interface InvoiceNumberFacts {
  readonly vendorNumber: string | null;
  readonly projectNumber: string;
  readonly commitmentNumber: string;
  readonly requisitionNumber: number;
  /** 1 for the first posting; an adjustment is 2, 3 ... */
  readonly revision: number;
  /** What the ERP's column takes. */
  readonly maxLength: number;
}

/** The number the voucher carries, and the full text it stands for. */
export function invoiceNumber(facts: InvoiceNumberFacts): { readonly sent: string; readonly full: string } {
  const { maxLength } = facts;
  const vendors = oneLine(facts.vendorNumber ?? '');
  const own = oneLine(`${facts.projectNumber}-${facts.commitmentNumber}-${facts.requisitionNumber}`);
  const base = vendors === '' ? own : vendors;
  const suffix = facts.revision > 1 ? `-R${facts.revision}` : '';
  const full = base + suffix;
  if (full.length <= maxLength) return { sent: full, full };
  const mark = `-${shortHash(base, 5)}${suffix}`;
  return { sent: cutText(base, maxLength - mark.length) + mark, full };
}

/** Whether two numbers are equal but for spaces, dashes and leading zeros: worth a look, not proof. */
export function looselyEqual(a: string, b: string): boolean {
  const formsOfB = looseForms(b);
  return looseForms(a).some((form) => form !== '' && formsOfB.includes(form));
}

/** One form of it without spaces, dashes and the zeros that lead its groups of digits. */
export function looseForm(text: string): string {
  return looseForms(text)[0] ?? '';
}

/** Zeros can lead the whole number or each of its groups: `INV-0012-003` is typed as `INV 12-3` and as `INV0012003`. */
function looseForms(text: string): readonly string[] {
  const upper = text.toUpperCase();
  return [
    upper.replace(/(?<!\d)0+(?=\d)/g, '').replace(/[\s\p{Pd}]/gu, ''),
    upper.replace(/[\s\p{Pd}]/gu, '').replace(/(?<!\d)0+(?=\d)/g, ''),
  ];
}
