import { array, assert, constantFrom, oneof, property, record, type Arbitrary } from 'fast-check';
import { stillConfirmed, type ConfirmedCarry, type FieldToErp, type VendorToErp } from '../carry/confirmed-carry';
import type { CompanyRecord, Side } from '../matching/company-record';
import { company } from '../matching/company-records.fixture';
import { baseAfter, divide, notStanding } from './carry-out';
import type { FieldConflict, PartApart } from './field-conflict';
import { fieldOwners, ownedFields, type FieldOwner } from './field-owners';
import { baseOf, canonical, importedFields, type ImportedField } from './imported-fields';
import { isToDo, type ImportRow } from './import-row';
import { agreedOnCarried, keptAsChosen, type KeptBase } from './kept-base';
import { planImport, type ImportRequest } from './plan-import';
import { vendorMembers } from './vendor-members';
import { vendorKeys } from './vendor-keys';

// Edits of people on both sides, readings whose answers come late, plans, writes whose answers are lost or that nobody goes on with, in any
// order. Each value is written by one edit alone, so that of any two it is known which one replaced the other.

const fields = ['name', 'address', 'city', 'phone', 'email'] as const satisfies readonly ImportedField[];
type Field = (typeof fields)[number];
type Died = 'never' | 'before' | 'after';
type Event =
  | { readonly act: 'edit'; readonly side: Side; readonly field: Field }
  | { readonly act: 'ask' | 'hear' | 'read'; readonly side: Side }
  | { readonly act: 'plan' | 'run' | 'changes' }
  | { readonly act: 'apply' | 'carry'; readonly died: Died };

const side = constantFrom<Side>('erp', 'procore');
const died = constantFrom<Died>('never', 'never', 'before', 'after');
const event: Arbitrary<Event> = oneof(
  { arbitrary: record({ act: constantFrom('edit' as const), side, field: constantFrom(...fields) }), weight: 4 },
  { arbitrary: record({ act: constantFrom('ask' as const, 'hear' as const), side }), weight: 4 },
  { arbitrary: record({ act: constantFrom('read' as const), side }), weight: 1 },
  { arbitrary: record({ act: constantFrom('plan' as const, 'run' as const, 'changes' as const) }), weight: 4 },
  { arbitrary: record({ act: constantFrom('apply' as const, 'carry' as const), died }), weight: 4 },
);
const events = array(event, { maxLength: 40, size: 'max' });

test('no edit is lost, nothing goes to and fro, and once both sides are settled another run writes nothing', () => {
  assert(
    property(events, (all) => {
      const pair = new Pair({ remitChanges: 'carry', owner: 'hold' });
      all.forEach((one) => pair.happen(one));
      pair.settle();
      expect(pair.lost).toEqual([]);
      expect(pair.writes).toBeLessThanOrEqual(pair.edits);
      pair.isQuiet();
      expect(pair.apart()).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('a person is asked only where nobody who edited had seen the other edit, as long as every answer comes', () => {
  assert(
    property(events, (all) => {
      const pair = new Pair({ remitChanges: 'carry', owner: 'hold' });
      all.forEach((one) => pair.happen('died' in one ? { ...one, died: 'never' } : one));
      pair.settle();
      expect(pair.needless()).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('where the ERP takes nothing, no run writes there, and what only Procore says stays and is told', () => {
  assert(
    property(events, (all) => {
      const pair = new Pair({ remitChanges: null, owner: 'hold' });
      all.forEach((one) => pair.happen(one));
      const before = JSON.stringify(pair.there.erp);
      pair.settle();
      expect(JSON.stringify(pair.there.erp)).toBe(before);
      expect(pair.lost).toEqual([]);
      pair.isQuiet();
      expect(pair.apart()).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('under any owner both settle, and another run writes nothing; a choice of a person settles what is held', () => {
  assert(
    property(
      events,
      constantFrom(...fieldOwners),
      constantFrom('carry', 'confirm', null),
      side,
      (all, owner, remitChanges, take) => {
        const pair = new Pair({ remitChanges, owner });
        all.forEach((one) => pair.happen(one));
        pair.settle();
        pair.isQuiet();
        pair.choose(take);
        pair.settle();
        pair.isQuiet();
        expect(pair.conflicts()).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

interface Given {
  readonly remitChanges: 'carry' | 'confirm' | null;
  readonly owner: FieldOwner;
}

/** A supplier and its vendor as they are, as they were read, and what is kept of them. */
class Pair {
  readonly there = {
    erp: company('1', { number: '1', name: '0', ...zeros }),
    procore: company('9', { name: '0', ...zeros }),
  };
  edits = 0;
  writes = 0;
  readonly lost: string[] = [];
  readonly #given: Given;
  readonly #replaced = new Map<string, string>();
  readonly #read = { erp: { record: this.there.erp, at: 0 }, procore: { record: this.there.procore, at: 0 } };
  readonly #asked: Partial<Record<Side, { record: CompanyRecord; at: number }>> = {};
  #clock = 0;
  #base: KeptBase = { supplier: '1', number: '1', base: baseOf(this.there.erp, this.there.procore), written: {} };
  #carry: ConfirmedCarry | null = null;
  #rows: { row: ImportRow; isSent: boolean }[] = [];
  #listed = '';

  constructor(given: Given) {
    this.#given = given;
    this.there.procore = { ...this.there.procore, originId: '1' };
    this.read('procore');
  }

  happen(one: Event): void {
    this.#clock += 1;
    if (one.act === 'edit') this.#edit(one.side, one.field);
    else if (one.act === 'ask') this.#asked[one.side] = { record: this.there[one.side], at: this.#clock };
    else if (one.act === 'hear') this.#keep(one.side, this.#asked[one.side]);
    else if (one.act === 'read') this.read(one.side);
    else if (one.act === 'plan') this.plan();
    else if (one.act === 'run') this.#run();
    else if (one.act === 'changes') this.#changes();
    else if (one.act === 'apply') this.apply(one.died);
    else if ('died' in one) this.carry(one.died);
  }

  read(of: Side): void {
    this.#clock += 1;
    this.#keep(of, { record: this.there[of], at: this.#clock });
  }

  /** As rows of what was read are kept: an older reading takes the place of nothing. */
  #keep(of: Side, reading: { record: CompanyRecord; at: number } | undefined): void {
    if (reading !== undefined && reading.at >= this.#read[of].at) this.#read[of] = reading;
  }

  #edit(of: Side, field: Field): void {
    this.edits += 1;
    const value = `${field} ${String(this.edits)}`;
    this.#replaced.set(shown(field, value), shown(field, this.there[of][field]));
    this.there[of] = { ...this.there[of], [field]: value };
  }

  /** Whether a value came to stand in place of another, edit by edit. */
  #isAfter(to: string, from: string): boolean {
    let older: string | undefined = to;
    while (older !== undefined && older !== from) older = this.#replaced.get(older);
    return older !== undefined;
  }

  /** By one of ours: whoever wrote what comes must have seen what stood there. */
  #write(of: Side, values: Readonly<Partial<Record<ImportedField, string>>>): void {
    for (const [name, value] of Object.entries(values)) {
      const field = name as ImportedField;
      const [from, to] = [shown(field, this.there[of][field]), shown(field, value)];
      if (from === to) continue;
      this.writes += 1;
      if (!this.#isAfter(to, from)) this.lost.push(`${of} ${field}: ${from} by ${to}`);
      this.there[of] = { ...this.there[of], [field]: value };
    }
  }

  #request(): ImportRequest {
    const hashed = (record: CompanyRecord) => ({ record, hash: JSON.stringify(record) });
    return {
      suppliers: new Map([['1', hashed(this.#read.erp.record)]]),
      vendors: new Map([['9', hashed(this.#read.procore.record)]]),
      linked: new Map([['9', '1']]),
      bases: new Map([['9', this.#base]]),
      carries: this.#carry === null ? new Map() : new Map([['9', this.#carry]]),
      ...{ findings: [], inUse: new Map(), decided: () => null, enforced: new Set(), taken: [] },
      owners: Object.fromEntries(ownedFields.map((field) => [field, this.#given.owner])),
      remitChanges: this.#given.remitChanges,
      now: new Date(Date.UTC(2026, 0, 1 + this.#clock)).toISOString(),
      keysOf: (one) => vendorKeys({ externalKeyMeans: 'none', externalKeyField: 'originId' }, one),
    };
  }

  plan(): void {
    const { rows, bases } = planImport(this.#request());
    this.#base = bases.get('9') ?? this.#base;
    this.#listed = rows.map(({ why }) => why).join('; ');
    const open = this.#rows.filter(({ isSent }) => isSent);
    this.#rows = [...open, ...rows.filter(isToDo).map((row) => ({ row, isSent: false }))];
  }

  /** What was sent and not settled is looked up; else it is written where both sides are as they were planned. */
  apply(how: Died): void {
    const now = this.#request();
    const { todo } = divide(this.#rows, {
      rows: planImport(now).rows,
      isLinked: () => true,
      erpHashOf: (id) => now.suppliers.get(id)?.hash,
    });
    const left: { row: ImportRow; isSent: boolean }[] = [];
    for (const { kept, mayWrite } of todo) {
      if (kept.row.act === 'carry') {
        if (mayWrite) this.#give(kept.row);
        continue;
      }
      const isAsRead = JSON.stringify(this.there.procore) === kept.row.procore;
      const stands = notStanding(kept.row, this.there.procore).length === 0;
      if (!stands && (!mayWrite || !isAsRead)) {
        this.read('procore');
        continue;
      }
      if (!stands && how === 'before') {
        left.push({ ...kept, isSent: true });
        continue;
      }
      if (!stands) this.#write('procore', valuesOf(kept.row));
      if (!stands && how === 'after') {
        left.push({ ...kept, isSent: true });
        continue;
      }
      this.read('procore');
      this.#base = {
        ...this.#base,
        base: baseAfter(kept.row, this.#read.erp.record, this.there.procore, this.#base.base),
      };
    }
    this.#rows = left;
  }

  #give({ changes }: ImportRow): void {
    const asked = changes.map(({ field, from, to }) => [
      field,
      { from: canonical(field, from), to: canonical(field, to) },
    ]);
    this.#carry = {
      ...{ supplier: '1', at: String(this.#clock), by: 'plan' },
      fields: Object.fromEntries(asked) as ConfirmedCarry['fields'],
    };
  }

  /** The workflow of the vendor: it looks at both sides as they are. What was sent is looked up by its targets. */
  carry(how: Died): void {
    if (this.#carry === null || this.#given.remitChanges === null) return;
    const values = stillConfirmed(this.#carry, this.there.erp, vendorOf(this.there.procore));
    const planned = Object.keys(values) as FieldToErp[];
    if (planned.length === 0) {
      this.#carry = null;
      return;
    }
    this.#carry = { ...this.#carry, planned };
    if (how === 'before') return;
    this.#write('erp', values);
    if (how === 'after') return;
    this.read('erp');
    const carried = Object.entries(this.#carry.fields).filter(([field]) => planned.some((one) => one === field));
    this.#base = agreedOnCarried(this.#base, Object.fromEntries(carried));
    this.#carry = null;
  }

  choose(take: Side): void {
    for (const conflict of this.conflicts()) {
      this.#base = keptAsChosen(this.#base, conflict, take);
      if (take === 'erp' || this.#given.remitChanges === null) continue;
      const asked = conflict.parts.map(({ part, erp, procore }) => [
        part,
        { from: canonical(part, erp), to: canonical(part, procore) },
      ]);
      const before = this.#carry?.fields ?? {};
      this.#clock += 1;
      this.#carry = {
        ...{ supplier: '1', at: String(this.#clock), by: 'a person' },
        fields: { ...before, ...(Object.fromEntries(asked) as ConfirmedCarry['fields']) },
      };
    }
  }

  /** Nobody makes a company inactive here. */
  conflicts() {
    return (this.#base.conflicts ?? []) as readonly (Omit<FieldConflict, 'parts'> & {
      readonly parts: readonly PartApart[];
    })[];
  }

  /** Of what a person is asked although who wrote the one had seen the other. */
  needless(): readonly string[] {
    return this.conflicts()
      .filter(({ parts }) => {
        const values = parts.map(({ part, erp, procore }) => [shown(part, erp), shown(part, procore)] as const);
        const isNewer = values.every(([erp, procore]) => this.#isAfter(erp, procore));
        return isNewer || values.every(([erp, procore]) => this.#isAfter(procore, erp));
      })
      .map(({ field }) => field);
  }

  /** Nobody edits any more, and everything is gone on with. */
  settle(): void {
    for (let round = 0; round < 4; round += 1) this.#round();
  }

  #round(): void {
    this.carry('never');
    this.#run();
    this.carry('never');
  }

  #run(): void {
    this.read('erp');
    this.read('procore');
    this.#changes();
  }

  /** With what was read before. */
  #changes(): void {
    this.plan();
    this.apply('never');
  }

  isQuiet(): void {
    const [writes, before] = [this.writes, JSON.stringify([this.there, this.#base, this.#carry])];
    this.#round();
    expect(this.writes).toBe(writes);
    expect(JSON.stringify([this.there, this.#base, this.#carry])).toBe(before);
  }

  /** Fields that differ and of which nobody is told. */
  apart(): readonly ImportedField[] {
    return importedFields.filter(
      (field) =>
        canonical(field, this.there.erp[field]) !== canonical(field, this.there.procore[field]) &&
        !this.#listed.includes(`${field}: `),
    );
  }
}

const zeros = Object.fromEntries(fields.map((field) => [field, '0'])) as Partial<CompanyRecord>;

function shown(field: ImportedField, value: string): string {
  return `${field} ${canonical(field, value)}`;
}

function valuesOf({ changes }: ImportRow): Readonly<Partial<Record<ImportedField, string>>> {
  return Object.fromEntries(changes.map(({ field, to }) => [field, to]));
}

function vendorOf(record: CompanyRecord): VendorToErp {
  const members = Object.entries(vendorMembers).map(([field, member]) => [member, record[field as ImportedField]]);
  return { ...Object.fromEntries(members), businessRegister: null } as VendorToErp;
}
