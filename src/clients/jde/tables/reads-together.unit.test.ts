import { AsyncLocalStorage } from 'node:async_hooks';
import type { FakeAis } from '../ais/fake-ais.fixture';
import { json, startFakeAis } from '../ais/fake-ais.fixture';
import { jdeUnderTest, type JdeUnderTest } from '../jde-under-test.fixture';

let ais: FakeAis;
let jde: JdeUnderTest;
beforeEach(async () => {
  ais = await startFakeAis({
    F0006: Array.from({ length: 12 }, (_, at) => ({ MCU: `44${10 + at}`, CO: '00200', DL01: `Job ${at}` })),
  });
});
afterEach(async () => {
  await jde.close();
  await ais.close();
});

const reads = (): readonly string[] => ais.names().filter((name) => name.includes('F0006'));
/** Twelve reads of one job each, all at once. */
const readAll = (): Promise<unknown[]> =>
  Promise.all(Array.from({ length: 12 }, (_, at) => jde.facts('businessUnit', `44${10 + at}`)));
const each = Array.from({ length: 12 }, (_, at) => [expect.objectContaining({ id: `44${10 + at}` })]);
const together = (count: number): string => Array.from({ length: count }, () => 'F0006').join('+');

test('queries that wait for their turn go in one call, up to as many as are set, and each has its own rows', async () => {
  jde = jdeUnderTest(ais.settings({ erpConcurrency: 1, readsTogether: 5 }));
  await expect(readAll()).resolves.toEqual(each);
  expect(reads()).toEqual([together(5), together(5), together(2)]);
});

test('with 1 each goes by itself', async () => {
  jde = jdeUnderTest(ais.settings({ erpConcurrency: 1, readsTogether: 1 }));
  await expect(readAll()).resolves.toEqual(each);
  expect(reads()).toEqual(Array.from({ length: 12 }, () => 'F0006'));
});

test.each([
  ['refuses them', 500, { message: 'targetName is required', exception: 'com.oracle.e1.rest.X' }],
  ['says that a query is missing', 400, { message: 'no targetName' }],
  ['answers as to one', 200, { fs_DATABROWSE_F0006: { data: {}, errors: [] }, sysErrors: [] }],
  [
    'numbers them from 1',
    200,
    Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`fs_${at + 1}_DATABROWSE_F0006`, {}])),
  ],
  ['tells of a system error', 200, { sysErrors: [{ TITLE: 'x', DESC: 'down' }] }],
])(
  'from a server that %s each is asked for by itself, and so is what comes within five minutes',
  async (_, status, body) => {
    let now = Date.now();
    jde = jdeUnderTest(ais.settings({ erpConcurrency: 1, readsTogether: 12 }), { nowMs: () => now });
    ais.intercept = ({ name }, response) => {
      if (!name.includes('+')) return false;
      json(response, status, body);
      return true;
    };
    await expect(readAll()).resolves.toEqual(each);
    expect(reads()).toEqual([together(12), ...Array.from({ length: 12 }, () => 'F0006')]);
    ais.calls.length = 0;
    await expect(readAll()).resolves.toEqual(each);
    expect(reads()).toEqual(Array.from({ length: 12 }, () => 'F0006'));
    now += 300_001;
    ais.calls.length = 0;
    ais.intercept = () => false;
    await expect(readAll()).resolves.toEqual(each);
    expect(reads()).toEqual([together(12)]);
  },
);

test('the query of another whose table may not be read fails alone', async () => {
  jde = jdeUnderTest(ais.settings({ erpConcurrency: 1 }));
  ais.intercept = ({ name }, response) => {
    if (!name.includes('F0101')) return false;
    json(response, 403, { message: 'no authority', exception: 'com.oracle.e1.rest.X' });
    return true;
  };
  const [jobs, supplier] = await Promise.allSettled([
    jde.facts('businessUnit', '4410', '4411'),
    jde.facts('supplier', '7004'),
  ]);
  expect(jobs).toMatchObject({ status: 'fulfilled', value: [{ id: '4410' }, { id: '4411' }] });
  expect(supplier).toMatchObject({ status: 'rejected', reason: { name: 'Unauthorised' } });
});

test('a call whose answer is lost fails all that it took along, and the next are asked for one by one', async () => {
  jde = jdeUnderTest(ais.settings({ erpConcurrency: 1, readsTogether: 12 }));
  ais.intercept = ({ name }, response) => {
    if (!name.includes('+')) return false;
    response.destroy();
    return true;
  };
  const ended = await Promise.allSettled(
    Array.from({ length: 3 }, (_, at) => jde.facts('businessUnit', `44${10 + at}`)),
  );
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  ais.intercept = () => false;
  ais.calls.length = 0;
  await expect(readAll()).resolves.toEqual(each);
  expect(reads()).toEqual(Array.from({ length: 12 }, () => 'F0006'));
});

test('who made the call may be canceled: the others ask again, and the canceled one alone ends', async () => {
  const first = new AbortController();
  const others = new AbortController();
  /** As a worker keeps the signal of each activity. */
  const activity = new AsyncLocalStorage<AbortSignal>();
  jde = jdeUnderTest(ais.settings({ erpConcurrency: 1 }), { cancellation: () => activity.getStore() });
  let hang = true;
  ais.intercept = ({ name }) => {
    if (!name.includes('+') || !hang) return false;
    hang = false;
    first.abort(new Error('canceled'));
    return new Promise(() => undefined);
  };
  const ended = await Promise.allSettled(
    [first, others, others].map(({ signal }, at) =>
      activity.run(signal, () => jde.facts('businessUnit', `44${10 + at}`)),
    ),
  );
  expect(ended[0]).toMatchObject({ status: 'rejected', reason: { message: 'canceled' } });
  expect(ended.slice(1)).toMatchObject([
    { status: 'fulfilled', value: [{ id: '4411' }] },
    { status: 'fulfilled', value: [{ id: '4412' }] },
  ]);
});
