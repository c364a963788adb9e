import type { PoolClient } from 'pg';
import { addContracts, mapOnly } from '../support/added-contracts';
import { startRig, type Rig } from '../support/rig';

/** As the bench has them: two lines, first of a commitment of its own. */
const requisition = {
  items: [
    { code: '26-010.S', total: '10000.00', withheld: '1000.00' },
    { code: '03-300.S', total: '4000.00', withheld: '400.00' },
  ],
} as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      mapOnly(folder, ['26-010', '03-300']);
      addContracts(folder, [
        { number: 'FIRST', requisitions: [requisition] },
        { number: 'COUNTED', requisitions: [requisition] },
        { number: 'LOOKED-AT', requisitions: [requisition] },
      ]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

/** Counts what is sent in transactions of tenants from now on; what begins one rides with its first statement. */
function countMessages(): { readonly texts: string[] } {
  const texts: string[] = [];
  const watched = new WeakSet<PoolClient>();
  rig.test.database.pool.on('acquire', (client: PoolClient) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...sent: unknown[]) => unknown;
    let isInTenant = false;
    client.query = ((...sent: unknown[]) => {
      const text = typeof sent[0] === 'string' ? sent[0] : '';
      if (text.startsWith('begin;')) isInTenant = true;
      else if (isInTenant) texts.push(text);
      if (text === 'commit' || text === 'rollback') isInTenant = false;
      return query(...sent);
    }) as typeof client.query;
  });
  return { texts };
}

async function delivered(contract: string): Promise<void> {
  const { sourceId, workflowId } = await rig.requisition(contract, 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  await rig.client.workflow.getHandle(workflowId).result();
}

test('a clean requisition takes at most 120 messages to PostgreSQL, and asks for nothing that its ERP has no use for', async () => {
  // Its vendor is linked, and master data is read, by then.
  await delivered('FIRST');
  const { sourceId, workflowId } = await rig.requisition('COUNTED', 1);
  const { texts } = countMessages();
  await rig.hintOne(sourceId);
  // Asked of Temporal: asking the database would count.
  await rig.until('it is done', async () => {
    const found = rig.client.workflow.list({ query: `WorkflowId = '${workflowId}' AND ExecutionStatus = 'Completed'` });
    for await (const one of found) return one.workflowId === workflowId;
    return false;
  });
  const counted = [...texts];
  expect(counted.length).toBeGreaterThan(50);
  expect(counted.length).toBeLessThanOrEqual(120);
  // What people choose for commitments at go-live is of ERPs that take them as orders.
  expect(counted.filter((text) => text.includes('"commitment_choice"'))).toEqual([]);
  await rig.untilStage(sourceId, ['delivered']);
});

test('the first look at what was delivered finds nothing new where nothing moved, and begins no second run', async () => {
  await delivered('LOOKED-AT');
  const { sourceId } = await rig.requisition('LOOKED-AT', 1);
  expect(await rig.activities.pollStanding(rig.scope)).toMatchObject({ changed: 0 });
  expect(await rig.document(sourceId)).toMatchObject({ stage: 'delivered', open: false });
});
