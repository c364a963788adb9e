import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcoreClient, type ProcoreClient } from '../../clients/procore/calls/client';
import { unlimitedQuota } from '../../clients/procore/calls/quota';
import { procorePort } from '../../clients/procore/procore-port';
import { itemKey } from '../../domain/requisition/item-key';
import { itemParts } from '../../domain/requisition/item-parts';
import { QUOTAS } from '../../sandbox/procore/quota';
import { startProcoreSandbox, type ProcoreSandbox } from '../../sandbox/procore/server';
import { writeSampleCompany } from '../../sandbox/sample-company/write-sample-company';
import { createCompleteRequisition } from './complete-requisition';

/** What was changed lately of the sample company as it is on this day. */
const today = '2026-11-20';
const lately = { updatedFrom: new Date('2026-11-01T00:00:00Z'), updatedTo: new Date('2026-11-21T00:00:00Z') };

let folder: string;
let sandbox: ProcoreSandbox;
let client: ProcoreClient;
let published: Awaited<ReturnType<typeof read>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readings-'));
  const { json } = writeSampleCompany(folder, { today });
  sandbox = await startProcoreSandbox({ dataFolder: join(folder, 'procore'), quota: QUOTAS.wide });
  client = createProcoreClient(
    {
      environment: 'developerSandbox',
      companyId: String((json['procore/company.json'] as { id: bigint }).id),
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      loginBaseUrl: sandbox.url,
      apiBaseUrl: sandbox.url,
    },
    { quota: unlimitedQuota },
  );
  published = await read();
});
afterAll(async () => {
  await client.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function answer(settings: object): Promise<void> {
  const { ok } = await fetch(`${sandbox.controlUrl}/control/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  expect(ok).toBe(true);
}

/** By requisition: what names its items, and the codes and amounts by which each is divided. */
async function read() {
  const procore = procorePort(client);
  const complete = createCompleteRequisition();
  const told: Record<string, unknown> = {};
  const types = new Set<string | null>();
  for (const { id: projectId } of (await procore.activeProjects()).projects) {
    const { items: requisitions, hasNext } = await procore.listRequisitions({ projectId, ...lately });
    expect(hasNext).toBe(false);
    for (const requisition of requisitions) {
      const { commitmentId, commitmentType, id } = requisition;
      const commitment = await procore.showCommitment({ projectId, commitmentId, commitmentType });
      const done = await complete(procore, { requisition, changeOrderLines: null }, commitment);
      const facts = { commitment, changeOrderLines: done.changeOrderLines ?? {} };
      told[id] = done.requisition.items.map((item) => [itemKey(item), itemParts(item, facts)]);
      done.requisition.items.forEach((item) => types.add(item.itemType));
    }
  }
  return { told, types };
}

test('what is read has items of every kind, and all are coded', () => {
  expect([...published.types].sort()).toEqual([
    'change_order_item',
    'contract_detail_item',
    'contract_item',
    'whole_change_order_item',
  ]);
  expect(JSON.stringify(published.told)).not.toContain('"problem"');
});

// Where Procore's pages publish two forms or settle none (reference 10.5, 13.5, 13.6, 21).
test.each([
  [{ pathCodes: 'cumulative' }, { pathCodes: 'asLoaded' }],
  [{ pathCodes: 'byLevel' }, { pathCodes: 'asLoaded' }],
  [{ segmentItems: 'wbsCodes' }, { segmentItems: 'embedded' }],
  [{ segmentTypes: 'camelCase' }, { segmentTypes: 'asListed' }],
  [{ segmentTypes: 'named' }, { segmentTypes: 'asListed' }],
  [{ detailLineItemId: 'detail' }, { detailLineItemId: 'contractLine' }],
  [{ detailLineItemId: 'null' }, { detailLineItemId: 'contractLine' }],
  [{ wholeItemsListed: true }, { wholeItemsListed: false }],
  [{ wholeItemsCoded: true }, { wholeItemsCoded: false }],
  [{ lineCostCodes: 'full' }, { lineCostCodes: 'mixed' }],
  [{ lineCostCodes: 'short' }, { lineCostCodes: 'mixed' }],
  [{ v2Lines: 'observed' }, { v2Lines: 'published' }],
  [{ itemPackageNames: 'commitmentChangeOrder' }, { itemPackageNames: 'package' }],
  [{ extraMembers: true }, { extraMembers: false }],
])('items and their codes are the same where Procore answers with %p', async (settings, asPublished) => {
  await answer(settings);
  try {
    expect(await read()).toEqual(published);
  } finally {
    await answer(asPublished);
  }
});
