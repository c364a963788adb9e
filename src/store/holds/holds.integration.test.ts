import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import type { DocumentRow } from '../documents/documents';
import type { OpenHold } from './holds';
import { mappingKey } from '../documents/version-rows';

let acme: TestStore;
let document: DocumentRow;
beforeEach(async () => {
  acme = await createTestStore();
  document = await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.documents.see(acme, { kind: 'requisition', sourceId: '1' }),
  );
});
afterEach(() => acme.close());

const account = causeKey.account('4411.1340.26010');
const costCode = causeKey.costCode('789', '', '26-010', 'S');
const period = causeKey.period('00200');
const problem = (key: string, fields: Partial<Problem> = {}): Problem => ({
  reason: 'accountMissing',
  kind: 'person',
  field: 'F0901',
  value: 'x',
  message: 'x',
  remedies: [{ act: 'resume' }],
  causeKey: key,
  ...fields,
});

const now = () => acme.store.inTenant(acme.tenantId, (tx) => tx.versionRows.clockNow(acme));
const touch = (key: string) => acme.store.inTenant(acme.tenantId, (tx) => tx.versionRows.touch(acme, [key]));
const open = (hold: OpenHold, of = document) => acme.store.inTenant(acme.tenantId, (tx) => tx.holds.open(of, hold));
const release = (key: string) => acme.store.inTenant(acme.tenantId, (tx) => tx.holds.releaseByCause(acme, [key]));
const signals = async () => {
  const rows = await acme.database.shared
    .selectFrom('outbox')
    .select('signal')
    .where('workflowId', '=', document.workflowId)
    .execute();
  return rows.map((row) => row.signal);
};

describe('no release is lost', () => {
  test.each([
    ['its own cause', period, period],
    ['the account it names', account, account],
    ['the mapping, where a cost code has no account', costCode, mappingKey],
    ['the mapping, where an account is at fault: another row may lead elsewhere', account, mappingKey],
  ])('mended since the plan read it, %s gives a new pass in place of a hold', async (_what, cause, mended) => {
    const asOf = await now();
    await touch(mended);
    expect(await open({ problems: [problem(cause)], asOf })).toBeNull();
  });

  test.each([
    ['the mapping, where a period is closed', period, mappingKey],
    ['another account', account, causeKey.account('4411.1340.03300')],
  ])('%s is no reason for one', async (_what, cause, mended) => {
    const asOf = await now();
    await touch(mended);
    expect(await open({ problems: [problem(cause)], asOf })).not.toBeNull();
  });

  test('what was mended before the plan read it is in the plan already', async () => {
    await touch(account);
    expect(await open({ problems: [problem(account)], asOf: await now() })).not.toBeNull();
  });

  test('also not of a cause that no problem names', async () => {
    const asOf = await now();
    await touch(causeKey.connection());
    expect(await open({ problems: [problem(period)], asOf, causeKeys: [causeKey.connection()] })).toBeNull();
  });

  test('a document that may have changed since it was read is not held for what it was', async () => {
    const asOf = await now();
    await acme.store.inTenant(acme.tenantId, (tx) => tx.documents.hint(document));
    expect(await open({ problems: [problem(period)], asOf })).toBeNull();
  });
});

test('a cause releases what waits for it, and a hold that is replaced waits no more', async () => {
  await open({ problems: [problem(account)], asOf: await now() });
  const second = await open({ problems: [problem(period)], asOf: await now() });
  expect(await release(account)).toBe(0);
  expect(await signals()).toEqual([]);
  expect(await release(period)).toBe(1);
  expect(await signals()).toEqual(['resume']);
  const [held, ...others] = await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.holds.list(acme, { documentId: document.id }),
  );
  expect([held?.hold.id, others]).toEqual([second?.id, []]);
});

describe('since when a document is held', () => {
  const sinceNow = async () => {
    const [held] = await acme.store.inTenant(acme.tenantId, (tx) => tx.holds.list(acme, { documentId: document.id }));
    return held?.hold.since;
  };
  const look = async (...problems: readonly Problem[]) => {
    await acme.store.inTenant(acme.tenantId, (tx) => tx.holds.close(document.id));
    await open({ problems, asOf: await now() });
    return sinceNow();
  };
  const other = problem(period, { reason: 'periodClosed' });

  test('a look that finds it held for one of the same reasons does not reset it', async () => {
    const first = await look(problem(account), other);
    expect(await look(problem(account))).toBe(first);
    expect(await look(problem(account, { message: 'y' }))).toBe(first);
    expect(first).toEqual(expect.any(String));
  });

  test('another reason begins anew', async () => {
    const first = await look(problem(account));
    expect(await look(other)).not.toBe(first);
  });

  test('what came to an end in between is another hold, also for the same reason', async () => {
    const first = await look(problem(account));
    await acme.store.inTenant(acme.tenantId, (tx) => tx.documents.setStage(document.id, 'delivered', false));
    expect(await look(problem(account))).not.toBe(first);
  });

  test('what has waited longest comes first in the list, however often it was looked at', async () => {
    const second = await acme.store.inTenant(acme.tenantId, (tx) =>
      tx.documents.see(acme, { kind: 'requisition', sourceId: '2' }),
    );
    await look(problem(account));
    await open({ problems: [problem(account)], asOf: await now() }, second);
    await look(problem(account));
    const page = (after: string | null) =>
      acme.store.inTenant(acme.tenantId, (tx) => tx.lists.holds(acme, {}, { limit: 1, after }));
    const first = await page(null);
    expect(first.rows.map((one) => one.document.sourceId)).toEqual(['1']);
    expect((await page(first.next)).rows.map((one) => one.document.sourceId)).toEqual(['2']);
  });
});

test('a problem that several things may mend waits for each of them', async () => {
  const jobs = [causeKey.account('4411'), causeKey.account('4440')];
  const { causeKey: _, ...two } = problem('', { reason: 'twoCompanies', causeKeys: jobs });
  const asOf = await now();
  await open({ problems: [two], asOf });
  expect([await release(jobs[0]!), await release(jobs[1]!)]).toEqual([1, 1]);
  await touch(jobs[1]!);
  expect(await open({ problems: [two], asOf })).toBeNull();
});

test('a hold waits by itself only when each of its problems does', async () => {
  const waiting = problem(period, { reason: 'periodClosed', kind: 'waiting' });
  expect(await open({ problems: [waiting], asOf: await now() })).toMatchObject({ kind: 'waiting' });
  expect(await open({ problems: [waiting, problem(account)], asOf: await now() })).toMatchObject({
    kind: 'person',
    reason: 'accountMissing',
    reasons: ['accountMissing', 'periodClosed'],
  });
});
