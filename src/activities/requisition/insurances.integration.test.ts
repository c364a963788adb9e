import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { Rejected, Unavailable } from '../../clients/http/client-error';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { VendorInsurance } from '../../domain/vendor/compliance';
import type { Tx } from '../../store/unit-of-work';
import { knownInsurances, readInsurances, refreshInsurances } from './insurances';

const inForce: VendorInsurance = {
  ...{ type: 'Auto', status: 'compliant', effectiveDate: null, expirationDate: '2099-01-01', isExempt: false },
};
const over: VendorInsurance = { ...inForce, expirationDate: '2020-01-01' };
const refused = (status: number) => new Rejected('refused', { system: 'procore', operation: 'listInsurances', status });

let acme: TestStore;
/** What Procore shows, by vendor; an error: it answers with that. */
let shown: Map<string, readonly VendorInsurance[] | Error>;
let asked: string[];
beforeEach(async () => {
  acme = await createTestStore({
    settings: { posting: { compliance: ['expiredInsurance'] }, timing: { factMaxAgeMs: 0 } },
  });
  shown = new Map();
  asked = [];
});
afterEach(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);
const connection = () => inTenant((tx) => tx.connections.load(acme.connectionId));
const procore = {
  listInsurances: ({ vendorId }: { vendorId: string }) => {
    asked.push(vendorId);
    const answer = shown.get(vendorId) ?? [];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  },
} as unknown as ProcorePort;
const refresh = async (vendorId: string) => refreshInsurances(acme.store, procore, await connection(), vendorId);
const known = async (vendorId: string) => {
  const of = await connection();
  return inTenant((tx) => knownInsurances(tx, of, vendorId));
};

test('what is in order is asked for once, and what is not with each pass', async () => {
  shown.set('1', [inForce]).set('2', [over]);
  for (let pass = 0; pass < 3; pass += 1) {
    await refresh('1');
    await refresh('2');
  }
  expect(asked.filter((one) => one === '1')).toHaveLength(1);
  expect(asked.filter((one) => one === '2')).toHaveLength(3);
  expect(await known('2')).toEqual({ insurances: [over] });
});

test.each([
  [403, 'the service account may not see them'],
  [404, 'Procore does not show the vendor'],
  [422, 'Procore refuses it, 422'],
])('an answer of %p makes them unknown, and they are asked for again', async (status, unknown) => {
  shown.set('1', refused(status));
  await refresh('1');
  expect(await known('1')).toEqual({ unknown });
  shown.set('1', [inForce]);
  await refresh('1');
  expect(await known('1')).toEqual({ insurances: [inForce] });
});

test('when Procore cannot answer, what was known stays and nobody takes it for anything else', async () => {
  shown.set('1', [over]);
  await refresh('1');
  shown.set('1', new Unavailable('away', { system: 'procore', operation: 'listInsurances' }));
  await expect(refresh('1')).rejects.toThrow('away');
  expect(await known('1')).toEqual({ insurances: [over] });
});

test('of a vendor whose supplier was handed over those of the one that took it count', async () => {
  await inTenant(async (tx) => {
    const [gone, taker] = [await tx.parties.ofVendor(acme, '1'), await tx.parties.ofVendor(acme, '2')];
    await tx.parties.link(acme, gone.id, { number: '43117', taxId: '' });
    await tx.parties.handOver(gone, taker);
  });
  shown.set('1', refused(404)).set('2', [inForce]);
  await refresh('1');
  expect([asked, await known('1')]).toEqual([['2'], { insurances: [inForce] }]);
});

test('another answer lets go of what waited for the vendor, and the same one does not', async () => {
  const clock = async () => (await connection()).clock;
  shown.set('1', [over]);
  await refresh('1');
  const before = await clock();
  await readInsurances(acme.store, procore, await connection(), '1');
  expect(await clock()).toBe(before);
  shown.set('1', [over, inForce]);
  await readInsurances(acme.store, procore, await connection(), '1');
  expect(await clock()).not.toBe(before);
});

test('a connection that does not ask for insurances makes no call', async () => {
  const other = await acme.addConnection({ settings: { posting: { compliance: ['missingTaxId'] } } });
  const of = await acme.store.inTenant(other.tenantId, (tx) => tx.connections.load(other.connectionId));
  await refreshInsurances(acme.store, procore, of, '1');
  expect([asked, await acme.store.inTenant(other.tenantId, (tx) => knownInsurances(tx, of, '1'))]).toEqual([
    [],
    undefined,
  ]);
});
