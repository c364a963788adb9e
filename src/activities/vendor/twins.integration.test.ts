import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { testContext } from '../../../test/stack/test-context';
import { handOverVendor } from '../../application/vendors/hand-over-vendor';
import type { ErpAdapter, SupplierFound } from '../../clients/erp-adapter';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ActivityPorts } from '../ports';
import { createMatchVendor } from './match-vendor';

const taxId = '91-2047719';
const supplier = { number: '43117', name: 'Sparks Electric', taxId, isSupplier: true } as SupplierFound;

let acme: TestStore;
/** Vendors that Procore shows, by id, and whether each is active. */
let shown: Map<string, boolean>;
/** What JDE finds, for whatever vendor. */
let suppliers: readonly SupplierFound[];
beforeEach(async () => {
  acme = await createTestStore();
  shown = new Map([
    ['1', true],
    ['2', true],
  ]);
  suppliers = [supplier];
});
afterEach(() => acme.close());

const procore = {
  findVendor: ({ vendorId: id }: { vendorId: string }) => {
    const isActive = shown.get(id);
    const vendor = { id, name: 'Sparks Electric', businessRegister: { identifier: taxId }, isActive };
    return Promise.resolve(isActive === undefined ? null : vendor);
  },
} as unknown as ProcorePort;
const erp = {
  system: 'jde',
  planners: {},
  findSuppliers: () => Promise.resolve(suppliers.map((one) => ({ supplier: one, by: 'taxId' }))),
} as unknown as ErpAdapter;
const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId });
const party = (vendorId: string) => acme.store.inTenant(acme.tenantId, (tx) => tx.parties.ofVendor(scope(), vendorId));

async function match(vendorId: string) {
  const { id: sourceId } = await party(vendorId);
  const ports: ActivityPorts = {
    store: acme.store,
    procore: () => Promise.resolve(procore),
    erp: () => Promise.resolve(erp),
    target: () => Promise.reject(new Error('the test gives no such system')),
  };
  return createMatchVendor(ports)({ ...scope(), kind: 'vendor', sourceId, projectId: '' });
}
const problems = () =>
  acme.store.inTenant(acme.tenantId, async (tx) => (await tx.holds.list(scope())).flatMap((held) => held.problems));
async function handOver(from: string, to: string) {
  const actor = { identity: 'A. Payable', role: 'operator' } as const;
  return handOverVendor(await testContext(acme, actor, { procore: () => Promise.resolve(procore) }), { from, to });
}

test('of two vendors with one tax id the second is held, naming both, and is not looked at again and again', async () => {
  await expect(match('1')).resolves.toEqual({ next: 'close', stage: 'recorded' });
  for (let pass = 0; pass < 3; pass += 1) {
    await expect(match('2')).resolves.toMatchObject({ next: 'hold', hold: { reasons: ['vendorConflict'] } });
  }
  const [problem] = await problems();
  expect(problem).toMatchObject({ value: '2', facts: { supplier: '43117', linkedVendor: '1' } });
  expect(problem?.message).toContain('1 and 2 may be one company');
});

test('nothing is created for a vendor whose tax id another one of ours has', async () => {
  await match('1');
  suppliers = [];
  await expect(match('2')).resolves.toMatchObject({ next: 'hold', hold: { reasons: ['vendorConflict'] } });
  expect((await problems())[0]?.facts).toMatchObject({ linkedVendor: '1' });
});

test('the supplier of a vendor that was merged away is handed over; both are one party, and what waited goes on', async () => {
  await match('1');
  await match('2');
  await expect(handOver('1', '2')).rejects.toThrow('Procore shows vendor 1 as active');
  shown.delete('1');
  await expect(handOver('1', '2')).resolves.toEqual({ supplier: '43117', released: 1 });
  const taker = await party('2');
  expect(taker).toMatchObject({ procoreVendorId: '2', erpNumber: '43117', linkedBy: 'A. Payable' });
  expect(await party('1')).toEqual(taker);
  // Their workflows have nothing left to do.
  await expect(match('1')).resolves.toEqual({ next: 'close', stage: 'recorded' });
  await expect(match('2')).resolves.toEqual({ next: 'close', stage: 'recorded' });
  await expect(handOver('1', '2')).rejects.toThrow('one party already');
  const { faults } = await acme.store.inTenant(acme.tenantId, (tx) => tx.auditTrail.verify());
  expect(faults).toEqual([]);
});

test.each<[string, () => void, string]>([
  ['to one that Procore does not show', () => shown.clear(), 'Procore shows no vendor 2'],
  ['of a vendor that has none', () => shown.delete('1'), 'vendor 1 is linked with no supplier'],
])('a supplier is not handed over %s', async (_case, change, why) => {
  await party('1');
  change();
  await expect(handOver('1', '2')).rejects.toThrow(why);
});
