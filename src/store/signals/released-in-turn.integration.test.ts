import { sql } from 'kysely';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { importMapping } from '../../application/mapping/save-mapping';
import type { ConnectionContext } from '../../application/context';
import { causeKey } from '../../domain/holds/cause-key';
import { jdeChart } from '../../domain/jde/chart';
import { startDrainLoop } from '../../api/drain-loop';
import { createLogger } from '../../telemetry/log';
import type { DocumentRow } from '../documents/documents';
import { releasedPerSecond } from './outbox';

// One row of the mapping lets a thousand documents go on.

const many = 1_000;
const header = 'project,sub_job,cost_code,cost_type,business_unit,object,subsidiary,subledger,subledger_type';

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

/** Held for one unmapped cost code, all of them. */
async function held(count: number): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const asOf = await tx.versionRows.clockNow(acme);
    const text = {
      field: 'wbs_code',
      value: '03-300.S',
      message: 'no account',
      remedies: [{ act: 'resume' }],
    } as const;
    const cause = causeKey.costCode(testProjectId, '', '03-300', 'S');
    for (let number = 1; number <= count; number += 1) {
      const seen = { projectId: testProjectId, commitmentId: String(number), number: 1 };
      const document = await tx.documents.see(acme, { kind: 'requisition', sourceId: String(number) }, seen);
      const problems = [{ reason: 'unmappedCostCode', kind: 'person', ...text, causeKey: cause }] as const;
      await tx.holds.open(document, { problems: [...problems], asOf });
    }
  });
}

const map = () => {
  const ports = { erp: () => Promise.resolve({ chart: jdeChart }) };
  const context = { store: acme.store, connection: acme, ports } as unknown as ConnectionContext;
  return importMapping(context, { file: 'm.csv', text: `${header}\n*,*,*,*,4411,1340,,,\n`, merge: false });
};
/** How many signals fall due in which second from the oldest one on. */
const bySecond = async (): Promise<readonly number[]> => {
  const rows = await acme.database.shared.selectFrom('outbox').select(['notBefore', 'createdAt']).execute();
  const counts: number[] = [];
  for (const { notBefore, createdAt } of rows) {
    const second = Math.round((notBefore.getTime() - createdAt.getTime()) / 1000);
    counts[second] = (counts[second] ?? 0) + 1;
  }
  return counts;
};
const drain = (send: (workflowId: string) => Promise<void>) =>
  startDrainLoop({
    ...{ store: acme.store, client: undefined as never, pollMs: 200 },
    logger: createLogger({ name: 'test', level: 'silent' }),
    send: ({ workflowId }) => send(workflowId),
  });
const until = async (condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

test('a thousand holds that one row of the mapping ends are let go on within 60 seconds, so many a second', async () => {
  await held(many);
  expect((await map()).released).toHaveLength(many);
  expect(await bySecond()).toEqual(Array.from({ length: many / releasedPerSecond }, () => releasedPerSecond));
  expect(many / releasedPerSecond).toBeLessThan(60);
});

test('they go on in that time, each once, and what changes meanwhile between them', async () => {
  const some = 10 * releasedPerSecond;
  await held(some);
  expect((await map()).released).toHaveLength(some);
  const sent: string[] = [];
  let underWay = 0;
  let most = 0;
  const began = Date.now();
  const loop = drain(async (workflowId) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 20));
    underWay -= 1;
    sent.push(workflowId);
  });
  try {
    await until(() => sent.length > 0);
    // What changes meanwhile is signalled between them.
    await acme.store.inTenant(acme.tenantId, async (tx) =>
      tx.documents.hint(await tx.documents.see(acme, { kind: 'requisition', sourceId: 'fresh' })),
    );
    await until(() => sent.some((id) => id.endsWith('/fresh')));
    expect(sent.length).toBeLessThan(some / 2);
    await until(() => sent.length === some + 1);
  } finally {
    await loop.stop();
  }
  const seconds = (Date.now() - began) / 1000;
  expect(seconds).toBeGreaterThan(some / releasedPerSecond - 1.5);
  expect(seconds).toBeLessThan(60);
  expect(new Set(sent).size).toBe(some + 1);
  expect(most).toBeLessThanOrEqual(50);
}, 120_000);

test('a second fix queues behind the first; what a person resumes comes at once, also when it waits its turn', async () => {
  const released = (kind: string, count: number) =>
    acme.store.inTenant(acme.tenantId, async (tx) => {
      const documents: DocumentRow[] = [];
      for (let number = 0; number < count; number += 1) {
        documents.push(await tx.documents.see(acme, { kind, sourceId: String(number) }));
      }
      await tx.outbox.releaseAll(documents);
      return documents;
    });
  const due = async (document: DocumentRow | undefined) => {
    const { rows } = await sql<{ at: Date; isDue: boolean }>`select not_before as at, not_before <= now() as is_due
      from outbox where workflow_id = ${document?.workflowId}`.execute(acme.database.shared);
    expect(rows).toHaveLength(1);
    return rows[0]!;
  };
  const first = await released('requisition', 10 * releasedPerSecond);
  const second = await released('commitment', releasedPerSecond + 1);
  const few = await released('changeOrder', releasedPerSecond);
  expect((await due(second[0])).at.getTime()).toBeGreaterThanOrEqual((await due(first.at(-1))).at.getTime());
  expect((await due(few.at(-1))).isDue).toBe(true);
  expect((await due(second.at(-1))).isDue).toBe(false);
  await acme.store.inTenant(acme.tenantId, (tx) => tx.outbox.signal(second.at(-1)!, 'resume'));
  expect((await due(second.at(-1))).isDue).toBe(true);
}, 60_000);
