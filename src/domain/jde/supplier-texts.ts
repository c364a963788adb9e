import type { Problem } from '../holds/hold-reason';
import { oneLine } from '../text/cut-text';
import type { FieldToErp } from '../vendor/carry/confirmed-carry';
import type { ProcoreVendor } from '../vendor/procore-vendor';
import { fits, lengthOf, shortened, type TextColumn } from './columns';
import type { SupplierDraft } from './kinds/supplier';

interface SupplierTexts {
  readonly draft: SupplierDraft;
  /** What was shortened or left out: it informs people and decides nothing. */
  readonly notes: readonly string[];
  /** What decides and does not fit: a part of it would be another tax id, another state. */
  readonly problems: readonly Problem[];
}

interface Field {
  /** As Procore calls it. */
  readonly field: string;
  readonly column: TextColumn;
  readonly text: string | null;
}

/** The columns of a supplier's address, in the order in which its lines fill them. */
const addressColumns = ['F0116.ADD1', 'F0116.ADD2', 'F0116.ADD3', 'F0116.ADD4'] as const;

/** A vendor of Procore as the address book takes it (F0101, F0111, F0116, F0115, F01151). */
export function supplierTexts(vendor: ProcoreVendor): SupplierTexts {
  const notes: string[] = [];
  const problems: Problem[] = [];
  const decides = ({ field, column, text }: Field): string => {
    if (!fits(column, text ?? '')) problems.push(tooLong({ field, column, text }));
    return oneLine(text ?? '');
  };
  const shorten = ({ field, column, text }: Field): string => {
    const sent = shortened(column, text ?? '');
    if (!fits(column, text ?? ''))
      notes.push(`${field} is shortened to the ${lengthOf(column)} characters of ${column}.`);
    return sent;
  };
  // A part of a number or of an address of a mailbox reaches somebody else.
  const wholeOrNone = ({ field, column, text }: Field): string => {
    if (fits(column, text ?? '')) return oneLine(text ?? '');
    notes.push(`${field} is left out: ${column} takes ${lengthOf(column)} characters.`);
    return '';
  };
  const address = addressLines(vendor.address ?? '');
  if (address.isCut) notes.push('address is shortened to the 4 lines of 40 characters of F0116.');
  const draft: SupplierDraft = {
    kind: 'vendor',
    sourceKey: vendor.id,
    name: shorten({ field: 'name', column: 'F0101.ALPH', text: vendor.name }),
    mailingName: shorten({
      field: vendor.legalName === null ? 'name' : 'legal_name',
      column: 'F0111.MLNM',
      text: vendor.legalName ?? vendor.name,
    }),
    taxId: decides({
      field: 'business_register.identifier',
      column: 'F0101.TAX',
      text: vendor.businessRegister?.identifier ?? null,
    }),
    addressLines: address.lines,
    city: shorten({ field: 'city', column: 'F0116.CTY1', text: vendor.city }),
    state: decides({ field: 'state_code', column: 'F0116.ADDS', text: vendor.stateCode }),
    postalCode: decides({ field: 'zip', column: 'F0116.ADDZ', text: vendor.zip }),
    country: decides({ field: 'country_code', column: 'F0116.CTR', text: vendor.countryCode }),
    phone: wholeOrNone({ field: 'business_phone', column: 'F0115.PH1', text: vendor.businessPhone }),
    fax: wholeOrNone({ field: 'fax_number', column: 'F0115.PH1', text: vendor.faxNumber }),
    email: wholeOrNone({ field: 'email_address', column: 'F01151.EMAL', text: vendor.emailAddress }),
    currency: '',
  };
  return { draft, notes: [...new Set(notes)], problems };
}

const changeColumns = {
  name: 'F0111.MLNM',
  city: 'F0116.CTY1',
  state: 'F0116.ADDS',
  zip: 'F0116.ADDZ',
  country: 'F0116.CTR',
  phone: 'F0115.PH1',
  email: 'F01151.EMAL',
  taxId: 'F0101.TAX',
} as const satisfies Partial<Record<FieldToErp, TextColumn>>;

/** Fields that are to be set on a supplier that is there, with the lines of its address. */
export function changeTexts(fields: Readonly<Partial<Record<FieldToErp, string>>>): {
  readonly addressLines: readonly string[];
  readonly problems: readonly Problem[];
} {
  const problems = Object.entries(changeColumns).flatMap(([field, column]) => {
    const text = fields[field as keyof typeof changeColumns] ?? '';
    return fits(column, text) ? [] : [tooLong({ field, column, text })];
  });
  const address = addressLines(fields.address ?? '');
  const isCut = address.isCut ? [tooLong({ field: 'address', column: 'F0116.ADD4', text: fields.address ?? '' })] : [];
  return { addressLines: address.lines, problems: [...problems, ...isCut] };
}

/** Procore keeps an address as one text: each of its lines, and what is longer goes on in the next line at a word. */
function addressLines(text: string): { readonly lines: readonly string[]; readonly isCut: boolean } {
  const lines = text.split(/[\r\n]+/).flatMap((line) => wrapped(oneLine(line)));
  return {
    lines: lines
      .slice(0, addressColumns.length)
      .map((line, index) => shortened(addressColumns[index] ?? 'F0116.ADD4', line)),
    isCut: lines.length > addressColumns.length || lines.some((line) => !fits('F0116.ADD1', line)),
  };
}

function wrapped(line: string): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && fits('F0116.ADD1', longer)) lines[lines.length - 1] = longer;
    else if (word !== '') lines.push(word);
  }
  return lines;
}

function tooLong({ field, column, text }: Field): Problem {
  return {
    reason: 'doesNotFit',
    kind: 'person',
    field: column,
    value: text ?? '',
    message: `${field} of the vendor has ${oneLine(text ?? '').length} characters, ${column} in JDE takes ${lengthOf(column)}. A part of it would mean something else.`,
    remedies: [
      { act: 'inProcore', text: `Write ${field} of the vendor with at most ${lengthOf(column)} characters` },
      { act: 'inErp', text: 'Create the supplier by hand, and link it' },
    ],
  };
}
