import { connectFusion, type FusionConnection } from '../connect';
import type { FusionSettingsInput } from '../settings';
import { changedSince } from './changed-since';
import type { Asked, Row } from './collection-page';
import { startFakeFusion, type FakeFusion, type FakeItem } from './fake-fusion.fixture';
import { equalId, equalText, type Condition } from './query';

let fake: FakeFusion;
let fusion: FusionConnection;

const asked = (conditions: readonly Condition[] = []): Asked => ({
  resource: 'suppliers',
  purpose: 'test',
  conditions,
  key: 'SupplierId',
});
const idsOf = (rows: readonly Row[]): readonly number[] =>
  rows.map((row) => Number(row['SupplierId'])).sort((a, b) => a - b);
const supplier = (id: number, fields: FakeItem = {}): FakeItem => ({
  SupplierId: id,
  SupplierNumber: String(id),
  Supplier: `Supplier ${String(id)}`,
  LastUpdateDate: new Date(Date.UTC(2026, 6, 1) + id * 60_000).toISOString().replace('Z', '+00:00'),
  ...fields,
});
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

async function start(rows: readonly FakeItem[], given: Partial<FusionSettingsInput> = {}): Promise<void> {
  fake.rows['suppliers'] = [...rows];
  await fusion.close();
  fusion = connectFusion(fake.settings({ pageSize: 20, ...given }), ['US1 Business Unit']);
}

/** Does this behind the reader's back once, after so many pages. */
function afterPages(pages: number, change: () => void): void {
  let seen = 0;
  fake.intercept = ({ path, method }) => {
    if (method === 'GET' && path === 'suppliers') {
      seen += 1;
      if (seen === pages + 1) change();
    }
    return false;
  };
}

beforeEach(async () => {
  fake = await startFakeFusion();
  fusion = connectFusion(fake.settings(), ['US1 Business Unit']);
});
afterEach(async () => {
  await fusion.close();
  await fake.close();
});

describe('a collection that is read whole', () => {
  const everyone = range(95);

  test.each([
    ['a row of a page that was read is gone', () => fake.rows['suppliers']?.splice(3, 1)],
    [
      'a row that was read changes',
      () => Object.assign(fake.rows['suppliers']?.[2] ?? {}, { LastUpdateDate: '2027-01-01T00:00:00.000+00:00' }),
    ],
    ['a row comes in before', () => fake.rows['suppliers']?.unshift(supplier(0))],
  ])('by key loses none while %s', async (_name, change) => {
    await start(everyone.map((id) => supplier(id)));
    afterPages(2, change);
    expect(idsOf(await fusion.collections.all(asked()))).toEqual(expect.arrayContaining(everyone.slice(4)));
    expect(fake.calls.every(({ query }) => (query['offset'] ?? '0') === '0')).toBe(true);
  });

  test('where its key may not be asked for, pages overlap, and what slips away makes it begin again', async () => {
    fake.queryable['suppliers'] = ['SupplierNumber'];
    await start(everyone.map((id) => supplier(id)));
    afterPages(2, () => fake.rows['suppliers']?.splice(0, 15));
    expect(idsOf(await fusion.collections.all(asked()))).toEqual(expect.arrayContaining(everyone.slice(15)));
  });

  test('a page that the pod cuts shorter than was asked for loses none either', async () => {
    fake.pageLimit = 7;
    await start(everyone.map((id) => supplier(id)));
    expect(idsOf(await fusion.collections.all(asked()))).toEqual(everyone);
    fake.queryable['suppliers'] = ['SupplierNumber'];
    await fusion.openSession();
    expect(idsOf(await fusion.collections.all(asked()))).toEqual(everyone);
  });
});

describe('an empty answer', () => {
  const nobody = [equalText('SupplierNumber', '9'), equalText('Supplier', 'Nobody')];

  test('is one when the same question finds a row that stands', async () => {
    await start([supplier(1)]);
    await expect(fusion.collections.all(asked(nobody))).resolves.toEqual([]);
  });

  test('is none when the pod takes the question otherwise than it was meant', async () => {
    await start([supplier(1)], { queryStyle: 'expression' });
    await expect(fusion.collections.all(asked(nobody))).rejects.toMatchObject({
      kind: 'Unavailable',
      detail: { reason: 'emptyUnproven' },
    });
  });

  test('of a resource that never held a row is one when the business unit is seen, and none without', async () => {
    await start([]);
    await expect(fusion.collections.all(asked(nobody))).resolves.toEqual([]);
    fake.rows['finBusinessUnitsLOV'] = [];
    await fusion.openSession();
    await expect(fusion.collections.all(asked(nobody))).rejects.toMatchObject({ kind: 'Unavailable' });
  });

  test('is proven once for many of the same kind', async () => {
    await start([supplier(1)]);
    await fusion.collections.all(asked([equalId('SupplierId', '7')]));
    const before = fake.calls.length;
    await fusion.collections.all(asked([equalId('SupplierId', '8')]));
    expect(fake.calls.length - before).toBe(1);
  });
});

test.each([["Ernie's Electrical"], ["x';SupplierNumber='1"], ['a;SupplierId>0'], ['Acme* "1"']])(
  'a value that could be more than a value is never asked for, and found all the same: %s',
  async (name) => {
    await start([supplier(1), supplier(2, { Supplier: name })]);
    const found = await fusion.collections.all(asked([equalText('Supplier', name)]));
    expect(idsOf(found)).toEqual([2]);
    expect(fake.calls.every(({ query }) => !(query['q'] ?? '').includes('Supplier='))).toBe(true);
  },
);

test('what may not be asked for is left out of the question and compared here', async () => {
  fake.queryable['suppliers'] = ['SupplierId'];
  await start([supplier(1), supplier(2)]);
  expect(idsOf(await fusion.collections.all(asked([equalText('SupplierNumber', '2')])))).toEqual([2]);
  expect(fake.calls.some(({ query }) => (query['q'] ?? '').includes('SupplierNumber'))).toBe(false);
});

describe('what changed since a time', () => {
  const changed = async (): Promise<readonly number[]> => {
    const { caller, settings, descriptions, collections } = fusion;
    const rows = await changedSince(
      { caller, settings, descriptions, collections },
      asked(),
      Date.UTC(2026, 6, 1, 0, 11),
    );
    return idsOf(rows);
  };
  const wanted = range(95).slice(10);

  test.each([['SupplierId', 'LastUpdateDate'], ['SupplierId']])(
    'is read without loss where %s, %s may be asked for',
    async (...may) => {
      fake.queryable['suppliers'] = may;
      await start(range(95).map((id) => supplier(id)));
      afterPages(2, () => {
        // One that was read already moves to the end, and all behind it move up.
        Object.assign(fake.rows['suppliers']?.[12] ?? {}, { LastUpdateDate: '2026-07-02T00:00:00.000+00:00' });
      });
      await expect(changed()).resolves.toEqual(wanted);
    },
  );

  test('goes on by key within one time that fills more than a page', async () => {
    fake.queryable['suppliers'] = ['SupplierId', 'LastUpdateDate'];
    await start(
      range(95).map((id) => supplier(id, { LastUpdateDate: `2026-07-0${id < 90 ? 2 : 3}T00:00:00.000-05:00` })),
    );
    await expect(changed()).resolves.toEqual(range(95));
  });

  test('times are instants, whatever zone they are told in', async () => {
    fake.queryable['suppliers'] = ['SupplierId'];
    await start([
      supplier(1, { LastUpdateDate: '2026-06-30T23:30:00.000-05:00' }),
      supplier(2, { LastUpdateDate: '2026-07-01T00:30:00.000+05:00' }),
    ]);
    await expect(changed()).resolves.toEqual([1]);
  });

  test('is read whole where nothing may be sorted by it', async () => {
    fake.queryable['suppliers'] = ['SupplierId'];
    await start(range(30).map((id) => supplier(id)));
    fake.intercept = ({ query }, response) => {
      if (!(query['orderBy'] ?? '').startsWith('LastUpdateDate')) return false;
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"title":"Bad Request","o:errorCode":"27014"}');
      return true;
    };
    await expect(changed()).resolves.toEqual(range(30).slice(10));
  });
});
