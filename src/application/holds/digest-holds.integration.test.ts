import { testContext } from '../../../test/stack/test-context';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { requisition } from '../../domain/procore/procore-documents.fixture';
import { seenOf } from '../../ledger/requisition-content';
import { causeKey } from '../../domain/holds/cause-key';
import type { HoldReason, Problem } from '../../domain/holds/hold-reason';
import type { Tx } from '../../store/unit-of-work';
import type { ConnectionContext } from '../context';
import { digestHolds } from './digest-holds';

const [first, second] = [testProjectId, '562949953443326'];
const [concrete, steel] = ['03-300', '05-100'].map((code) => causeKey.costCode(first, '', code, 'S')) as [
  string,
  string,
];
const connection = causeKey.connection();

let acme: TestStore;
let context: ConnectionContext;
beforeEach(async () => {
  acme = await createTestStore({ projectIds: [first, second] });
  context = await testContext(acme, { identity: 'O. Perator', role: 'operator' });
});
afterEach(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);

interface Held {
  readonly claimed?: string | null;
  readonly currency?: string;
  readonly projectId?: string;
  readonly daysAgo?: number;
}

const problem = (reason: HoldReason, key: string, more: Partial<Problem> = {}): Problem => ({
  ...{ reason, kind: 'person', field: 'x', value: 'x', message: `${reason} for ${key}` },
  ...{ remedies: [{ act: 'resume' }], causeKey: key },
  ...more,
});

async function held(id: string, problems: readonly Problem[], of: Held = {}): Promise<void> {
  const { claimed = '100.10', currency = 'USD', projectId = first, daysAgo = 0 } = of;
  await inTenant(async (tx) => {
    const seen = { projectId, commitmentId: '700', number: Number(id), claimed, claimedCurrency: currency };
    const document = await tx.documents.see(acme, { kind: 'requisition', sourceId: id }, seen);
    await tx.holds.open(document, { problems, asOf: await tx.versionRows.clockNow(acme), causeKeys: [connection] });
  });
  const since = new Date(Date.now() - daysAgo * 86_400_000);
  await acme.database.inTenant(acme.tenantId, (trx) =>
    trx
      .updateTable('hold')
      .set({ since })
      .where('documentId', 'in', (doc) => doc.selectFrom('document').select('id').where('sourceId', '=', id))
      .execute(),
  );
}

test('open holds are put together by reason, each once, with the money behind them by currency and the oldest of them', async () => {
  await held('1', [problem('unmappedCostCode', concrete)], { daysAgo: 3 });
  await held('2', [problem('unmappedCostCode', concrete), problem('periodClosed', causeKey.period('00200'))], {
    daysAgo: 9,
  });
  await held('3', [problem('unmappedCostCode', steel)], { currency: 'CAD', claimed: '7.00' });
  await held('4', [problem('periodClosed', causeKey.period('00200'), { kind: 'waiting' })], { claimed: null });
  const { all, groups, groupCount } = await digestHolds(context, { by: 'reason', limit: 10 });
  expect(groupCount).toBe(2);
  expect(all).toMatchObject({
    ...{ documents: 4, forPeople: 3, withoutAmount: 1 },
    money: [
      { currency: 'CAD', amount: '7.00' },
      { currency: 'USD', amount: '200.20' },
    ],
  });
  expect(groups.map(({ key, documents, forPeople }) => [key, documents, forPeople])).toEqual([
    ['unmappedCostCode', 3, 3],
    ['periodClosed', 1, 0],
  ]);
  expect(groups[0]).toMatchObject({ example: { document: 'requisition/2', problem: { reason: 'unmappedCostCode' } } });
  expect(groups[0]?.oldest).toBe(all.oldest);
  expect(groups[1]).toMatchObject({ money: [], withoutAmount: 1 });
  const [only] = (await digestHolds(context, { by: 'reason', limit: 1 })).groups;
  expect(only?.key).toBe('unmappedCostCode');
});

test('by cause a hold counts under each thing it waits for, and for the connection only when it waits for nothing else', async () => {
  await held('1', [problem('unmappedCostCode', concrete), problem('unmappedCostCode', steel)]);
  await held('2', [problem('unmappedCostCode', concrete)], { daysAgo: 1 });
  await held('3', [problem('tax', connection)]);
  const { all, groups } = await digestHolds(context, { by: 'cause', limit: 10 });
  expect(all.money).toEqual([{ currency: 'USD', amount: '300.30' }]);
  expect(groups.map(({ key, documents, money }) => [key, documents, money[0]?.amount])).toEqual([
    [concrete, 2, '200.20'],
    ['connection', 1, '100.10'],
    [steel, 1, '100.10'],
  ]);
  expect(groups.map(({ example }) => example?.problem?.message)).toEqual([
    `unmappedCostCode for ${concrete}`,
    'tax for connection',
    `unmappedCostCode for ${steel}`,
  ]);
});

test('a project or a reason narrows it, an ended hold is not in it, and one that was told to look again is counted', async () => {
  await held('1', [problem('unmappedCostCode', concrete)]);
  await held('2', [problem('unmappedCostCode', concrete)], { projectId: second, claimed: '1.00' });
  await held('3', [problem('tax', connection)]);
  await inTenant((tx) => tx.mended(acme, [connection]));
  const ofSecond = await digestHolds(context, { by: 'reason', project: `P-${second}`, limit: 10 });
  expect(ofSecond.all).toMatchObject({ documents: 1, released: 1, money: [{ amount: '1.00' }] });
  const { id } = (await inTenant((tx) => tx.documents.find(acme, { kind: 'requisition', sourceId: '3' })))!;
  await inTenant((tx) => tx.holds.close(id));
  expect((await digestHolds(context, { by: 'reason', reason: 'tax', limit: 10 })).all.documents).toBe(0);
  expect(await digestHolds(context, { by: 'cause', reason: 'tax', limit: 10 })).toMatchObject({
    groups: [],
    groupCount: 0,
  });
});

test('a look that finds a document held as before leaves it as old as it was', async () => {
  await held('1', [problem('unmappedCostCode', concrete)], { daysAgo: 30 });
  const { oldest } = (await digestHolds(context, { by: 'reason', limit: 1 })).all;
  await inTenant(async (tx) => {
    const document = (await tx.documents.find(acme, { kind: 'requisition', sourceId: '1' }))!;
    await tx.holds.close(document.id);
    await tx.documents.setStage(document.id, 'checking', true);
    const again = { problems: [problem('unmappedCostCode', concrete), problem('tax', connection)] };
    await tx.holds.open(document, { ...again, asOf: await tx.versionRows.clockNow(acme) });
  });
  expect((await digestHolds(context, { by: 'reason', limit: 1 })).all.oldest).toBe(oldest);
});

test('what was never planned has behind it what Procore says, as a list and a read tell it; what is no amount is none', async () => {
  const usd = { currency: { iso: 'USD', baseIso: null, rate: null } };
  const bill = (id: string, currentPaymentDue: string) =>
    requisition([], '0.00', { id, projectId: first, ...usd, summary: { currentPaymentDue } });
  await inTenant(async (tx) => {
    const askedAt = await tx.sightings.now();
    for (const one of [bill('1', '950.00'), bill('2', 'n/a')]) {
      const noted = await tx.sightings.note(acme, { kind: 'requisition', sourceId: one.id }, askedAt, seenOf(one));
      if (typeof noted === 'string') throw new Error(noted);
      const problems = [problem('unmappedCostCode', concrete)];
      await tx.holds.open(noted.document, { problems, asOf: await tx.versionRows.clockNow(acme) });
    }
  });
  const { all } = await digestHolds(context, { by: 'reason', limit: 1 });
  expect(all).toMatchObject({ documents: 2, withoutAmount: 1, money: [{ currency: 'USD', amount: '950.00' }] });
});
