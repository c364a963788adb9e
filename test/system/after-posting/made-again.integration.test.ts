import { decideHeld } from '../../../src/application/holds/decide-held';
import type { DecisionKind } from '../../../src/domain/holds/decision';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts } from '../support/added-contracts';
import { jdeRowsOf } from '../support/jde-rows';
import { startRig, type Rig } from '../support/rig';

const item = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const fields = { number: 1, previous_requisition_id: null };
const twice = (invoiceNumber: string) => [{ items: [item] }, { items: [item], status: 'draft', fields, invoiceNumber }];
const nothing = { F4301: [], F4311: [], F0411Z1: [], F0911Z1: [] };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    // Rows that are deleted from the batch tables are gone only where it is known that our key reaches F0411.
    jde: { ledgerKeys: 'both' },
    shape: (folder) =>
      addContracts(folder, [
        { number: 'VOIDED', requisitions: twice('AGAIN-1') },
        { number: 'BOTH', requisitions: twice('AGAIN-2') },
        { number: 'UNSENT', requisitions: twice('AGAIN-3') },
      ]),
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

/** The posted requisition of the contract, and the one that will be made in its place. */
async function pair(contract: string): Promise<[DocumentRow, DocumentRow]> {
  const known = await rig.requisition(contract, 1);
  const both = (await rig.documents('requisition')).filter((one) => one.commitmentId === known.commitmentId);
  const newest = both.find((one) => one.sourceStatus === 'draft');
  const first = both.find((one) => one.sourceStatus !== 'draft');
  if (first === undefined || newest === undefined) throw new Error(`${contract} has no two requisitions`);
  return [first, newest];
}

/** As Procore's pages do it: the newest is deleted, the next gets its number. No event tells of either. */
async function makeAgain([first, newest]: readonly [DocumentRow, DocumentRow]): Promise<void> {
  const requisitions = `projects/${first.projectId}/requisitions`;
  await rig.control('procore', 'DELETE', `${requisitions}/${first.sourceId}`);
  await rig.control('procore', 'PATCH', `${requisitions}/${newest.sourceId}`, { status: 'approved' });
  // The sample has both from the beginning; in truth the second is met only now.
  await rig.test.store.database.inTenant(rig.scope.tenantId, (trx) =>
    trx.updateTable('document').set({ createdAt: new Date() }).where('id', '=', newest.id).execute(),
  );
  await rig.poll('4411');
}

const holdOf = async ({ id }: DocumentRow) => (await rig.holds()).find((one) => one.document.id === id);
const untilHeldFor = (document: DocumentRow, reason: string): Promise<void> =>
  rig.until(`${document.sourceId} held for ${reason}`, async () =>
    ((await holdOf(document))?.hold.reasons ?? []).some((one) => one === reason),
  );

async function decide(document: DocumentRow, kind: DecisionKind): Promise<void> {
  const { store } = rig.test;
  const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
  await decideHeld({ store: store.as('AP'), erp: rig.erp }, connection, document, { kind, note: 'looked at both' });
}

async function postedThenMadeAgain(contract: string): Promise<[DocumentRow, DocumentRow]> {
  const both = await pair(contract);
  await rig.hintOne(both[0].sourceId);
  await rig.untilStage(both[0].sourceId, ['delivered']);
  await makeAgain(both);
  await untilHeldFor(both[1], 'possibleDuplicate');
  return both;
}

test('made again under the number of one that stands, it is held for that one, which is found deleted at once', async () => {
  const [first, newest] = await postedThenMadeAgain('VOIDED');
  expect((await holdOf(newest))?.causeKeys).toContain(`requisition:${first.sourceId}`);
  expect(await jdeRowsOf(rig, newest)).toEqual(nothing);
  await untilHeldFor(first, 'withdrawnAfterPosting');
  expect((await holdOf(newest))?.hold.reasons).toEqual(['possibleDuplicate']);

  // Purchasing and AP remove in JDE what stands there, and the newcomer goes on by itself.
  const { F4301, F0411Z1 } = await jdeRowsOf(rig, first);
  await rig.control('jde', 'PATCH', 'tables/F4311', {
    where: { DOCO: F4301[0]?.['DOCO'] },
    set: { AOPN: '0', UOPN: '0', LTTR: '980', NXTR: '999' },
  });
  const batch = { EDUS: F0411Z1[0]?.['EDUS'], EDTN: F0411Z1[0]?.['EDTN'] };
  for (const table of ['F0411Z1', 'F0911Z1']) await rig.control('jde', 'DELETE', `tables/${table}`, { where: batch });
  await decide(first, 'confirmVoided');
  await rig.untilStage(first.sourceId, ['withdrawn']);
  await rig.untilStage(newest.sourceId, ['delivered']);
});

test('a person may decide that both are to be paid', async () => {
  const [first, newest] = await postedThenMadeAgain('BOTH');
  await untilHeldFor(first, 'withdrawnAfterPosting');
  await decide(newest, 'notDuplicate');
  await rig.untilStage(newest.sourceId, ['delivered']);
  expect((await jdeRowsOf(rig, newest)).F4301).toHaveLength(1);
});

test('where nothing of the other stands, the newcomer is posted', async () => {
  const both = await pair('UNSENT');
  await makeAgain(both);
  await rig.untilStage(both[1].sourceId, ['delivered']);
  await rig.activities.sweepRequisitions({ ...rig.scope, projectId: both[0].projectId });
  await rig.untilStage(both[0].sourceId, ['withdrawn']);
  expect(await jdeRowsOf(rig, both[0])).toEqual(nothing);
});
