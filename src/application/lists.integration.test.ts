import { testContext } from '../../test/stack/test-context';
import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import { causeKey } from '../domain/holds/cause-key';
import type { ProcoreCommitment } from '../domain/procore/procore-commitments';
import type { DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';
import { listEntries } from './audit/list-entries';
import { pauseConnection, unpauseConnection } from './connections/pause-connection';
import type { ConnectionContext } from './context';
import { listDocuments } from './documents/list-documents';
import { showDocument } from './documents/show-document';
import { listHolds } from './holds/list-holds';
import { resumeHolds } from './holds/resume-holds';
import { mostRows, type Page, type PageRequest } from './page';
import { listPostings } from './postings/list-postings';
import { listSignals } from './signals/list-signals';
import { listVendors } from './vendors/list-vendors';

let acme: TestStore;
let context: ConnectionContext;
beforeEach(async () => {
  acme = await createTestStore();
  context = await testContext(acme, { identity: 'A. Clerk', role: 'operator' });
});
afterEach(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => context.store.inTenant(acme.tenantId, work);
const requisition = (sourceId: string, commitmentId?: string, number?: number): Promise<DocumentRow> =>
  inTenant((tx) =>
    tx.documents.see(
      acme,
      { kind: 'requisition', sourceId },
      {
        projectId: testProjectId,
        ...(commitmentId === undefined ? {} : { commitmentId }),
        ...(number === undefined ? {} : { number }),
      },
    ),
  );
const hold = (document: DocumentRow): Promise<unknown> =>
  inTenant(async (tx) => {
    const asOf = await tx.versionRows.clockNow(acme);
    const shown = { field: 'x', value: 'x', message: 'it is shut', remedies: [{ act: 'resume' }] } as const;
    const cause = { causeKey: causeKey.connection(), causeKeys: [causeKey.period('00200')] };
    return tx.holds.open(document, {
      problems: [{ reason: 'periodClosed', kind: 'waiting', ...shown, ...cause }],
      asOf,
    });
  });

/** The whole list, so many rows at a time; the sizes of its pages besides. */
async function paged<Row>(limit: number, read: (page: PageRequest) => Promise<Page<Row>>) {
  const pages: (readonly Row[])[] = [];
  let next: string | null = null;
  do {
    const page: Page<Row> = await read({ limit, ...(next === null ? {} : { after: next }) });
    pages.push(page.rows);
    ({ next } = page);
  } while (next !== null);
  return { rows: pages.flat(), sizes: pages.map((page) => page.length) };
}

/** As if it could not be opened any more: whoever tries fails. */
const spoil = (table: 'hold' | 'commitment', column: 'problems' | 'body'): Promise<unknown> =>
  acme.database.inTenant(acme.tenantId, (trx) =>
    trx
      .updateTable(table)
      .set({ [column]: Buffer.from('spoiled') })
      .execute(),
  );

test('documents come by project, commitment and number, each on one page, also those without a number', async () => {
  await requisition('1', '9002', 2);
  await requisition('2', '9001', 10);
  await requisition('3', '9001', 9);
  await requisition('4', '9001');
  await requisition('5');
  await inTenant((tx) => tx.documents.see(acme, { kind: 'vendor', sourceId: '6' }));
  const { rows, sizes } = await paged(2, (page) => listDocuments(context, {}, page));
  expect(rows.map((one) => one.procoreId)).toEqual(['5', '3', '2', '4', '1', '6']);
  expect(sizes).toEqual([2, 2, 2]);
  const one = await paged(4, (page) => listDocuments(context, { kind: 'requisition' }, page));
  expect(one.sizes).toEqual([4, 1]);
  expect(await listDocuments(context, { stage: 'held' }, {})).toEqual({ rows: [], next: null });
});

test('holds, signals and vendors are paged, and each document of a page carries its hold', async () => {
  for (const id of ['1', '2', '3']) await hold(await requisition(id, '9001', Number(id)));
  const holds = await paged(2, (page) => listHolds(context, {}, page));
  expect(holds.rows.map((one) => one.document)).toEqual(['requisition/1', 'requisition/2', 'requisition/3']);
  expect(holds.sizes).toEqual([2, 1]);
  expect((await listHolds(context, { reason: 'overContract' }, {})).rows).toEqual([]);
  const documents = await paged(1, (page) => listDocuments(context, { stage: 'waiting' }, page));
  expect(documents.rows.map((one) => one.hold?.reasons)).toEqual(Array(3).fill(['periodClosed']));

  await resumeHolds(context, 'all');
  const signals = await paged(2, (page) => listSignals(context, { deadOnly: false }, page));
  expect(signals.rows.map((one) => one.sourceId)).toEqual(['1', '2', '3']);
  expect((await listSignals(context, { deadOnly: true }, {})).rows).toEqual([]);

  await inTenant(async (tx) => {
    for (const vendor of ['30', '10', '20']) await tx.parties.ofVendor(acme, vendor);
  });
  const vendors = await paged(1, (page) => listVendors(context, page));
  expect(vendors.rows.map((one) => one.vendorId)).toEqual(['10', '20', '30']);
});

test('postings are paged and narrowed by state and step', async () => {
  const document = await requisition('1', '9001', 1);
  const { id: planId } = await acme.database.inTenant(acme.tenantId, (trx) =>
    trx
      .insertInto('plan')
      .values({
        ...{ tenantId: acme.tenantId, documentId: document.id, hintNo: '0', asOf: '0', mappingVersion: 1 },
        ...{ contentHash: 'v1:x', body: Buffer.from('x') },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  await acme.database.inTenant(acme.tenantId, (trx) =>
    trx
      .insertInto('posting')
      .values(
        ['order', 'voucher', 'journal'].map((step) => ({
          ...{ tenantId: acme.tenantId, connectionId: acme.connectionId, documentId: document.id, planId },
          ...{ system: 'jde', kind: step, step, ordinal: 1, key: `PC${step}`, leaseNo: 1 },
        })),
      )
      .execute(),
  );
  const { rows, sizes } = await paged(2, (page) => listPostings(context, { state: 'reserved' }, page));
  expect(rows.map(({ posting }) => posting.step)).toEqual(['order', 'voucher', 'journal']);
  expect(sizes).toEqual([2, 1]);
  expect((await listPostings(context, { step: 'voucher' }, {})).rows.map((one) => one.name)).toEqual(['requisition/1']);
  const [summary] = (await listDocuments(context, {}, {})).rows;
  expect(summary?.postings.map((one) => one.step)).toEqual(['order', 'voucher', 'journal']);
});

test('audit entries come newest first, and say in whose name a use case acted', async () => {
  for (const reason of ['year-end', 'stocktaking']) await pauseConnection(context, reason);
  const other = await testContext(acme, { identity: 'C. Controller', role: 'approver' });
  await unpauseConnection(other);
  const { rows } = await paged(2, (page) => listEntries(context, {}, page));
  expect(rows.map(({ act, actor }) => `${act} by ${actor}`)).toEqual([
    'connection.unpaused by C. Controller',
    'connection.paused by A. Clerk',
    'connection.paused by A. Clerk',
  ]);
  const own = await listEntries(context, { act: 'connection.unpaused', actor: 'A. Clerk' }, {});
  expect(own.rows).toEqual([]);
});

test.each([
  [{ limit: 0 }, 'limit', 'limit 0: a whole number from 1 to'],
  [{ limit: mostRows + 1 }, 'limit', 'a whole number from 1 to'],
  [{ limit: 1.5 }, 'limit', 'a whole number from 1 to'],
  [{ after: 'nonsense' }, 'after', 'not where a page of this list ended'],
  [{ after: Buffer.from("documents:' or true").toString('base64url') }, 'after', 'not where a page'],
])('%j is bad input, and its field is named', async (page, field, message) => {
  await expect(listDocuments(context, {}, page)).rejects.toMatchObject({
    kind: 'badInput',
    field,
    message: expect.stringContaining(message) as string,
  });
});

test('where a page of one list ended is no place in another', async () => {
  for (const id of ['1', '2']) await hold(await requisition(id));
  const { next } = await listHolds(context, {}, { limit: 1 });
  await expect(listSignals(context, { deadOnly: false }, { after: next ?? '' })).rejects.toThrow('not where a page');
});

test('a document is named and found by its commitment without opening the commitment', async () => {
  const commitment = { id: '9001', number: 'SC-1', projectId: testProjectId } as ProcoreCommitment;
  await inTenant((tx) => tx.commitments.store(acme, testProjectId, commitment, new Date()));
  await requisition('58820', '9001', 7);
  await spoil('commitment', 'body');
  const name = `P-${testProjectId}/SC-1/7`;
  expect((await showDocument(context, name)).name).toBe(name);
  expect((await listDocuments(context, {}, {})).rows.map((one) => one.name)).toEqual([name]);
});

test('holds are released and resumed without being opened', async () => {
  await pauseConnection(context, 'year-end');
  const paused = await testContext(acme, context.actor);
  for (const id of ['1', '2']) await hold(await requisition(id));
  await spoil('hold', 'problems');
  await expect(listHolds(context, {}, {})).rejects.toThrow();
  expect(await unpauseConnection(paused)).toEqual({ released: 2 });
  expect((await resumeHolds(context, { reason: 'periodClosed' })).map((one) => one.document)).toEqual([
    'requisition/1',
    'requisition/2',
  ]);
});
