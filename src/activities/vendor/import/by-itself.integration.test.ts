import { openFeed, type FeedUnderTest } from './feed-under-test.fixture';
import { openImport, type ImportUnderTest } from './import-under-test.fixture';

// Suppliers of JD Edwards become vendors by themselves. Of what may happen in between: a table that F0101 knows nothing of changes, a
// supplier changes while it is carried, somebody edits the vendor just then, the run is killed, many change at once, a number is given
// again.

const yard = { AN8: 8001, ALPH: 'Lakeside Yard', AT1: 'V', ATP: 'Y', TAX: '84-1234565', TAXC: 'C', EFTB: '20260101' };
const steel = { AN8: 8002, ALPH: 'Northern Steel', AT1: 'V', ATP: 'Y', EFTB: '20260101' };
const once = { AN8: 8003, ALPH: 'Once Only', AT1: 'V', ATP: 'M' };
const place = { EFTB: '20260101', CTY1: 'Denver', ADDS: 'CO', ADDZ: '80202', CTR: 'US' };
const jde = {
  F0101: [yard, steel, once, { AN8: 1, ALPH: 'Financial Company', AT1: 'O' }],
  F0111: [{ AN8: 8001, IDLN: 0, MLNM: 'Lakeside Yard Limited' }],
  F0116: [
    { AN8: 8001, ...place, ADD1: '1 Pier Road' },
    { AN8: 8002, ...place, ADD1: '2 Mill Road' },
  ],
  F0115: [{ AN8: 8001, IDLN: 0, CNLN: 0, RCK7: 1, PHTP: '', AR1: '303', PH1: '555-0101' }],
  F0401: [{ AN8: 8001 }, { AN8: 8002 }, { AN8: 8003 }],
};

let on: ImportUnderTest;
let feed: FeedUnderTest;
afterEach(() => on.close());

const open = async (given: Parameters<typeof openImport>[0] = {}): Promise<void> => {
  const suppliers = { inactiveMeans: 'searchType', inactiveValues: ['VX'] };
  on = await openImport({
    ...given,
    import: { byItself: true, ...given.import },
    sides: { jde, jdeSuppliers: suppliers },
  });
  feed = await openFeed(on);
};
const look: FeedUnderTest['look'] = () => feed.look();
const carry: FeedUnderTest['carry'] = (...given) => feed.carry(...given);
const poll: FeedUnderTest['poll'] = (...given) => feed.poll(...given);
const quiet: FeedUnderTest['quiet'] = () => feed.quiet();
const patch: FeedUnderTest['patch'] = (...given) => feed.patch(...given);
const add: FeedUnderTest['add'] = (...given) => feed.add(...given);
const calls = async () => {
  const of = async (sandbox: { control(method: string, path: string): Promise<{ json: unknown }> }, path: string) =>
    Object.values(((await sandbox.control('GET', path)).json as { counts: Record<string, string> }).counts).reduce(
      (sum, count) => sum + Number(count),
      0,
    );
  return { jde: await of(on.jde, 'calls'), procore: await of(on.procore, '/calls') };
};
const clearCalls = async (): Promise<void> => {
  await on.jde.control('DELETE', 'calls');
  await on.procore.control('DELETE', '/calls');
};

test('nothing is due before the matching is closed, nor where no setting says so', async () => {
  await open({ isClosed: false });
  expect(await look()).toBeNull();
  await on.close();
  await open({ import: { byItself: false } });
  expect(await look()).toBeNull();
});

test('the first look reads all and makes vendors with our keys; idle, a look costs nine calls to JDE (a session, six tables, a row that proves the empty answer) and none to Procore', async () => {
  await open();
  expect(await look()).toMatchObject({ due: 'all' });
  expect(await poll()).toMatchObject({ done: 2, refused: 0 });
  expect(await on.vendor('8001')).toMatchObject({
    ...{ name: 'Lakeside Yard Limited', origin_id: '8001', origin_code: '8001', address: '1 Pier Road', zip: '80202' },
    ...{ city: 'Denver', state_code: 'CO', country_code: 'US', business_phone: '303 555-0101' },
    business_register: { type: 'EIN', identifier: '841234565' },
  });
  expect(await on.vendor('8003')).toBeUndefined();
  await quiet();
  await clearCalls();
  expect(await look()).toBeNull();
  expect(await look()).toBeNull();
  expect(await calls()).toEqual({ jde: 18, procore: 0 });
});

test.each([
  ['F0116', { AN8: '8001' }, { ADD1: '9 New Road' }, { address: '9 New Road' }],
  ['F0115', { AN8: '8001' }, { PH1: '555-0199' }, { business_phone: '303 555-0199' }],
  ['F0111', { AN8: '8001' }, { MLNM: 'Lakeside Yard & Sons Ltd' }, { name: 'Lakeside Yard & Sons Ltd' }],
])(
  'a change in %s, which leaves F0101 as it is, is carried by the id of the vendor alone',
  async (table, where, set, shown) => {
    await open();
    await poll();
    await quiet();
    await clearCalls();
    await patch(table, where, set);
    expect(await look()).toMatchObject({ due: 'changes' });
    expect(await poll()).toMatchObject({ done: 1, moved: 0 });
    // Read before it is written, and read back: no list of vendors.
    expect((await calls()).procore).toBe(3);
    expect(await on.vendor('8001')).toMatchObject({ origin_id: '8001', ...shown });
    expect(await on.vendors()).toHaveLength(5);
  },
);

test('a new supplier is made once the list of vendors shows none; one that may be a vendor is left to a person', async () => {
  await open();
  await poll();
  await quiet();
  await add('F0101', { AN8: 8004, ALPH: 'Granite Peak Paving', AT1: 'V', ATP: 'Y', ...stampNow() });
  await add('F0401', { AN8: 8004 });
  await on.addVendor({ name: 'Harbor Light Electric' });
  await add('F0101', { AN8: 8005, ALPH: 'Harbor Light Electric', AT1: 'V', ATP: 'Y', ...stampNow() });
  await add('F0401', { AN8: 8005 });
  expect(await poll()).toMatchObject({ done: 1, forPeople: 1 });
  expect(await on.vendor('8004')).toMatchObject({ name: 'Granite Peak Paving', origin_id: '8004' });
  expect(await on.vendor('8005')).toBeUndefined();
});

test('a hold on the supplier changes nothing of the vendor; inactive it becomes inactive, and active again', async () => {
  await open();
  await poll();
  await quiet();
  await patch('F0401', { AN8: '8001' }, { HOLD: 'A1', HDPY: 'Y' });
  expect(await poll()).toMatchObject({ toDo: 0, done: 0 });
  await patch('F0101', { AN8: '8001' }, { AT1: 'VX' });
  expect(await poll()).toMatchObject({ done: 1 });
  const shown = async () => (await on.vendors()).find((one) => one['origin_id'] === '8001')?.['is_active'];
  expect(await shown()).toBe(false);
  await patch('F0101', { AN8: '8001' }, { AT1: 'V' });
  expect(await poll()).toMatchObject({ done: 1 });
  expect(await shown()).toBe(true);
});

test('somebody edits the vendor between planning and writing: its record was read again, and the second plan carries the change beside the edit', async () => {
  await open();
  await poll();
  await quiet();
  const id = String((await on.vendor('8001'))?.['id']);
  await patch('F0116', { AN8: '8001' }, { ADD1: '9 New Road' });
  const edit = { website: 'lakeside.example' };
  expect(await poll(() => on.changeVendor(id, edit))).toMatchObject({ done: 1, moved: 0, forPeople: 1 });
  expect(await on.vendor('8001')).toMatchObject({ address: '9 New Road', ...edit });
});

test('a supplier that changes while it is carried is carried by the next poll', async () => {
  await open();
  await poll();
  await quiet();
  await patch('F0116', { AN8: '8001' }, { ADD1: '9 New Road' });
  await poll(() => patch('F0116', { AN8: '8001' }, { ADD1: '10 New Road' }));
  expect(await on.vendor('8001')).toMatchObject({ address: '9 New Road' });
  await poll();
  expect(await on.vendor('8001')).toMatchObject({ address: '10 New Road' });
  await quiet();
});

test('what a later look found while a run went on waits for the next one', async () => {
  await open();
  await poll();
  await quiet();
  await patch('F0116', { AN8: '8001' }, { ADD1: '9 New Road' });
  const first = await look();
  await patch('F0116', { AN8: '8002' }, { ADD1: '8 Mill Road' });
  await carry(first!, async () => {
    await look();
  });
  await poll();
  expect(await on.vendor('8002')).toMatchObject({ address: '8 Mill Road' });
});

test.each([
  ['the answer is lost', { kind: 'commitThenLose', match: { path: '.*vendors/sync' } }],
  [
    'the run is killed before it reads back',
    { kind: 'refuse', match: { method: 'GET', path: '.*v1.0/vendors' }, skip: 1 },
  ],
])('%s: the change stays noted, and the next poll finds it done and writes nothing', async (_what, fault) => {
  await open();
  await poll();
  await quiet();
  const written = await on.syncs();
  await patch('F0115', { AN8: '8001' }, { PH1: '555-0199' });
  const due = await look();
  await on.fault(fault);
  await expect(carry(due!)).rejects.toThrow();
  await quiet();
  expect(await on.vendor('8001')).toMatchObject({ business_phone: '303 555-0199' });
  expect(await on.syncs()).toBe(written + 1);
});

test('more changes than may be are stopped for a person and stay noted; accepted, they are carried once', async () => {
  const many = Array.from({ length: 8 }, (_, at) => 8010 + at);
  const more = {
    F0101: many.map((AN8) => ({ AN8, ALPH: `${'ABCDEFGH'[AN8 - 8010]!.repeat(5)} Works ${AN8}`, AT1: 'V', ATP: 'Y' })),
    F0401: many.map((AN8) => ({ AN8 })),
    F0115: many.map((AN8) => ({ AN8, IDLN: 0, CNLN: 0, RCK7: 1, PHTP: '', PH1: `555-${AN8}` })),
  };
  const sides = { jde: more, jdeSuppliers: {} };
  on = await openImport({ import: { byItself: true, mayChange: 50 }, sides });
  feed = await openFeed(on);
  expect(await poll()).toMatchObject({ done: 8 });
  await quiet();
  for (const AN8 of many.slice(0, 5)) await patch('F0115', { AN8: String(AN8) }, { PH1: '555-1111' });
  expect(await poll()).toMatchObject({ done: 5 });
  for (const AN8 of many.slice(0, 6)) await patch('F0115', { AN8: String(AN8) }, { PH1: '555-2222' });
  await expect(poll()).rejects.toThrow('writes on 6 of 8 linked vendors');
  await expect(poll()).rejects.toThrow('more than 50 %');
  const { plan } = await on.plan();
  expect(await on.apply(plan, true)).toMatchObject({ done: 6 });
  const written = await on.syncs();
  await quiet();
  expect(await on.syncs()).toBe(written);
});

test('a number that JDE has given to another company: tax id and name are others, and nothing is carried', async () => {
  await open();
  await poll();
  await quiet();
  await patch('F0101', { AN8: '8001' }, { TAX: '84-7654329', ALPH: 'Pacific Drywall' });
  await patch('F0111', { AN8: '8001' }, { MLNM: 'Pacific Drywall' });
  expect(await poll()).toMatchObject({ toDo: 0, forPeople: 1 });
  expect(await on.vendor('8001')).toMatchObject({ name: 'Lakeside Yard Limited' });
});

function stampNow(): { readonly UPMJ: string; readonly UPMT: string } {
  const now = new Date().toISOString();
  return { UPMJ: now.slice(0, 10).replaceAll('-', ''), UPMT: now.slice(11, 19).replaceAll(':', '') };
}
