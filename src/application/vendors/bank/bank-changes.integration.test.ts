import { sql } from 'kysely';
import { createTestStore, type TestStore } from '../../../../test/stack/test-store';
import { createBeginBankChange } from '../../../activities/bank/begin-bank-change';
import type { ActivityPorts } from '../../../activities/ports';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import type { StandingAccounts } from '../../../clients/erp-sources';
import type { KnownPhone } from '../../../domain/vendor/bank/call-back';
import type { ConnectionContext } from '../../context';
import { issueKey, revokeKey } from '../../keys/issue-key';
import { listKeys } from '../../keys/list-keys';
import { approveBankChange, cancelBankChange, denyBankChange } from './decide-bank-change';
import { enterCallBack } from './enter-call-back';
import { requestBankChange } from './request-bank-change';
import { listBankRequests, showBankChange } from './show-bank-changes';

// Bank details change only when one person asks, another calls the supplier on an old number, and another approves it in time.

const details = { country: 'US', routing: '021000021', account: '9876543210' };
const oldPhone = '303 555-0101';
const newPhone = '720 555-0177';

let acme: TestStore;
let context: ConnectionContext;
let standing: StandingAccounts;
let phones: readonly KnownPhone[];
/** By person. */
const keys = new Map<string, string>();
let vendors = 0;
let vendorId: string;

beforeAll(async () => {
  acme = await createTestStore();
  const connection = await acme.store.inTenant(acme.tenantId, (tx) => tx.connections.load(acme.connectionId));
  const erp = {
    ...{ system: 'jde', words: { name: 'JD Edwards' }, planners: { bankChange: () => ({}) } },
    bankDetails: {
      rules: { callBackDays: 90, decisionDays: 14, coolingHours: 72 },
      recordTypeFault: (type: string) => (type === 'V' ? null : 'one letter'),
      read: () => Promise.resolve(standing),
      isAsBefore: () => true,
      stands: () => false,
      phones: () => Promise.resolve(phones),
      phoneWritten: (body: unknown) => (body as { readonly phone: string }).phone,
    },
  } as unknown as ErpAdapter;
  context = {
    ...{ actor: { identity: 'root@host', role: 'admin' }, tenantId: acme.tenantId },
    ...{ store: acme.store.as('root@host'), connection, ports: { erp: () => Promise.resolve(erp) } },
  } as unknown as ConnectionContext;
  const issued = {
    'A. Payable': 'operator',
    'B. Controller': 'approver',
    'C. Owner': 'approver',
    'V. Viewer': 'viewer',
  };
  for (const [person, role] of Object.entries(issued)) {
    keys.set(person, (await issueKey(context, { person, role }, undefined)).key);
  }
});
afterAll(() => acme.close());
beforeEach(async () => {
  vendors += 1;
  vendorId = String(9000 + vendors);
  standing = { shown: [], count: 1, masked: '****2233' };
  phones = [
    { phone: oldPhone, unchangedSince: '2020-01-01' },
    { phone: newPhone, unchangedSince: new Date().toISOString().slice(0, 10) },
  ];
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const party = await tx.parties.ofVendor(acme, vendorId);
    await tx.parties.link(acme, party.id, { number: `5${vendorId}`, taxId: '' });
  });
});

const by = (person: string) => ({ context, key: keys.get(person) });
const ask = async (more: object = {}): Promise<number> => {
  const request = { vendorId, recordType: 'V', details, reason: 'a letter', ...more };
  return (await requestBankChange(by('A. Payable'), request)).number;
};
const call = (number: number, more: { person?: string; phone?: string; at?: string } = {}) =>
  enterCallBack(by(more.person ?? 'B. Controller'), {
    ...{ number, phone: more.phone ?? oldPhone, at: more.at ?? new Date().toISOString(), spokeWith: 'J. Doe' },
  });
const note = 'confirmed';
const state = async (number: number): Promise<string> => (await showBankChange(context, number)).state;
const set = (number: number, change: string): Promise<unknown> =>
  acme.store.database.inTenant(acme.tenantId, (trx) =>
    sql`update bank_change set ${sql.raw(change)} where number = ${number}`.execute(trx),
  );
const pass = async (number: number) => {
  const change = await acme.store.inTenant(acme.tenantId, (tx) => tx.bankChanges.numbered(acme, number));
  const { tenantId, connectionId } = acme;
  const ref = { tenantId, connectionId, kind: 'bankChange', sourceId: change?.id ?? '', projectId: '' };
  return createBeginBankChange({ store: acme.store } as unknown as ActivityPorts)(ref);
};
const audited = async (): Promise<string> => {
  const entries: string[] = [];
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    for await (const entry of tx.auditTrail.entries('100000')) entries.push(JSON.stringify(entry));
  });
  return entries.join('\n');
};

test('one asks, another calls, another approves; each is the person of a key, and it waits three days before it is applied', async () => {
  const number = await ask();
  expect(await pass(number)).toMatchObject({
    next: 'wait',
    why: expect.stringContaining('waits for the call-back') as string,
  });
  expect(await call(number)).toEqual({ proof: 'its record in the ERP is unchanged since 2020-01-01' });
  await approveBankChange(by('C. Owner'), { number, note });
  const waits = await pass(number);
  expect(waits).toMatchObject({ next: 'wait', why: expect.stringContaining('cools off') as string });
  const hours = 'afterMs' in waits ? waits.afterMs / 3_600_000 : 0;
  expect([hours > 71.9, hours < 72.1]).toEqual([true, true]);
  expect(await showBankChange(context, number)).toMatchObject({
    ...{ state: 'approved', requestedBy: 'A. Payable', reason: 'a letter', account: '****3210', stage: 'waiting' },
    ...{ call: { by: 'B. Controller', phone: oldPhone, spokeWith: 'J. Doe' }, decision: { by: 'C. Owner', note } },
  });
  await set(number, `apply_at = now() - interval '1 second'`);
  expect(await pass(number)).toMatchObject({ next: 'go', erp: 'jde' });
});

test('whoever called may approve, as both are another person than whoever asked', async () => {
  const number = await ask();
  await call(number);
  await approveBankChange(by('B. Controller'), { number, note });
  expect(await state(number)).toBe('approved');
});

test('whoever asked neither calls nor approves, with whatever key', async () => {
  keys.set('again', (await issueKey(context, { person: ' a. payable ', role: 'approver' }, undefined)).key);
  const number = await ask();
  await expect(call(number, { person: 'A. Payable' })).rejects.toThrow('another person calls the supplier');
  await expect(call(number, { person: 'again' })).rejects.toThrow('another person calls the supplier');
  await call(number);
  await expect(approveBankChange(by('again'), { number, note })).rejects.toThrow('another person approves it');
  expect(await state(number)).toBe('requested');
});

test('a key that whoever asked has issued approves nothing', async () => {
  const mine = { ...context, store: acme.store.as('A. Payable') };
  keys.set('straw man', (await issueKey(mine, { person: 'straw man', role: 'approver' }, undefined)).key);
  const number = await ask();
  await call(number);
  await expect(approveBankChange(by('straw man'), { number, note })).rejects.toThrow('was issued by A. Payable');
});

test('without a key, with one that is revoked or of too little a role nobody acts', async () => {
  const number = await ask();
  const { number: revoked, key } = await issueKey(context, { person: 'gone', role: 'admin' }, undefined);
  await revokeKey(context, revoked, key);
  await expect(approveBankChange({ context, key: undefined }, { number, note })).rejects.toThrow(
    'ML_CONNECTOR_API_KEY',
  );
  await expect(approveBankChange({ context, key }, { number, note })).rejects.toThrow('was revoked');
  await expect(approveBankChange(by('A. Payable'), { number, note })).rejects.toThrow('this needs approver or more');
  await expect(requestBankChange(by('V. Viewer'), { vendorId, recordType: 'V', details, reason: 'x' })).rejects.toThrow(
    'has the role viewer; this needs operator',
  );
});

test('a key of one tenant is none of another', async () => {
  const other = await acme.addConnection({ tenantId: 'other' });
  const connection = await acme.store.inTenant(other.tenantId, (tx) => tx.connections.load(other.connectionId));
  const acting = { context: { ...context, connection }, key: keys.get('A. Payable') };
  await expect(requestBankChange(acting, { vendorId, recordType: 'V', details, reason: 'x' })).rejects.toThrow(
    'is none of this tenant',
  );
  expect(await listKeys({ ...context, connection })).toEqual([]);
});

test('it is not approved before the supplier was called, nor on a number that is new or not known, nor before it was asked for', async () => {
  const number = await ask();
  await expect(approveBankChange(by('C. Owner'), { number, note })).rejects.toThrow('nobody has called the supplier');
  await expect(call(number, { phone: newPhone })).rejects.toThrow('was last touched on');
  await expect(call(number, { phone: '208 555 0000' })).rejects.toThrow('shows no such number');
  await expect(call(number, { at: '2026-01-01T10:00:00Z' })).rejects.toThrow('was before the request');
  await expect(call(number, { at: '2026-01-01' })).rejects.toThrow('at: when it was called');
  expect(await state(number)).toBe('requested');
});

test('a number that was carried over from Procore within 90 days proves nothing', async () => {
  const number = await ask();
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const party = await tx.parties.find(acme, vendorId);
    const document = await tx.documents.see(acme, { kind: 'vendor', sourceId: party?.id ?? '' });
    const body = await tx.sealed.seal('posting', { phone: oldPhone });
    await tx.postings.reserve(document, {
      ...{
        documentId: document.id,
        step: 'vendorChange',
        ordinal: 1,
        key: `PC${vendorId}`,
        origin: 'sent',
        leaseMs: null,
      },
      ...{ system: 'jde', kind: 'supplierChange', subject: 'x', occupies: false, supplier: '', number: '' },
      ...{ because: null, planStep: 'vendorChange', planId: null, body },
    });
  });
  await acme.store.database.inTenant(acme.tenantId, (trx) =>
    sql`update posting set first_sent_at = now() where key = ${`PC${vendorId}`}`.execute(trx),
  );
  await expect(call(number)).rejects.toThrow('carried over from Procore');
});

test('what nobody approved by the deadline is denied, whether somebody noticed it or not', async () => {
  const number = await ask();
  await call(number);
  await set(number, `decide_by = now() - interval '1 second'`);
  await expect(approveBankChange(by('C. Owner'), { number, note })).rejects.toThrow('its deadline was');
  await expect(call(number)).rejects.toThrow('its deadline was');
  expect(await pass(number)).toEqual({ next: 'close', stage: 'withdrawn' });
  expect(await state(number)).toBe('expired');
  await expect(approveBankChange(by('C. Owner'), { number, note })).rejects.toThrow('is expired');
});

test('what is denied or canceled is over, also while it cools off, and another may be asked for', async () => {
  const denied = await ask();
  await denyBankChange(by('C. Owner'), { number: denied, note: 'the supplier knows nothing of it' });
  const canceled = await ask();
  await call(canceled);
  await approveBankChange(by('C. Owner'), { number: canceled, note });
  await cancelBankChange(by('A. Payable'), { number: canceled, note: 'typed wrong' });
  await set(canceled, `apply_at = now() - interval '1 second'`);
  for (const number of [denied, canceled]) {
    expect(await pass(number)).toEqual({ next: 'close', stage: 'withdrawn' });
    await expect(approveBankChange(by('C. Owner'), { number, note })).rejects.toThrow('nothing was changed');
    await expect(cancelBankChange(by('A. Payable'), { number, note })).rejects.toThrow('nothing was changed');
  }
  expect([await state(denied), await state(canceled)]).toEqual(['denied', 'canceled']);
  expect(await listBankRequests(context)).toContainEqual(
    expect.objectContaining({ number: denied, state: 'denied', says: 'the supplier knows nothing of it' }),
  );
});

test('one request at a time for an account; of two approvals at once one counts', async () => {
  const number = await ask();
  await expect(ask()).rejects.toThrow('is open already');
  await call(number);
  const both = await Promise.allSettled(
    ['B. Controller', 'C. Owner'].map((person) => approveBankChange(by(person), { number, note })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('what cannot be applied is not asked for', async () => {
  await expect(ask({ details: { ...details, account: '****3210' } })).rejects.toThrow('account: is masked');
  await expect(ask({ recordType: 'G' })).rejects.toThrow('record type: one letter');
  await expect(ask({ reason: ' ' })).rejects.toThrow('reason: who asked for it');
  await expect(ask({ vendorId: '1' })).rejects.toThrow('is linked with no supplier');
  standing = { shown: [], count: 2, masked: '****2233, ****4455' };
  await expect(ask()).rejects.toThrow('has 2 accounts of type V');
});

test('no account stands in plain in any row, nor in the audit trail, where each step is', async () => {
  const number = await ask();
  await call(number);
  await approveBankChange(by('C. Owner'), { number, note });
  await cancelBankChange(by('A. Payable'), { number, note });
  const { rows } = await acme.store.database.inTenant(acme.tenantId, (trx) =>
    sql<{
      row: string;
    }>`select bank_change::text as row from bank_change union all select outbox::text from outbox`.execute(trx),
  );
  const all = [await audited(), ...rows.map(({ row }) => row)].join('\n');
  for (const act of ['requested', 'calledBack', 'approved', 'canceled']) {
    expect(all).toContain(`bankChange.${act}`);
  }
  for (const text of [details.account, Buffer.from(details.account).toString('hex')]) expect(all).not.toContain(text);
  for (const key of keys.values()) expect(all).not.toContain(key);
});

test('once an administrator has a key, only that one issues and revokes', async () => {
  const admin = await issueKey(context, { person: 'D. Admin', role: 'admin' }, undefined);
  await expect(issueKey(context, { person: 'x', role: 'approver' }, undefined)).rejects.toThrow('only that one issues');
  await expect(revokeKey(context, admin.number, keys.get('C. Owner'))).rejects.toThrow('this needs admin');
  await expect(issueKey(context, { person: 'x', role: 'boss' }, admin.key)).rejects.toThrow('role "boss"');
  const issued = await issueKey(context, { person: 'E. Clerk', role: 'operator' }, admin.key);
  expect((await listKeys(context)).find((one) => one.number === issued.number)).toMatchObject({
    ...{ person: 'E. Clerk', role: 'operator', issuedBy: 'D. Admin', revokedAt: null },
  });
});
