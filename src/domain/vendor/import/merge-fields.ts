import type { CompanyRecord, Side } from '../matching/company-record';
import type { FieldConflict, FirstSeen, PartApart, SeenValues } from './field-conflict';
import { ownedFields, ownerOf, partsOf, remitFields, type FieldOwners, type OwnedField } from './field-owners';
import type { FieldChange } from './import-row';
import { baseOf, carriedValues, type ImportedField, type LinkBase } from './imported-fields';
import { wholeEveryMs } from './supplier-watermark';
import type { WrittenField } from './written-fields';

/** Fields whose value of the ERP is written whatever was changed in Procore; `taxId` only where there is none. */
type Enforced = ReadonlySet<ImportedField | 'taxId'>;

export interface MergeRules {
  readonly enforced: Enforced;
  readonly owners: FieldOwners;
  /** What becomes of a change of who is paid and where that was made in Procore; null: in this ERP nothing is written from here. */
  readonly remitChanges: 'confirm' | 'carry' | null;
  /** ISO 8601, of the database. */
  readonly now: string;
  /** Fields that are not written again on that side for now. */
  readonly isStopped: (field: WrittenField, on: Side) => boolean;
  /** Given to be written on the supplier where the two sides show this, in canonical form. */
  readonly isUnderWay: (part: ImportedField, erp: string, procore: string) => boolean;
}

/** A linked pair as it was merged last. */
export interface PairState {
  readonly base: LinkBase;
  readonly seen?: FirstSeen | undefined;
}

export interface MergedFields {
  readonly values: { readonly erp: LinkBase['erp']['values']; readonly procore: LinkBase['procore']['values'] };
  /** To be written on the vendor, and on the supplier. */
  readonly changes: readonly FieldChange[];
  readonly toErp: readonly FieldChange[];
  readonly conflicts: readonly FieldConflict[];
  readonly seen: FirstSeen;
  readonly told: Readonly<
    Record<'drift' | 'toConfirm' | 'differs' | 'bothChanged' | 'backAndForth', readonly string[]>
  >;
}

/** The fields of a pair, each side compared with its own base. */
export function mergeFields(
  supplier: CompanyRecord,
  vendor: CompanyRecord,
  state: PairState,
  rules: MergeRules,
): MergedFields {
  const merge = new Merge(supplier, vendor, state, rules);
  for (const field of ownedFields) merge.add(field);
  return merge;
}

class Merge implements MergedFields {
  readonly values;
  readonly changes: FieldChange[] = [];
  readonly toErp: FieldChange[] = [];
  readonly conflicts: FieldConflict[] = [];
  readonly seen: { erp: SeenValues; procore: SeenValues } = { erp: {}, procore: {} };
  readonly told = {
    ...{ drift: [] as string[], toConfirm: [] as string[], differs: [] as string[] },
    ...{ bothChanged: [] as string[], backAndForth: [] as string[] },
  };
  readonly #base: LinkBase;
  readonly #now: LinkBase;
  readonly #carried: Readonly<Record<ImportedField, string>>;
  readonly #supplier: CompanyRecord;
  readonly #vendor: CompanyRecord;
  readonly #before: FirstSeen | undefined;
  readonly #rules: MergeRules;

  constructor(supplier: CompanyRecord, vendor: CompanyRecord, { base, seen }: PairState, rules: MergeRules) {
    this.#base = base;
    this.#now = baseOf(supplier, vendor);
    this.#carried = carriedValues(supplier);
    this.#supplier = supplier;
    this.#vendor = vendor;
    this.#before = seen;
    this.#rules = rules;
    this.values = { erp: { ...base.erp.values }, procore: { ...base.procore.values } };
  }

  add(field: OwnedField): void {
    const parts = partsOf[field].filter((part) => this.#isKnown(part)).flatMap((part) => this.#apart(part));
    const forced = parts.filter(({ part }) => this.#rules.enforced.has(part));
    const free = parts.filter((one) => !forced.includes(one));
    if (forced.length > 0) this.#toProcore(field, forced);
    if (free.length === 0) return;
    const moved = { erp: free.some((one) => this.#hasMoved('erp', one)), procore: false };
    moved.procore = free.some((one) => this.#hasMoved('procore', one));
    if (!moved.erp && !moved.procore) this.#leave(free);
    else if (!moved.procore) this.#toProcore(field, free);
    else if (!moved.erp) this.#toSupplier(field, free);
    else this.#byOwner(field, free);
  }

  /**
   * What the ERP does not show is unknown. Where it may be written there it is none, if there never was one and what is shown is not only in
   * another form than Procore takes; of an address it must be known which one is in force.
   */
  #isKnown(part: ImportedField): boolean {
    if (this.#now.erp.values[part] !== '') return true;
    const isPlain = this.#supplier.hasOneAddress || !partsOf.address.includes(part);
    if (this.#rules.remitChanges === null || !isPlain) return false;
    return this.#base.erp.values[part] === '' && this.#supplier[part].trim() === '';
  }

  /** None where both sides say the same: then that is what they are agreed on. */
  #apart(part: ImportedField): PartApart[] {
    const [erp, procore] = [this.#now.erp.values[part], this.#now.procore.values[part]];
    if (erp !== procore) {
      const base = { erp: this.#base.erp.values[part], procore: this.#base.procore.values[part] };
      return [{ part, base, erp: this.#carried[part], procore: this.#vendor[part] }];
    }
    this.values.erp[part] = erp;
    this.values.procore[part] = procore;
    return [];
  }

  #hasMoved(side: Side, { part, base }: PartApart): boolean {
    const value = this.#now[side].values[part];
    if (value === base[side]) return false;
    const before = this.#before?.[side][part];
    this.seen[side][part] = before?.value === value ? before : { value, at: this.#rules.now };
    return true;
  }

  /** Where the ERP has none at all nobody is told that they differ. */
  #leave(parts: readonly PartApart[]): void {
    this.told.differs.push(...parts.filter(({ erp }) => erp !== '').map((one) => this.#words(one)));
  }

  #byOwner(field: OwnedField, parts: readonly PartApart[]): void {
    const rule = ownerOf(this.#rules.owners, field);
    const owner = rule === 'newest' ? this.#newest(parts) : rule;
    if (owner === 'erp') this.#toProcore(field, parts);
    else if (owner === 'procore') this.#toSupplier(field, parts);
    else this.#hold(field, parts, 'bothChanged');
  }

  /** What was seen with no more than a whole reading between may have changed in either order. */
  #newest(parts: readonly PartApart[]): Side | 'hold' {
    const at = (side: Side): number =>
      Math.max(...parts.map(({ part }) => Date.parse(this.seen[side][part]?.at ?? '') || 0));
    const later = at('procore') - at('erp');
    if (Math.abs(later) <= wholeEveryMs) return 'hold';
    return later > 0 ? 'procore' : 'erp';
  }

  #toProcore(field: OwnedField, parts: readonly PartApart[]): void {
    const shown = parts.filter(({ part }) => this.#now.erp.values[part] !== '');
    if (shown.length === 0) this.told.drift.push(...parts.map((one) => this.#words(one)));
    else if (shown.some(({ part }) => this.#rules.isStopped(part, 'procore'))) this.#hold(field, shown, 'backAndForth');
    else this.changes.push(...shown.map(({ part, erp, procore }) => ({ field: part, from: procore, to: erp })));
  }

  #toSupplier(field: OwnedField, parts: readonly PartApart[]): void {
    const { remitChanges, isStopped } = this.#rules;
    const words = parts.map((one) => this.#words(one));
    // No input of JD Edwards takes a website, and none empties what stands.
    const isWritable = field !== 'website' && parts.every(({ part }) => this.#now.procore.values[part] !== '');
    if (remitChanges === null || !isWritable) this.told.drift.push(...words);
    else if (parts.every((one) => this.#isUnderWay(one))) return;
    else if (remitChanges === 'confirm' && remitFields.includes(field)) this.told.toConfirm.push(...words);
    else if (parts.some(({ part }) => isStopped(part, 'erp'))) this.#hold(field, parts, 'backAndForth');
    else this.toErp.push(...parts.map(({ part, erp, procore }) => ({ field: part, from: erp, to: procore })));
  }

  #isUnderWay({ part }: PartApart): boolean {
    return this.#rules.isUnderWay(part, this.#now.erp.values[part], this.#now.procore.values[part]);
  }

  #hold(field: OwnedField, parts: readonly PartApart[], why: FieldConflict['why']): void {
    if (why === 'bothChanged' && parts.every((one) => this.#isUnderWay(one))) return;
    this.conflicts.push({ field, why, parts });
    this.told[why].push(...parts.map((one) => this.#words(one)));
  }

  #words({ part, erp, procore }: PartApart): string {
    return `${part}: "${procore}" in Procore, "${erp}" in the ERP`;
  }
}
