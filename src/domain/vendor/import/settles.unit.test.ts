import { array, assert, boolean, constantFrom, property, record, subarray, type Arbitrary } from 'fast-check';
import type { CompanyRecord } from '../matching/company-record';
import { company } from '../matching/company-records.fixture';
import {
  confirmedOf,
  fieldsApart,
  fieldsToErp,
  stillConfirmed,
  type FieldToErp,
  type VendorToErp,
} from '../carry/confirmed-carry';
import { baseAfter } from './carry-out';
import { canonical, carriedValues, importedFields, type ImportedField } from './imported-fields';
import type { ImportRow } from './import-row';
import type { KeptBase } from './kept-base';
import { planImport, type ImportRequest } from './plan-import';
import { vendorMembers } from './vendor-members';
import { vendorKeys } from './vendor-keys';

// Whatever was edited on both sides, and in whatever order runs came between: once a run has written, another one writes nothing.

const edit = record(
  {
    ...Object.fromEntries(importedFields.map((field) => [field, constantFrom('', 'AB', 'CD', ' ab ', '12')])),
    isActive: boolean(),
    taxId: constantFrom('', '91-2047719', '912047718'),
    hasOneAddress: boolean(),
  },
  { requiredKeys: [] },
) as Arbitrary<Partial<CompanyRecord>>;
const step = record({
  ...{ side: constantFrom('erp', 'procore'), edit, runs: boolean() },
  /** Fields that a person has written on the supplier after that. */
  carries: subarray([...fieldsToErp]),
});

test('what a person had written on the supplier stands there, and no later run takes it back in Procore', () => {
  assert(
    property(array(step, { maxLength: 6 }), subarray([...fieldsToErp], { minLength: 1 }), (steps, fields) => {
      const pair = new Pair('1', new Set());
      for (const { side, edit: change, runs } of steps) {
        pair.edit(side, change);
        if (runs) pair.run();
      }
      pair.run();
      const before = pair.vendor;
      const written = pair.carry(fields);
      const { changes } = pair.run()[0] ?? { changes: [] };
      expect(changes.filter(({ field }) => written.some((one) => one === field))).toEqual([]);
      expect(written.map((field) => pair.vendor[field])).toEqual(written.map((field) => before[field]));
    }),
  );
});

// In Fusion an id stands behind a supplier's number, in JD Edwards nothing does.
const numbers = ['10', '1'];

test.each(numbers)('after a run another one has nothing to do (supplier 1, number %s)', (number) => {
  assert(
    property(array(step, { maxLength: 8 }), subarray([...importedFields]), (steps, enforced) => {
      const pair = new Pair(number, new Set(enforced));
      for (const { side, edit: change, runs, carries } of steps) {
        pair.edit(side, change);
        if (runs) pair.run();
        pair.carry(carries);
      }
      pair.run();
      const before = JSON.stringify(pair.vendor);
      expect(pair.run()).toEqual([]);
      expect(JSON.stringify(pair.vendor)).toBe(before);
    }),
  );
});

test.each(numbers)(
  "no edit is lost: what both sides say differently once they are settled is listed, field by field, or the pair is a person's as a whole (supplier 1, number %s)",
  (number) => {
    assert(
      property(array(step, { maxLength: 8 }), (steps) => {
        const pair = new Pair(number, new Set());
        for (const { side, edit: change, runs } of steps) {
          pair.edit(side, change);
          if (runs) pair.run();
        }
        pair.run();
        for (const field of pair.differing()) expect(pair.listed).toMatch(new RegExp(`${field}: |${anotherCompany}`));
      }),
    );
  },
);

const anotherCompany = 'another tax id and another name than both were agreed on';

/** A supplier and a vendor that are linked, and runs that write what they plan. */
class Pair {
  vendor = company('9', { name: 'AB' });
  /** What the last run listed. */
  listed = '';
  #supplier: CompanyRecord;
  #bases = new Map<string, KeptBase>();
  readonly #enforced: ImportRequest['enforced'];

  readonly #number: string;

  constructor(number: string, enforced: ImportRequest['enforced']) {
    this.#supplier = company('1', { number, name: 'AB' });
    this.#number = number;
    this.#enforced = enforced;
  }

  edit(side: 'erp' | 'procore', change: Partial<CompanyRecord>): void {
    if (side === 'erp') this.#supplier = { ...this.#supplier, ...change };
    else this.vendor = { ...this.vendor, ...change, hasOneAddress: true };
  }

  /** As a person confirms it, and JD Edwards shows it afterwards. Gives the fields that were apart, and so written. */
  carry(fields: readonly FieldToErp[]): readonly FieldToErp[] {
    const vendor = this.#shown();
    const apart = fieldsApart(this.#supplier, vendor).filter(({ field }) => fields.includes(field));
    const said = { supplier: '1', at: '', by: '', fields: confirmedOf(apart) };
    const written = stillConfirmed(said, this.#supplier, vendor);
    this.#supplier = { ...this.#supplier, ...written };
    return fieldsToErp.filter((field) => field in written);
  }

  #shown(): VendorToErp {
    const members = fieldsToErp.map((field) => [vendorMembers[field as ImportedField], this.vendor[field]]);
    return { ...Object.fromEntries(members), businessRegister: { identifier: this.vendor.taxId } };
  }

  /** Fields of which the ERP shows a value and Procore another. */
  differing(): readonly string[] {
    const erp = carriedValues(this.#supplier);
    return importedFields.filter(
      (field) =>
        canonical(field, erp[field]) !== '' && canonical(field, erp[field]) !== canonical(field, this.vendor[field]),
    );
  }

  /** Gives what was written. */
  run(): readonly ImportRow[] {
    const [supplier, vendor] = [this.#supplier, this.vendor];
    const { rows, bases } = planImport({
      suppliers: new Map([['1', { record: supplier, hash: '' }]]),
      vendors: new Map([['9', { record: vendor, hash: '' }]]),
      linked: new Map([['9', this.#number]]),
      ...{ bases: this.#bases, findings: [], inUse: new Map(), decided: () => null, enforced: this.#enforced },
      ...{ taken: [], now: '2026-03-01T00:00:00Z', owners: {}, remitChanges: null, carries: new Map() },
      keysOf: (one) => vendorKeys({ externalKeyMeans: 'none', externalKeyField: 'originId' }, one),
    });
    for (const [id, base] of bases) this.#bases.set(id, base);
    this.listed = rows.flatMap(({ act, why }) => (act === 'listed' ? [why] : [])).join('; ');
    const written = rows.filter(({ act }) => act !== 'listed');
    for (const row of written) {
      this.vendor = {
        ...this.vendor,
        ...Object.fromEntries(row.changes.map(({ field, to }) => [field, to])),
        ...(row.isActive === null ? {} : { isActive: row.isActive }),
        ...(row.taxId === null ? {} : { taxId: row.taxId.identifier }),
        ...(row.keys === null ? {} : { originId: row.keys.originId }),
      };
      const before = this.#bases.get('9')?.base ?? null;
      this.#bases.set('9', {
        ...{ supplier: '1', number: this.#number },
        base: baseAfter(row, supplier, this.vendor, before),
        written: {},
      });
    }
    return written;
  }
}
