import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { SealError } from '../../crypto/seal-error';
import { createLogger } from '../../telemetry/log';
import type { LedgerCopy } from '../../activities/connection/ledger-copy';
import { presentLedger } from '../../activities/connection/kept-ledger-copy';
import { watchRestores } from './watch-restores';

let acme: TestStore;
/** What Temporal keeps of the connection's ledger. */
let kept: LedgerCopy | null;
let beforeRead: () => Promise<void>;
beforeEach(async () => {
  acme = await createTestStore();
  kept = null;
  beforeRead = () => Promise.resolve();
});
afterEach(() => acme.close());

const memo = () => (kept === null ? {} : { ledger: kept });
const schedule = {
  describe: async () => {
    await beforeRead();
    return { action: { memo: memo() } };
  },
  update: (change: (now: object) => { action: { memo: { ledger: LedgerCopy } } }) => {
    kept = change({ action: { memo: memo() } }).action.memo.ledger;
    return Promise.resolve();
  },
};
const client = {
  workflowService: { getClusterInfo: () => Promise.resolve({ clusterId: 'one' }) },
  schedule: { getHandle: () => schedule },
} as unknown as Client;

async function startOfAWorker(): Promise<void> {
  const logger = createLogger({ name: 'watch', level: 'silent' });
  await (await watchRestores({ store: acme.store, client, logger })).stop();
}

let posted = 0;
async function post(): Promise<void> {
  posted += 1;
  const source = { kind: 'requisition', sourceId: String(posted) };
  const document = await acme.store.inTenant(acme.tenantId, (tx) => tx.documents.see(acme, source));
  await acme.database.inTenant(acme.tenantId, (trx) =>
    trx
      .insertInto('posting')
      .values({
        tenantId: acme.tenantId,
        connectionId: acme.connectionId,
        documentId: document.id,
        system: 'jde',
        kind: 'purchaseOrder',
        step: 'order',
        ordinal: 1,
        key: `PC${posted}`,
      })
      .execute(),
  );
}

const present = async (): Promise<LedgerCopy> =>
  presentLedger(acme.store, acme, await acme.store.installation.databaseIdentity());
const reason = () =>
  acme.store.inTenant(acme.tenantId, async (tx) => (await tx.connections.load(acme.connectionId)).rebuildReason);

test('the copy is brought up to what was posted since, and nothing pauses', async () => {
  await startOfAWorker();
  expect(kept).toEqual(await present());
  await post();
  await startOfAWorker();
  expect(kept).toEqual(await present());
  expect(await reason()).toBeNull();
});

test('what another worker posts and copies while this one looks is no restored database', async () => {
  await post();
  beforeRead = async () => {
    beforeRead = () => Promise.resolve();
    await post();
    kept = await present();
  };
  await startOfAWorker();
  expect(await reason()).toBeNull();
});

test.each<[string, (now: LedgerCopy) => LedgerCopy]>([
  ['had posted more', (now) => ({ ...now, highestPosting: String(Number(now.highestPosting) + 1) })],
  ['was another one', (now) => ({ ...now, systemIdentifier: '1' })],
  ['was on another timeline', (now) => ({ ...now, timeline: 99 })],
])('when the database that wrote the copy %s, nothing is posted, and the copy stays what it was', async (_how, was) => {
  await post();
  const copy = was(await present());
  kept = copy;
  await startOfAWorker();
  expect(await reason()).not.toBeNull();
  // It may catch up by posting numbers anew: a rebuild alone ends the pause.
  await post();
  await post();
  await startOfAWorker();
  expect(await reason()).not.toBeNull();
  expect(kept).toEqual(copy);
});

test('a copy that this database has no key for was written by another one', async () => {
  beforeRead = () => Promise.reject(new Error('payload', { cause: new SealError('unknownKey', 'no such key') }));
  await startOfAWorker();
  expect(await reason()).toMatch(/no key for/);
});

test('a Temporal without a schedule pauses nothing', async () => {
  await post();
  beforeRead = () => Promise.reject(new ScheduleNotFoundError('none', 'reconcile'));
  await startOfAWorker();
  expect(await reason()).toBeNull();
});
