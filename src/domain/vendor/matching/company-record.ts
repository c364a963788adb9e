import { bareTaxId } from '../bare-tax-id';

/** The two lists of companies that are matched: vendors of Procore, suppliers of the ERP. */
export type Side = 'procore' | 'erp';

/** Why a record is never linked by itself nor made on the other side, inactive ones apart. */
export type OutOfScope = 'prospective' | 'oneTime' | 'type' | 'noSite';

/** A company as one side shows it. `''`: it shows none, or what it shows is masked. */
export interface CompanyRecord {
  /** Names it for ever on its side: Procore's id, the ERP's supplier id. */
  readonly id: string;
  /** As people of the ERP call it; `''` in Procore. */
  readonly number: string;
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly taxId: string;
  /** ISO 3166 alpha-2. */
  readonly taxCountry: string;
  readonly taxPayer: 'organisation' | 'person' | 'unknown';
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  readonly email: string;
  readonly phone: string;
  readonly website: string;
  /** Whether the address is the only one that it may have on the other side. */
  readonly hasOneAddress: boolean;
  /** The external id that Procore shows of it, whosever it is; `''`: none. Of a supplier always. */
  readonly originId: string;
  /** What this record says that the other side calls it; `''`: nothing, or nobody declared that it would. */
  readonly otherKey: string;
  readonly isActive: boolean;
  /** Null: it may be linked. */
  readonly outOfScope: OutOfScope | null;
  /** When its side says that it changed last, ISO 8601. */
  readonly changedAt: string | null;
  /** When it was made there, ISO 8601; absent where that is not asked, null where it is not told. */
  readonly madeAt?: string | null;
}

/** Of the canonical form below. When it changes, what is stored takes the new hashes, and that counts as no change of a record. */
export const recordVersion = 2;

/** All that counts of a record, in canonical form: two that differ in blanks or in how a phone is written are the same. */
export function recordText(record: CompanyRecord): string {
  const { address, city, state, zip, country, phone, website, isActive, outOfScope, hasOneAddress, originId } = record;
  return JSON.stringify([
    identityText(record),
    ...[address, city, state, zip, country, website].map(plain),
    record.email.trim().toLowerCase(),
    phone.replace(/\D/g, ''),
    record.otherNames.map(plain),
    isActive,
    outOfScope,
    hasOneAddress,
    originId,
  ]);
}

/** By what a person knows it again: its keys, its tax id, its name. When these change, what was decided about it is asked anew. */
export function identityText({ id, number, otherKey, taxId, taxCountry, taxPayer, name }: CompanyRecord): string {
  return JSON.stringify([id, number, otherKey.trim(), bareTaxId(taxId), taxCountry, taxPayer, plain(name)]);
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
