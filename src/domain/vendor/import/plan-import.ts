import { isBeingCarried, type ConfirmedCarry } from '../carry/confirmed-carry';
import type { CompanyRecord } from '../matching/company-record';
import type { Finding } from '../matching/finding';
import type { FindingState, MatchDecision } from '../matching/match-decision';
import { plainWords } from '../matching/normal-name';
import { taxKey } from '../matching/tax-keys';
import { baseOf, carriedTaxId, carriedValues, importedFields, type LinkBase } from './imported-fields';
import type { ImportRow, ListedReason, VendorKeys } from './import-row';
import { isStopped, keptAfter, type KeptBase } from './kept-base';
import type { MergeRules } from './merge-fields';
import { mergePair } from './merge-pair';

export interface HashedRecord {
  readonly record: CompanyRecord;
  readonly hash: string;
}

export interface ImportRequest {
  /** By id, as this run read them, inactive ones too. */
  readonly vendors: ReadonlyMap<string, HashedRecord>;
  readonly suppliers: ReadonlyMap<string, HashedRecord>;
  /** Number of the supplier by the vendor that is linked with it; further vendors of a supplier are not among them. */
  readonly linked: ReadonlyMap<string, string>;
  /** By vendor; one of another supplier counts as lost. */
  readonly bases: ReadonlyMap<string, KeptBase>;
  readonly findings: readonly (Finding & { readonly state: FindingState })[];
  /** What was decided about a supplier alone. */
  readonly decided: (supplier: string) => MatchDecision | null;
  /** With what a person took for this plan. */
  readonly enforced: MergeRules['enforced'];
  readonly taken: readonly string[];
  readonly owners: MergeRules['owners'];
  readonly remitChanges: MergeRules['remitChanges'];
  /** What is given to be written on the supplier of a vendor, by vendor. */
  readonly carries: ReadonlyMap<string, ConfirmedCarry>;
  /** What is open of a vendor, by vendor, in words: of those that differ in being active. */
  readonly inUse: ReadonlyMap<string, string>;
  /** ISO 8601, of the database. */
  readonly now: string;
  readonly keysOf: (supplier: CompanyRecord) => VendorKeys;
}

export interface PlannedImport {
  readonly rows: readonly ImportRow[];
  /** New and moved bases, by vendor. */
  readonly bases: ReadonlyMap<string, KeptBase>;
}

/** What all suppliers come to in Procore. The same records give the same rows in the same order. */
export function planImport(request: ImportRequest): PlannedImport {
  const plan = new Plan(request);
  for (const [vendor, number] of request.linked) plan.addPair(vendor, number);
  const linkedNumbers = new Set(request.linked.values());
  for (const supplier of request.suppliers.values()) {
    if (!linkedNumbers.has(supplier.record.number)) plan.addUnlinked(supplier);
  }
  return plan;
}

/** Where nothing but a number names a supplier, who has it is told by tax id and name (master data of JD Edwards). */
function isAnother(supplier: CompanyRecord, { erp }: LinkBase): boolean {
  if (supplier.id !== supplier.number) return false;
  const taxId = carriedTaxId(supplier)?.identifier ?? '';
  const isOtherTaxId = taxId !== '' && erp.taxId !== '' && taxId !== erp.taxId;
  return isOtherTaxId && plainWords(supplier.name).join(' ') !== plainWords(erp.values.name).join(' ');
}

const nothing = { changes: [], taxId: null, isActive: null, keys: null } as const;

class Plan implements PlannedImport {
  readonly rows: ImportRow[] = [];
  readonly bases = new Map<string, KeptBase>();
  readonly #request: ImportRequest;
  readonly #byNumber = new Map<string, HashedRecord[]>();
  readonly #byOrigin = new Map<string, string>();
  /** Records about which a person is to decide first, and suppliers that are accepted for a vendor that is not linked yet. */
  readonly #undecided = { vendors: new Set<string>(), suppliers: new Set<string>() };

  constructor(request: ImportRequest) {
    this.#request = request;
    for (const one of request.suppliers.values()) {
      const same = this.#byNumber.get(one.record.number);
      if (same === undefined) this.#byNumber.set(one.record.number, [one]);
      else same.push(one);
    }
    for (const { record } of request.vendors.values()) {
      if (record.originId !== '') this.#byOrigin.set(record.originId, record.id);
    }
    for (const { state, vendors, suppliers } of request.findings) {
      if (state !== 'open' && state !== 'accept') continue;
      if (state === 'open') vendors.forEach((id) => this.#undecided.vendors.add(id));
      suppliers.forEach((id) => this.#undecided.suppliers.add(id));
    }
  }

  addPair(vendorId: string, number: string): void {
    const { vendors, bases, taken, now } = this.#request;
    const vendor = vendors.get(vendorId);
    const [supplier, ...more] = this.#byNumber.get(number) ?? [];
    if (supplier === undefined || more.length > 0) {
      const name = vendor?.record.name ?? '';
      const shown = more.length === 0 ? 'not this supplier any more' : 'several suppliers of this number';
      const why = `the ERP shows ${shown}: nothing is concluded from that`;
      this.#list('missing', why, {
        vendor: vendorId,
        supplier: '',
        number,
        name,
        erp: '',
        procore: vendor?.hash ?? '',
      });
      return;
    }
    const { record } = supplier;
    const of = {
      ...{ vendor: vendorId, supplier: record.id, number, name: record.name },
      ...{ erp: supplier.hash, procore: vendor?.hash ?? '' },
    };
    if (vendor === undefined) {
      this.#list('gone', this.#whyGone(record), of);
      return;
    }
    if (this.#undecided.vendors.has(vendorId)) {
      this.#list('undecided', 'its keys say something else than its link: "vendor match list"', of);
      return;
    }
    const kept = bases.get(vendorId);
    const known = kept?.supplier === record.id ? kept : null;
    if (known === null && kept?.number === number) {
      const why = `the ERP gives number ${number} to another supplier than when it was linked (${kept.supplier} then, ${record.id} now), as after a restore: nothing is carried. Find out which one the vendor is, then "vendor unlink ${vendorId}" and "vendor link"`;
      this.#list('conflict', why, of);
      return;
    }
    if (known !== null && isAnother(record, known.base)) {
      const why = `under number ${number} the ERP has another tax id and another name than both were agreed on, as where a number was given again: nothing is carried. Find out who the supplier is; where it is the same company: "vendor unlink ${vendorId}" and "vendor link"`;
      this.#list('conflict', why, of);
      return;
    }
    const base = known?.base ?? baseOf(record, vendor.record);
    const before: KeptBase = { ...(known ?? { written: kept?.written ?? {} }), supplier: record.id, number, base };
    const carry = this.#request.carries.get(vendorId);
    const merged = mergePair(record, vendor.record, before, {
      ...this.#request,
      isStopped: (field, on) => !taken.includes(field) && isStopped(before, field, on, now),
      isUnderWay: (part, erp, procore) =>
        carry?.supplier === record.id && isBeingCarried(carry, part, { erp, procore }),
    });
    const after = keptAfter(before, merged);
    if (known === null || JSON.stringify(after) !== JSON.stringify(known)) this.bases.set(vendorId, after);
    const { changes, toErp, taxId } = merged;
    const open = this.#request.inUse.get(vendorId);
    const isKept = merged.isActive === false && open !== undefined;
    const isActive = isKept ? null : merged.isActive;
    const keys = this.#keysFor(vendor.record, record);
    const act =
      isActive === null
        ? changes.length > 0 || taxId !== null
          ? 'change'
          : 'key'
        : isActive
          ? 'activate'
          : 'inactivate';
    if (act !== 'key' || keys !== null) {
      this.rows.push({ ...of, act, reason: null, changes, taxId, isActive, keys, why: '' });
    }
    if (toErp.length > 0) this.rows.push({ ...of, ...nothing, act: 'carry', reason: null, changes: toErp, why: '' });
    for (const { reason, why } of merged.listed) this.#list(reason, why, of);
    if (isKept) {
      this.#list('inUse', `inactive in the ERP; in Procore it becomes so once nothing of it is open: ${open}`, of);
    } else if (open !== undefined && !vendor.record.isActive) {
      this.#list(
        'inUse',
        `inactive in Procore, and nothing follows from that while something of it is open: ${open}`,
        of,
      );
    }
  }

  /** A supplier that no vendor is linked with: made where a person decided so, or where it belongs and is like nothing there. */
  addUnlinked({ record, hash }: HashedRecord): void {
    const { decided, keysOf } = this.#request;
    if (record.outOfScope !== null || !record.isActive || decided(record.id) === 'never') return;
    const of = {
      ...{ vendor: '', supplier: record.id, number: record.number, name: record.name },
      ...{ erp: hash, procore: '' },
    };
    if (this.#undecided.suppliers.has(record.id)) {
      this.#list('undecided', 'it may be a vendor that is there already: "vendor match list"', of);
      return;
    }
    const keys = keysOf(record);
    const holder = this.#byOrigin.get(keys.originId);
    if (holder !== undefined) {
      const why = `vendor ${holder} carries its key ${keys.originId} already: link the two ("vendor link"), or clear the key there`;
      this.#list('conflict', why, of);
      return;
    }
    const values = carriedValues(record);
    if (values.name === '' || (this.#byNumber.get(record.number)?.length ?? 0) > 1) {
      this.#list('conflict', 'it has no name, or another supplier has its number', of);
      return;
    }
    const changes = importedFields
      .filter((field) => values[field] !== '')
      .map((field) => ({ field, from: '', to: values[field] }));
    const taxId = carriedTaxId(record);
    this.rows.push({ ...of, act: 'create', reason: null, changes, taxId, isActive: null, keys, why: '' });
  }

  /** Never over another's key, nor where ours stands on another vendor; what users see of a vendor stays theirs. */
  #keysFor(vendor: CompanyRecord, supplier: CompanyRecord): VendorKeys | null {
    const keys = this.#request.keysOf(supplier);
    return vendor.originId === '' && !this.#byOrigin.has(keys.originId) ? { ...keys, originCode: null } : null;
  }

  #whyGone(supplier: CompanyRecord): string {
    const words = plainWords(supplier.name).join(' ');
    const tax = taxKey(supplier);
    const { linked, vendors, keysOf } = this.#request;
    const { originId } = keysOf(supplier);
    const alike = [...vendors.values()]
      .map(({ record }) => record)
      .filter(
        (one) =>
          !linked.has(one.id) &&
          (one.originId === originId ||
            plainWords(one.name).join(' ') === words ||
            (tax !== null && taxKey(one) === tax)),
      )
      .map(({ id, name }) => `${id} ${name}`);
    const survivor = alike.length === 0 ? 'none there is like it' : `it may be ${alike.slice(0, 5).join(', ')} now`;
    return `vendorConflict: Procore shows the linked vendor neither among active nor inactive ones, so it was merged or is not visible. It is not made again; ${survivor}: "vendor hand-over"`;
  }

  #list(
    reason: ListedReason,
    why: string,
    of: Pick<ImportRow, 'vendor' | 'supplier' | 'number' | 'name' | 'erp' | 'procore'>,
  ): void {
    this.rows.push({ ...of, ...nothing, act: 'listed', reason, why });
  }
}
