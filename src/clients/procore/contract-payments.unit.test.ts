import { join } from 'node:path';
import { contractPayment, type ContractPayment, type PaymentRecord } from '../../domain/procore/contract-payment';
import { startProcoreSandbox, type ProcoreSandbox } from '../../sandbox/procore/server';
import type { Posted } from '../erp-adapter';
import { createProcoreClient, type ProcoreClient } from './calls/client';
import { unlimitedQuota } from './calls/quota';
import { contractPaymentKind } from './contract-payment-port';
import type { EchoNotes } from './echo-notes';
import { procorePort, type ProcorePort } from './procore-port';

// Payments of a commitment as they are written and found: client and sandbox are written apart from each other.

const dataFolder = join(__dirname, '../../sandbox/procore/fixtures/tiny');
const projectId = '562949953443325';
const at = { contractType: 'WorkOrderContract', projectId };

let sandbox: ProcoreSandbox;
/** Records that were said to be ours, with the time of the answer. */
let noted: string[];
const echoes: EchoNotes = {
  begun: ({ kind, sourceId }) => Promise.resolve(void noted.push(`${kind}/${sourceId} begun`)),
  answered: ({ kind, sourceId }, at) => Promise.resolve(void noted.push(`${kind}/${sourceId} ${at}`)),
};
let client: ProcoreClient;
let procore: ProcorePort;
let contractId: string;
let requisitionId: string;

beforeEach(async () => {
  noted = [];
  sandbox = await startProcoreSandbox({ dataFolder });
  client = createProcoreClient(
    {
      ...{ environment: 'developerSandbox', companyId: '562949953421312', clientId: 'sandbox-client' },
      ...{ clientSecret: 'sandbox-secret', loginBaseUrl: sandbox.url, apiBaseUrl: sandbox.url },
    },
    { quota: unlimitedQuota },
  );
  procore = procorePort(client);
  const page = await procore.listRequisitions({
    ...{ projectId, updatedFrom: new Date('2020-01-01T00:00:00Z'), updatedTo: new Date('2030-01-01T00:00:00Z') },
  });
  const first = page.items.find(({ commitmentType }) => commitmentType === 'WorkOrderContract');
  if (first?.commitmentId == null) throw new Error('no requisition of a subcontract');
  [contractId, requisitionId] = [first.commitmentId, first.id];
});
afterEach(async () => {
  await client.close();
  await sandbox.close();
});

const record = (change: Partial<PaymentRecord> = {}): PaymentRecord => ({
  ...{ requisitionId, amount: '900.10', date: '2026-08-14', checkNumber: '1004', invoiceNumber: 'PC-7' },
  ...{ method: 'check', notes: 'Paid in the ERP.' },
  ...change,
});
const draft = (change: Partial<ContractPayment> = {}): ContractPayment => ({
  ...{
    ...at,
    contractId,
    originId: '501',
    record: record(),
    replaces: null,
    adopts: null,
    others: [],
    currency: 'USD',
  },
  ...change,
});

function posted(change: Partial<ContractPayment> = {}): Posted {
  const body = { ...draft(change), kind: 'contractPayment' as const };
  return { key: 'PC1', kind: 'contractPayment', body, reference: null, facts: {}, firstSentAt: null };
}
const look = async (one: Posted) => (await contractPaymentKind(procore, echoes).port.look([one]))[0];
const send = (one: Posted) => contractPaymentKind(procore, echoes).port.send?.(one);
const all = () => procore.contractPayments({ projectId, contractId });
/** As the ledger compares it. */
const differs = async (one: Posted) => {
  const found = (await look(one))?.found ?? [];
  return found.map((each) => contractPayment.compare(contractPayment.parse(one.body), each));
};
const typedId = '7700123';
async function typed(row: object): Promise<void> {
  const answer = await fetch(`${sandbox.controlUrl}/control/projects/${projectId}/contract_payments`, {
    ...{ method: 'POST', headers: { 'Content-Type': 'application/json' } },
    body: JSON.stringify({ id: Number(typedId), contract_id: Number(contractId), ...row }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

test('nothing is found, it is made, and read back as it was meant', async () => {
  expect((await look(posted()))?.found).toEqual([]);
  await send(posted());
  expect(await differs(posted())).toEqual([[]]);
  expect(await all()).toMatchObject([{ amount: '900.10', originId: '501', requisitionId, checkNumber: '1004' }]);
});

test('what is written is noted under the id of its record, so that its event is known as an echo', async () => {
  await send(posted());
  const [made] = await all();
  expect(noted).toEqual([`payment/${made?.id} begun`, expect.stringMatching(new RegExp(`^payment/${made?.id} 2`))]);
  await typed({ amount: '900.10', date: '2026-08-20' });
  await send(posted({ originId: '502', adopts: typedId }));
  expect(noted.slice(2)).toEqual([`payment/${typedId} begun`, expect.stringMatching(/^payment\/7700123 2/)]);
});

test('what stands otherwise under its id is told; another payment is none of it', async () => {
  await send(posted());
  expect((await look(posted({ originId: '502' })))?.found).toEqual([]);
  const other = posted({ record: record({ amount: '1', date: '2026-08-15' }) });
  expect(await differs(other)).toEqual([[expect.stringContaining('amount'), expect.stringContaining('date')]]);
});

test('what it replaces is taken out when it is written, and is not taken for it before', async () => {
  await send(posted());
  const [before] = await all();
  const changed = posted({ record: record({ amount: '800' }), replaces: before ?? null });
  expect((await look(changed))?.found).toEqual([]);
  await send(changed);
  expect(await differs(changed)).toEqual([[]]);
  expect(await all()).toMatchObject([{ amount: expect.stringMatching(/^800/) }]);
});

test('taken out with a void: found as that once it does not stand any more', async () => {
  const voided = posted({ record: null });
  await send(posted());
  expect((await look(voided))?.found).toEqual([]);
  await send(voided);
  expect((await look(voided))?.found).toMatchObject([{ stageWord: 'deleted' }]);
  expect(await all()).toEqual([]);
});

test('that it does not stand is believed only where its commitment is shown', async () => {
  const hidden = posted({ record: null, contractType: 'PurchaseOrderContract' });
  expect(await look(hidden)).toMatchObject({ found: [], waits: { reason: 'needsPerson' } });
});

test('what people recorded gets the id alone, and counts by its amount', async () => {
  await typed({ amount: '900.10', date: '2026-08-20', requisition_id: Number(requisitionId) });
  const adopted = posted({ adopts: typedId });
  expect((await look(adopted))?.found).toEqual([]);
  await send(adopted);
  expect(await differs(adopted)).toEqual([[]]);
  expect(await all()).toMatchObject([{ id: typedId, originId: '501', date: '2026-08-20', checkNumber: null }]);
});

test('what people recorded since it was planned is asked about right before it is written', async () => {
  const ready = async (change: Partial<ContractPayment> = {}) =>
    (await contractPaymentKind(procore, echoes).port.ready?.(posted(change)))?.map(({ reason, facts }) => [
      reason,
      facts?.['record'],
    ]);
  expect(await ready()).toEqual([]);
  await typed({ amount: '900.10', date: '2026-08-20', requisition_id: Number(requisitionId) });
  expect(await ready()).toEqual([['possibleDuplicate', typedId]]);
  expect(await ready({ others: [typedId] })).toEqual([]);
  expect(await ready({ adopts: typedId })).toEqual([]);
  expect(await ready({ record: null })).toEqual([]);
});
