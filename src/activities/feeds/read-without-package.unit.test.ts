import { Rejected } from '../../clients/http/client-error';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreCommitmentChangeOrder } from '../../domain/procore/procore-change-orders';
import { changeOrdersByNames, readWithoutPackage } from './read-without-package';

const row = (id: string, fields: Partial<ProcoreCommitmentChangeOrder> = {}): ProcoreCommitmentChangeOrder => ({
  ...{
    id,
    contractId: '9',
    batchId: null,
    legacyPackageId: null,
    legacyRequestId: null,
    number: '001',
    revision: null,
  },
  ...{ title: null, status: 'approved', grandTotal: '10.00', type: null, executed: null, reviewedAt: null },
  ...{ updatedAt: '2026-11-05T10:00:00Z', currency: { iso: null, baseIso: null, rate: null } },
  ...fields,
});

type Answer = Awaited<ReturnType<ProcorePort['commitmentChangeOrdersByIds']>>;

/** Procore as it answers: with these rows, or with a refusal. Keeps the ranges that were asked for. */
function procoreWith(answer: Answer | 'refused') {
  const asked: Date[] = [];
  const answered = (): Promise<Answer> =>
    answer === 'refused'
      ? Promise.reject(new Rejected('not with three tiers', { system: 'procore', operation: 'list', detail: {} }))
      : Promise.resolve(answer);
  const port = {
    changedCommitmentChangeOrders: ({ updated }: { updated: { from: Date } }) => {
      asked.push(updated.from);
      return answered();
    },
    commitmentChangeOrdersByIds: answered,
    changeOrdersByIds: ({ packageIds }: { packageIds: readonly string[] }) =>
      Promise.resolve({ found: packageIds.map((id) => ({ id })), unreadable: [] }),
  };
  return { asked, procore: port as unknown as ProcorePort };
}

const until = '2026-11-05T12:00:00.000Z';

test('all are read where they never were, then what changed since the last time, with an overlap', async () => {
  const { asked, procore } = procoreWith({ found: [row('7'), row('8', { legacyPackageId: '500' })], unreadable: [] });
  const read = await readWithoutPackage(procore, '1', { until });
  expect(read?.found.map(({ id, packageId }) => [id, packageId])).toEqual([
    ['cco-7', null],
    ['cco-8', '500'],
  ]);
  await readWithoutPackage(procore, '1', { until, withoutPackage: true });
  expect(asked.map((from) => from.toISOString())).toEqual(['2000-01-01T00:00:00.000Z', '2026-11-05T11:50:00.000Z']);
});

test('a list that is refused concludes nothing, and in a sweep those that were asked for are told as not readable', async () => {
  const { procore } = procoreWith('refused');
  await expect(readWithoutPackage(procore, '1', { until })).resolves.toBeNull();
  await expect(changeOrdersByNames(procore, '1', ['500', 'cco-7'])).resolves.toEqual({
    found: [{ id: '500' }],
    unreadable: [{ id: 'cco-7' }],
  });
});

test('what cannot be read is told, unless it is in a package, which is told by itself', async () => {
  const raw = (id: string, legacy_package_id: string | null) => ({ id, fault: 'status', raw: { legacy_package_id } });
  const { procore } = procoreWith({
    found: [row('7', { updatedAt: null }), row('8', { updatedAt: null, legacyPackageId: '500' })],
    unreadable: [raw('9', null), raw('10', '500')],
  });
  const read = await readWithoutPackage(procore, '1', null);
  expect(read).toMatchObject({ found: [], unreadable: [{ sourceId: 'cco-7' }, { sourceId: 'cco-9' }] });
});
