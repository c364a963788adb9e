import { join } from 'node:path';
import { fusionWords } from '../../domain/fusion/words';
import type { OrderContractBody } from '../../domain/procore/order-contract';
import type { OrderContractLinesBody } from '../../domain/procore/order-contract-lines';
import type { OrderContractStatusBody } from '../../domain/procore/order-contract-status';
import { QUOTAS } from '../../sandbox/procore/quota';
import { startProcoreSandbox, type ProcoreSandbox } from '../../sandbox/procore/server';
import type { KindAtTarget, Posted, Target } from '../erp-adapter';
import { createProcoreClient, type ProcoreClient } from './calls/client';
import { unlimitedQuota } from './calls/quota';
import { procorePort, type ProcorePort } from './procore-port';
import { procoreTarget } from './target';

// Commitments of orders of an ERP, by the client and the sandbox that were written apart from each other.

const projectId = '562949953443325';
const originId = '300100574829561';
let sandbox: ProcoreSandbox;
let client: ProcoreClient;
let port: ProcorePort;
let target: Target;
let vendorId: string;

beforeEach(async () => {
  const dataFolder = join(__dirname, '../../sandbox/procore/fixtures/tiny');
  sandbox = await startProcoreSandbox({ dataFolder, quota: QUOTAS.wide });
  client = createProcoreClient(
    {
      ...{ environment: 'developerSandbox', companyId: '562949953421312' },
      ...{ clientId: 'sandbox-client', clientSecret: 'sandbox-secret' },
      ...{ loginBaseUrl: sandbox.url, apiBaseUrl: sandbox.url },
    },
    { quota: unlimitedQuota },
  );
  port = procorePort(client);
  const timing = { sendWindowMs: 1, settleMs: 1, planMaxAgeMs: 1, leaseMs: 1, visibilityLagMs: 1 };
  const silent = { begun: () => Promise.resolve(), answered: () => Promise.resolve() };
  target = procoreTarget(port, silent, timing, fusionWords);
  vendorId = (await port.listVendors({ page: 1 })).items[0]?.id ?? '';
});
afterEach(async () => {
  await client.close();
  await sandbox.close();
});

const at = (kind: string): KindAtTarget => {
  const found = target.kinds.get(kind);
  if (found === undefined) throw new RangeError(`no kind ${kind}`);
  return found;
};
const posted = (kind: string, body: unknown): Posted => ({
  ...{ key: 'PC1', kind, body, reference: null, facts: {}, firstSentAt: null },
});
async function look(kind: string, body: unknown) {
  const [one] = await at(kind).port.look([posted(kind, body)]);
  return (one?.found ?? []).map((found) => ({ ...found, differences: at(kind).kind.compare(body, found) }));
}
const send = (kind: string, body: unknown) => at(kind).port.send?.(posted(kind, body));
const ready = (kind: string, body: unknown) => at(kind).port.ready?.(posted(kind, body));

const contract = (): OrderContractBody => ({
  ...{ kind: 'orderContract', projectId, originId, originCode: '162873', title: 'Steel' },
  ...{ vendorId, currency: 'USD', date: '2026-11-02' },
});
const lines = (contractId: string, amount: string, base?: string): OrderContractLinesBody => {
  const line = { originId: '1', description: 'Beams', wbsCodeId: '44' };
  return {
    ...{ kind: 'orderContractLines', projectId, originId, contractId, lines: [{ ...line, amount }] },
    base: base === undefined ? [] : [{ ...line, amount: base }],
  };
};
const status = (contractId: string, to: OrderContractStatusBody['status']): OrderContractStatusBody => ({
  ...{ kind: 'orderContractStatus', projectId, originId, contractId, status: to, lines: [] },
});

async function made(): Promise<string> {
  await send('orderContract', contract());
  const [found] = await look('orderContract', contract());
  return found?.reference['contractId'] ?? '';
}

test('a contract is found by its origin id alone, once it is made, and also once it is deleted', async () => {
  expect(await look('orderContract', contract())).toEqual([]);
  const id = await made();
  expect(await look('orderContract', contract())).toMatchObject([
    { reference: { originId }, stage: 'stands', differences: [] },
  ]);
  expect(await look('orderContract', { ...contract(), vendorId: '1' })).toMatchObject([
    { differences: [expect.stringContaining('its vendor is')] },
  ]);
  await client.write({
    ...{ operation: 'delete', method: 'DELETE', path: `/rest/v1.0/purchase_order_contracts/${id}` },
    ...{ query: { project_id: projectId }, body: { json: {} }, schema: (await import('zod')).z.unknown() },
  } as never);
  expect(await look('orderContract', contract())).toMatchObject([{ stage: 'voided' }]);
});

test('lines are written where they are absent or as they were written, and never over what a person made of them', async () => {
  const id = await made();
  expect(await look('orderContractLines', lines(id, '100.10'))).toEqual([]);
  await send('orderContractLines', lines(id, '100.10'));
  expect(await look('orderContractLines', lines(id, '100.10'))).toMatchObject([{ differences: [] }]);
  expect(await look('orderContractLines', lines(id, '90', '100.10'))).toEqual([]);
  expect(await look('orderContractLines', lines(id, '90', '80'))).toMatchObject([
    { differences: [expect.stringContaining('is 100.10 in Procore and 90 on the order')] },
  ]);
});

test('an approved commitment is locked: what would be written is told before, and a refused row is a refusal with its words', async () => {
  const id = await made();
  expect(await look('orderContractStatus', status(id, 'Approved'))).toEqual([]);
  await send('orderContractStatus', status(id, 'Approved'));
  expect(await look('orderContractStatus', status(id, 'Approved'))).toHaveLength(1);
  expect(await look('orderContractStatus', status(id, 'Closed'))).toEqual([]);
  expect(await ready('orderContractLines', lines(id, '5'))).toMatchObject([{ reason: 'changedAfterPosting' }]);
  const refused = await Promise.resolve(send('orderContractLines', lines(id, '5'))).catch((error: unknown) => error);
  expect(refused).toMatchObject({ kind: 'Rejected' });
});
