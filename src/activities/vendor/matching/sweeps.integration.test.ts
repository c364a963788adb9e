import type { ProcoreQuota } from '../../../clients/procore/calls/quota';
import { unlimitedQuota } from '../../../clients/procore/calls/quota';
import { Throttled } from '../../../clients/http/client-error';
import { LEE } from '../../../sandbox/fusion/testing/test-company.fixture';
import { openTwoSides, type TwoSides } from './two-sides.fixture';

// All companies of both sides are read into rows; what was not read to its end, or without access, proves nothing.

const ernie = '562949953450001';

let on: TwoSides;
afterEach(() => on.close());

test('both sides are read whole, inactive companies too, and a second reading finds nothing changed', async () => {
  on = await openTwoSides();
  expect(await on.sweepSuppliers()).toEqual({ seen: 6, changed: 6, missing: 0, why: null });
  expect(await on.sweepVendors()).toEqual({ seen: 3, changed: 3, missing: 0, why: null });
  expect((await on.records('procore')).map(({ name, isActive }) => [name, isActive])).toEqual([
    ["Ernie's Electrical", true],
    ['Bay Concrete', true],
    ['Closed Drywall', false],
  ]);
  expect(await on.sweepSuppliers()).toMatchObject({ seen: 6, changed: 0 });
  expect(await on.sweepVendors()).toMatchObject({ seen: 3, changed: 0 });
});

test('only what counts is a change: blanks and the way a phone is written are none', async () => {
  on = await openTwoSides();
  await on.changeVendor(ernie, { business_phone: '208-555-0123' });
  await on.sweepVendors();
  await on.changeVendor(ernie, { business_phone: '(208) 555 0123', notes: 'called' });
  expect(await on.sweepVendors()).toMatchObject({ changed: 0 });
  await on.changeVendor(ernie, { city: 'Goleta' });
  expect(await on.sweepVendors()).toMatchObject({ changed: 1 });
  expect((await on.records('procore'))[0]).toMatchObject({
    city: 'Goleta',
    taxCountry: 'US',
    taxPayer: 'organisation',
  });
});

test('the key of the other side is read from the field that was declared to hold it, and from none without that', async () => {
  on = await openTwoSides({ vendors: { externalKeyMeans: 'supplierNumber', externalKeyField: 'originCode' } });
  await on.sweepVendors();
  expect((await on.records('procore')).map(({ otherKey }) => otherKey)).toEqual(['4401', '', '']);
  await on.close();
  on = await openTwoSides();
  await on.sweepVendors();
  expect((await on.records('procore')).map(({ otherKey }) => otherKey)).toEqual(['', '', '']);
});

test('a reading that misses suppliers that were there is void, says "access", and what was there stays there', async () => {
  on = await openTwoSides();
  await on.sweepSuppliers();
  await on.fusion.control('DELETE', `items/suppliers/${LEE}`);
  const swept = await on.sweepSuppliers();
  expect(swept).toMatchObject({ seen: 5, missing: 1 });
  expect(swept.why).toContain('access');
  expect(await on.records('erp')).toHaveLength(6);
  expect(await on.sweepSuppliers(true)).toMatchObject({ why: null });
  expect(await on.records('erp')).toHaveLength(5);
});

test('a vendor that was merged away is gone by the next reading, and makes it not void', async () => {
  on = await openTwoSides();
  await on.sweepVendors();
  await on.procore.control('DELETE', `/vendors/${ernie}`);
  expect(await on.sweepVendors()).toEqual({ seen: 2, changed: 0, missing: 1, why: null });
  expect(await on.records('procore')).toHaveLength(2);
});

/** Lets so many calls pass, then none once, again and again. */
function stingy(calls: number): ProcoreQuota {
  let left = calls;
  return {
    ...unlimitedQuota,
    take: () => {
      left = left === 0 ? calls : left - 1;
      return Promise.resolve(left === 0 ? { granted: false, retryAfterMs: 1 } : { granted: true });
    },
  };
}

test('a call limit between two pages loses nothing: the reading goes on from where it was', async () => {
  on = await openTwoSides({ quota: stingy(1) });
  for (let number = 1; number <= 230; number += 1) await on.addVendor({ name: `Company ${String(number)}` });
  let interruptions = 0;
  for (;;) {
    try {
      expect(await on.sweepVendors()).toEqual({ seen: 233, changed: 233, missing: 0, why: null });
      break;
    } catch (error) {
      expect(error).toBeInstanceOf(Throttled);
      interruptions += 1;
    }
  }
  expect(interruptions).toBeGreaterThanOrEqual(3);
  expect(await on.records('procore')).toHaveLength(233);
});

test('where a vendor slips through while pages shift, all is read once more', async () => {
  on = await openTwoSides();
  for (let number = 1; number <= 120; number += 1) await on.addVendor({ name: `Company ${String(number)}` });
  const port = await on.ports.procore(undefined as never);
  const slipping = Object.create(port) as typeof port;
  let pages = 0;
  slipping.listVendors = async (args) => {
    pages += 1;
    // One of the first page becomes inactive behind our back: all others move up by one.
    if (pages === 2) await on.changeVendor(ernie, { is_active: false });
    return port.listVendors(args);
  };
  Object.assign(on.ports, { procore: () => Promise.resolve(slipping) });
  expect(await on.sweepVendors()).toEqual({ seen: 123, changed: expect.any(Number) as number, missing: 0, why: null });
  expect(pages).toBeGreaterThan(2);
  const read = await on.records('procore');
  expect(read.find(({ id }) => id === ernie)).toMatchObject({ isActive: false });
});
