import { join } from 'node:path';
import { LosslessNumber } from 'lossless-json';
import { decideHeld } from '../../../src/application/holds/decide-held';
import { listBankChanges } from '../../../src/application/vendors/list-bank-changes';
import { linkVendorByHand } from '../../../src/application/vendors/link-vendor-by-hand';
import type { HeldDocument } from '../../../src/store/holds/holds';
import { testContext } from '../../stack/test-context';
import { goOnWith } from '../../../src/application/vendors/go-on-with';
import { addContracts, editJson, mapOnly, type AddedItem } from '../support/added-contracts';
import { columns, jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

const gross = (code: AddedItem['code']): AddedItem => ({ code, total: '1000.00', withheld: '100.00' });
const contract = (number: string, codes: readonly AddedItem['code'][], vendorId?: string) => ({
  number,
  requisitions: [{ items: codes.map(gross) }],
  ...(vendorId === undefined ? {} : { vendorId }),
});
/** Hudson Steel Erectors: JDE has a Hudson Steel Erection Co. */
const similarVendor = '562949953431339';
const newVendors = Array.from({ length: 20 }, (_, index) => ({
  id: `8000000000000${String(index).padStart(2, '0')}`,
  name: `Newfirm${index}q Trade${index}q`,
  ein: `77-10000${String(index).padStart(2, '0')}`,
}));

/** What bills vendors of which the insurances count; they are linked by what bills them before that. */
const insured = [
  { name: 'INSURED-PAID', vendor: 0 },
  { name: 'INSURED-HELD', vendor: 0 },
  { name: 'INSURED-RENEWED', vendor: 0 },
  { name: 'INSURED-NONE', vendor: 1 },
  { name: 'BANK-CHANGED', vendor: 1 },
  { name: 'INSURED-UNSEEN', vendor: 2 },
  { name: 'INSURED-SEEN', vendor: 2 },
] as const;

/** Their first numbers bill one vendor, and their second another, into which that one was merged. */
const merged = ['MERGED-STAYS-1', 'MERGED-STAYS-2', 'MERGED-ALONE'] as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      editJson(join(folder, 'jde/F0901.json'), (accounts) => {
        const steel = accounts.find((row) => row['MCU'] === '4411' && row['SUB'] === '05120');
        if (steel !== undefined) steel['PEC'] = 'I';
      });
      editJson(join(folder, 'procore/vendors.json'), (vendors) => {
        for (const { id, name, ein } of newVendors) {
          const names = { name, company: name, legal_name: name };
          const register = { id: new LosslessNumber(`9${id}`), type: 'EIN', identifier: ein };
          vendors.push({ ...vendors[0], ...names, id: new LosslessNumber(id), business_register: register });
        }
      });
      addContracts(folder, [
        contract('UNMAPPED-1', ['26-05-00.S']),
        contract('UNMAPPED-2', ['26-010.S', '26-05-00.S']),
        contract('UNMAPPED-3', ['26-05-00.S', '03-300.S']),
        contract('INACTIVE', ['05-120.M']),
        { number: 'OVER', requisitions: [{ items: [{ code: '26-010.S', total: '450000.00', withheld: '45000.00' }] }] },
        {
          number: 'RELEASED',
          requisitions: [{ items: [{ code: '26-010.S', total: '10000.00', withheld: '-100.00' }] }],
        },
        contract('CONFLICT', ['26-010.S'], similarVendor),
        contract('SECRETS-JDE', ['26-010.S']),
        contract('SECRETS-PROCORE', ['26-010.S']),
        contract('MEANWHILE', ['26-010.S', '03-300.S']),
        ...insured.map(({ name, vendor }) => contract(name, ['26-010.S'], newVendors[vendor]?.id)),
        ...merged.map((name) => ({
          ...contract(name, [], newVendors[4]?.id),
          requisitions: [
            { items: [gross('26-010.S')] },
            {
              items: [
                {
                  ...gross('26-010.S'),
                  ...{ total: '3000.00', totalBefore: '1000.00', withheld: '300.00', withheldBefore: '100.00' },
                },
              ],
              fields: { vendor_id: new LosslessNumber(newVendors[5]?.id ?? '') },
            },
          ],
        })),
        contract('OTHER-SUPPLIER', ['26-010.S'], newVendors[3]?.id),
        ...newVendors.map(({ id }, index) => contract(`NEW-${index}`, ['26-010.S'], id)),
      ]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function holdOf(commitment: string): Promise<HeldDocument | undefined> {
  const { id } = await rig.requisition(commitment, 1);
  return (await rig.holds()).find((one) => one.document.id === id);
}

/** Hints it and waits for a hold with exactly these reasons: a vendor that is linked meanwhile is no reason any more. */
async function heldFor(commitment: string, ...reasons: string[]): Promise<HeldDocument> {
  const { sourceId } = await rig.requisition(commitment, 1);
  await rig.hintOne(sourceId);
  return stillHeldFor(commitment, ...reasons);
}

async function stillHeldFor(commitment: string, ...reasons: string[]): Promise<HeldDocument> {
  let found: HeldDocument | undefined;
  await rig.until(`${commitment} held for ${reasons.join()}`, async () => {
    found = await holdOf(commitment);
    return found?.hold.reasons.join() === reasons.join() && found.hold.releaseAskedAt === null;
  });
  return found as HeldDocument;
}

async function delivered(commitment: string): Promise<void> {
  await rig.untilStage((await rig.requisition(commitment, 1)).sourceId, ['delivered']);
}

test('one mapping fix releases exactly those that waited for it', async () => {
  for (const name of ['UNMAPPED-1', 'UNMAPPED-2', 'UNMAPPED-3']) await heldFor(name, 'unmappedCostCode');
  const both = await holdOf('UNMAPPED-3');
  expect(both?.causeKeys.map((key) => key.split(':').at(-1)).sort()).toEqual(['03-300.S', '26-05-00.S', 'connection']);

  const row = { project: '4411', costType: 'S', businessUnit: '4411', object: '1340' };
  const released = await rig.changeMapping([{ ...row, costCode: '26-05-00', subsidiary: '260500' }]);
  const ids = async (...names: string[]) =>
    (await Promise.all(names.map((name) => rig.requisition(name, 1)))).map((one) => one.id).sort();
  expect(released.map((one) => one.id).sort()).toEqual(await ids('UNMAPPED-1', 'UNMAPPED-2'));
  await delivered('UNMAPPED-1');
  await delivered('UNMAPPED-2');
  const { F4311 } = await jdeRowsOf(rig, await rig.requisition('UNMAPPED-2', 1));
  expect(columns(F4311, 'ANI')).toEqual([{ ANI: '4411.1340.26010' }, { ANI: '4411.1340.260500' }]);
  expect((await holdOf('UNMAPPED-3'))?.hold.id).toBe(both?.hold.id);
});

test('an account that JDE takes postings for again releases what waited for it', async () => {
  const held = await heldFor('INACTIVE', 'accountInactive');
  expect(held.causeKeys).toEqual(['account:4411.1350.05120', 'connection']);
  await rig.activities.refreshErpFacts(rig.scope);
  expect((await holdOf('INACTIVE'))?.hold.id).toBe(held.hold.id);

  const where = { MCU: '4411', OBJ: '1350', SUB: '05120' };
  await rig.control('jde', 'PATCH', 'tables/F0901', { where, set: { PEC: '' } });
  await rig.activities.refreshErpFacts(rig.scope);
  await delivered('INACTIVE');
});

test('a vendor with a similar name waits for a person, whose link releases its requisitions', async () => {
  await heldFor('CONFLICT', 'vendorUnknown');
  await rig.until('the vendor held', async () =>
    (await rig.holds()).some((one) => one.document.kind === 'vendor' && one.hold.reason === 'vendorConflict'),
  );
  const vendor = (await rig.holds()).find((one) => one.document.kind === 'vendor');
  expect(Object.keys(vendor?.problems[0]?.facts ?? {})).toEqual(['60901']);
  const suppliers = await rig.table('F0101');

  const { store } = rig.test;
  const supplier = { number: '60901', name: 'Hudson Steel Erection Co', taxId: '360774182', isSupplier: true };
  const link = { vendorId: similarVendor, supplierNumber: '60901' };
  const readSupplier = () =>
    Promise.resolve(supplier as Awaited<ReturnType<Parameters<typeof linkVendorByHand>[0]['readSupplier']>>);
  expect(
    (
      await linkVendorByHand(
        { store: store.as('test'), readVendor: () => Promise.resolve(null), readSupplier },
        rig.scope,
        link,
      )
    ).released,
  ).toBe(2);
  await delivered('CONFLICT');
  const { F0411Z1 } = await jdeRowsOf(rig, await rig.requisition('CONFLICT', 1));
  expect(columns(F0411Z1, 'AN8')).toEqual([{ AN8: '60901' }]);
  await rig.until('the vendor done', async () => !(await rig.holds()).some((one) => one.document.kind === 'vendor'));
  expect(await rig.table('F0101')).toHaveLength(suppliers.length);
});

test.each([
  [
    'SECRETS-JDE',
    { erp: { username: 'PROCORE', password: 'wrong' } },
    { erp: { username: 'PROCORE', password: 'sandbox' } },
  ],
  ['SECRETS-PROCORE', { procoreClientSecret: 'wrong' }, { procoreClientSecret: 'sandbox-secret' }],
])('wrong credentials hold (%s), right ones release', async (name, wrong, right) => {
  await rig.changeSettings({ secrets: wrong, timing: { factMaxAgeMs: 0 } });
  const held = await heldFor(name, 'credentials');
  expect(held.causeKeys).toEqual(['credentials']);
  expect(JSON.stringify(held.problems)).not.toContain('wrong"');
  await rig.changeSettings({ secrets: right });
  await delivered(name);
});

test('a mapping saved while the plan is being made releases the hold that it would have missed', async () => {
  const fault = { match: { table: 'F0901' }, kind: 'slow', delayMs: 1500 };
  await rig.control('jde', 'POST', 'faults', fault);
  const { sourceId } = await rig.requisition('MEANWHILE', 1);
  await rig.hintOne(sourceId);
  await rig.until('the plan reads accounts', async () => {
    const faults = (await rig.control('jde', 'GET', 'faults')) as
      { readonly hits: string }[] | { faults: { hits: string }[] };
    return (Array.isArray(faults) ? faults : faults.faults).some((one) => Number(one.hits) > 0);
  });
  // The plan has read the mapping by now, and there is no hold yet that this could find.
  const row = { project: '4411', costType: 'S', businessUnit: '4411', object: '1340' };
  const released = await rig.changeMapping([{ ...row, costCode: '03-300', subsidiary: '03300' }]);
  expect(released.map((one) => one.sourceId)).not.toContain(sourceId);
  await delivered('MEANWHILE');
  // This one stood already; the same change is what it still lacked.
  await delivered('UNMAPPED-3');
});

test('twenty requisitions with twenty new vendors finish with ten activity slots', async () => {
  const requisitions = await Promise.all(newVendors.map((_, index) => rig.requisition(`NEW-${index}`, 1)));
  const before = (await rig.table('F0401')).length;
  await Promise.all(requisitions.map((one) => rig.hintOne(one.sourceId)));
  await rig.until(
    'all delivered',
    async () => {
      const now = await rig.documents('requisition');
      return requisitions.every((one) => now.find((other) => other.id === one.id)?.stage === 'delivered');
    },
    90_000,
  );
  expect((await rig.table('F0401')).length).toBe(before + 20);
  const suppliers = await Promise.all(
    requisitions.map(async (one) => (await jdeRowsOf(rig, one)).F0411Z1.map((row) => row['AN8'])),
  );
  expect(new Set(suppliers.flat()).size).toBe(20);
});

test('what a person accepts over the contract is posted, but only as it stood when it was accepted', async () => {
  const { store } = rig.test;
  const { tenantId, connectionId } = rig.scope;
  const over = await rig.requisition('OVER', 1);
  const held = () => holdOf('OVER');
  const accept = async (): Promise<unknown> => {
    const connection = await store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
    const decision = { kind: 'acceptOverContract', note: 'CO 12 is signed' } as const;
    return decideHeld({ store: store.as('controller'), erp: rig.erp }, connection, over, decision);
  };
  await rig.hintOne(over.sourceId);
  await rig.until('held', async () => (await held())?.hold.reasons.join() === 'overContract');
  const before = await held();

  await rig.control('procore', 'PATCH', `projects/${over.projectId}/requisitions/${over.sourceId}`, {
    billing_date: '2026-10-30',
  });
  await accept();
  await rig.until('held anew', async () => ![undefined, before?.hold.id].includes((await held())?.hold.id));
  expect((await held())?.hold.reasons).toEqual(['overContract']);
  expect((await jdeRowsOf(rig, over)).F4301).toEqual([]);

  await accept();
  await rig.untilStage(over.sourceId, ['delivered']);
  expect(columns((await jdeRowsOf(rig, over)).F0411Z1, 'AG')).toEqual([{ AG: '405000.00' }]);
  await expect(accept()).rejects.toThrow(/is not held; this decision ends a hold for overContract/);
});

test('a release of more than was held is posted once a person accepts it, and by no other decision', async () => {
  const { store } = rig.test;
  const { tenantId, connectionId } = rig.scope;
  const released = await rig.requisition('RELEASED', 1);
  await rig.hintOne(released.sourceId);
  await rig.until('held', async () => (await holdOf('RELEASED'))?.hold.reasons.join() === 'overReleased');
  const connection = await store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
  const decide = (kind: 'acceptOverContract' | 'acceptOverReleased') =>
    decideHeld({ store: store.as('controller'), erp: rig.erp }, connection, released, { kind, note: 'settled' });
  await expect(decide('acceptOverContract')).rejects.toThrow(/held for overReleased/);
  expect((await jdeRowsOf(rig, released)).F4301).toEqual([]);

  await decide('acceptOverReleased');
  await rig.untilStage(released.sourceId, ['delivered']);
  expect(columns((await jdeRowsOf(rig, released)).F0411Z1, 'AG')).toEqual([{ AG: '10100.00' }]);
});

describe('insurances of vendors, where they count', () => {
  const vendorOf = (index: number) => newVendors[index]?.id ?? '';
  const insurance = (index: number, fields: object) =>
    rig.control('procore', 'POST', 'insurances', {
      vendor_id: Number(vendorOf(index)),
      ...{ insurance_type: 'General Liability', status: 'compliant', effective_date: '2019-01-01', ...fields },
    });
  const payStatus = async (commitment: string) =>
    columns((await jdeRowsOf(rig, await rig.requisition(commitment, 1))).F0411Z1, 'PST');
  const hint = async (commitment: string) => rig.hintOne((await rig.requisition(commitment, 1)).sourceId);
  const route = 'GET /rest/v1.0/companies/:id/vendors/:id/insurances';
  const calls = async () => {
    const { counts } = (await rig.control('procore', 'GET', 'calls')) as { counts: Record<string, string> };
    return Number(counts[route] ?? 0);
  };
  const noteOf = async (commitment: string) => {
    const { sourceId } = await rig.requisition(commitment, 1);
    const planned: string[] = [];
    await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
      const { count } = await tx.auditTrail.head();
      for await (const entry of tx.auditTrail.entries(count)) {
        const text = JSON.stringify(entry);
        if (text.includes(`"${sourceId}"`) && text.includes('"planned"')) planned.push(text);
      }
    });
    return planned.join();
  };

  beforeAll(async () => {
    await rig.changeSettings({ posting: { payStatus: 'A', compliance: ['expiredInsurance'] } });
    await insurance(0, { expiration_date: '2020-01-01' });
    await insurance(2, { expiration_date: '2099-01-01' });
  });

  test('expired, the bill is posted held from payment, and the audit says why', async () => {
    await hint('INSURED-PAID');
    await delivered('INSURED-PAID');
    expect(await payStatus('INSURED-PAID')).toEqual([{ PST: 'H' }]);
    expect(await noteOf('INSURED-PAID')).toContain(
      `Vendor ${vendorOf(0)}: General Liability expired on 2020-01-01; the voucher is posted with pay status H.`,
    );
  });

  test('a vendor without any is not one whose insurance expired', async () => {
    await hint('INSURED-NONE');
    await delivered('INSURED-NONE');
    expect(await payStatus('INSURED-NONE')).toEqual([{ PST: 'A' }]);
  });

  test('whose bank details changed is posted to held from payment; the audit says why, and people see it in a list', async () => {
    const [{ AN8 = '' } = {}] = (await jdeRowsOf(rig, await rig.requisition('INSURED-NONE', 1))).F0411Z1;
    const bank = { UKID: 9001, AN8, BKTP: 'V', TNST: '021000021', CBNK: '1234567890123' };
    await rig.control('jde', 'POST', 'tables/F0030', bank);
    // As after a quarter of an hour.
    await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
      const party = await tx.parties.find(rig.scope, vendorOf(1));
      await tx.erpFacts.outdate(rig.scope, [`vendor:${party?.id ?? ''}`]);
    });
    await hint('BANK-CHANGED');
    await delivered('BANK-CHANGED');
    expect(await payStatus('BANK-CHANGED')).toEqual([{ PST: 'H' }]);
    expect(await noteOf('BANK-CHANGED')).toContain(
      `Supplier ${AN8}: its bank details were entered or changed in JDE on`,
    );
    expect(await noteOf('BANK-CHANGED')).not.toContain('0123');
    const listed = await listBankChanges(
      await testContext(rig.test, { identity: 'A. Payable', role: 'viewer' }, { erp: rig.erp }),
      30,
    );
    expect(listed).toMatchObject([{ supplier: AN8, vendorId: vendorOf(1), account: '****0123', kind: 'V' }]);
  });

  test('where the connection says so the requisition is held, and a renewal lets it go by itself', async () => {
    await rig.changeSettings({ posting: { complianceHolds: ['expiredInsurance'] } });
    const held = await heldFor('INSURED-HELD', 'vendorOnHold');
    expect([...held.causeKeys].sort()).toEqual(['connection', `insurances:${vendorOf(0)}`]);
    await rig.activities.refreshErpFacts(rig.scope);
    expect((await holdOf('INSURED-HELD'))?.hold.id).toBe(held.hold.id);
    expect((await jdeRowsOf(rig, await rig.requisition('INSURED-HELD', 1))).F4301).toEqual([]);

    await insurance(0, { expiration_date: '2099-01-01' });
    await rig.activities.refreshErpFacts(rig.scope);
    await delivered('INSURED-HELD');
    expect(await payStatus('INSURED-HELD')).toEqual([{ PST: 'A' }]);
  });

  test('what is in order is not asked for again the same day, whoever bills', async () => {
    const before = await calls();
    await hint('INSURED-RENEWED');
    await delivered('INSURED-RENEWED');
    expect(await calls()).toBe(before);
  });

  test('without the permission they are unknown, which is neither in order nor none', async () => {
    await rig.control('procore', 'POST', 'faults', {
      match: { path: 'insurances' },
      kind: 'status',
      status: 403,
      count: 99,
    });
    const held = await heldFor('INSURED-UNSEEN', 'vendorOnHold');
    expect(held.problems[0]?.message).toContain('cannot be seen in Procore (the service account may not see them)');
    await rig.control('procore', 'DELETE', 'faults');
    await rig.activities.refreshErpFacts(rig.scope);
    await delivered('INSURED-UNSEEN');
    expect(await payStatus('INSURED-UNSEEN')).toEqual([{ PST: 'A' }]);
    const before = await calls();
    await hint('INSURED-SEEN');
    await delivered('INSURED-SEEN');
    expect(await calls()).toBe(before);
  });
});

describe('commitments that were begun with another supplier than their vendor is linked with, after a merge', () => {
  const actor = { identity: 'A. Payable', role: 'operator' } as const;
  const goOn = async (given: Omit<Parameters<typeof goOnWith>[1], 'vendorId' | 'note'>) =>
    goOnWith(await testContext(rig.test, actor), { vendorId: newVendors[5]?.id ?? '', note: 'orders stay', ...given });
  const supplierOf = async (commitment: string, number: number) => {
    const { F0411Z1 } = await jdeRowsOf(rig, await rig.requisition(commitment, number));
    return F0411Z1.map(({ AN8 }) => AN8).join();
  };
  const ofVendors = async () => (await rig.holds()).filter((one) => one.document.kind === 'vendor');
  const second = async (commitment: string) => rig.requisition(commitment, 2);
  const waits = async (commitment: string) => {
    const { sourceId, id } = await second(commitment);
    await rig.hintOne(sourceId);
    await rig.until(`${commitment} waits for its vendor`, async () => {
      const held = (await rig.holds()).find((one) => one.document.id === id);
      return held?.hold.reasons.join() === 'vendorConflict' && held.hold.releaseAskedAt === null;
    });
  };

  test('wait for one decision about the pair of suppliers, and go on where they were begun', async () => {
    for (const name of merged) {
      await rig.hintOne((await rig.requisition(name, 1)).sourceId);
      await delivered(name);
    }
    const [earlier, later] = [await supplierOf('MERGED-ALONE', 1), await supplierOf('NEW-5', 1)];
    expect(earlier).not.toBe(later);
    await waits('MERGED-STAYS-1');
    await waits('MERGED-STAYS-2');
    await rig.until('the pair is held', async () => (await ofVendors()).length > 0);
    const [held, ...more] = await ofVendors();
    expect(more).toEqual([]);
    expect(held?.problems).toMatchObject([
      { reason: 'vendorConflict', kind: 'person', facts: { begunWith: earlier, linkedWith: later } },
    ]);
    await expect(goOn({ earlier, with: '1' })).rejects.toThrow(`1 is neither ${earlier} nor ${later}`);
    await expect(goOn({ earlier: later, with: later })).rejects.toThrow('waits for a decision');
    expect(await goOn({ earlier, with: earlier })).toEqual({ later, released: 3 });
    for (const name of ['MERGED-STAYS-1', 'MERGED-STAYS-2']) {
      await rig.untilStage((await second(name)).sourceId, ['delivered']);
      expect(await supplierOf(name, 2)).toBe(earlier);
    }
    await rig.until('the vendor is done', async () => (await ofVendors()).length === 0);
    await expect(goOn({ earlier, with: earlier })).rejects.toThrow('waits for a decision');
  });

  test('are not asked about again: a further one goes on at once', async () => {
    await rig.hintOne((await second('MERGED-ALONE')).sourceId);
    await rig.untilStage((await second('MERGED-ALONE')).sourceId, ['delivered']);
    expect(await supplierOf('MERGED-ALONE', 2)).toBe(await supplierOf('MERGED-ALONE', 1));
    expect(await ofVendors()).toEqual([]);
  });
});

test("while the number of its supplier is another one's in JDE, nothing of a vendor is posted, and the hold names both", async () => {
  const { F0411Z1 } = await jdeRowsOf(rig, await rig.requisition('NEW-3', 1));
  const AN8 = F0411Z1[0]?.['AN8'] ?? '';
  const [was] = await rig.table('F0101', { AN8 });
  const is = { ALPH: 'Blue Heron Fabrication', TAX: '917700001' };
  await rig.control('jde', 'PATCH', 'tables/F0101', { where: { AN8 }, set: is });
  const held = await heldFor('OTHER-SUPPLIER', 'vendorConflict');
  expect(held.problems[0]).toMatchObject({
    ...{ field: 'AN8', value: AN8 },
    message: expect.stringContaining(
      `it was ${was?.['ALPH'] ?? ''} then and is Blue Heron Fabrication now; its tax id is another`,
    ),
  });
  expect(JSON.stringify(held.problems)).not.toContain(was?.['TAX']);
  const { F4301, F0411Z1: none } = await jdeRowsOf(rig, await rig.requisition('OTHER-SUPPLIER', 1));
  expect([F4301, none]).toEqual([[], []]);
  const facts = await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
    tx.erpFacts.load(rig.scope, [{ kind: 'supplier', id: AN8 }], Infinity),
  );
  expect(JSON.stringify(facts)).not.toMatch(/917700001|taxId/);

  const set = { ALPH: was?.['ALPH'], TAX: was?.['TAX'] };
  await rig.control('jde', 'PATCH', 'tables/F0101', { where: { AN8 }, set });
  await rig.activities.refreshErpFacts(rig.scope);
  await delivered('OTHER-SUPPLIER');
});
