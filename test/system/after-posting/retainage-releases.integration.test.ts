import { documentDetails } from '../../../src/application/documents/document-details';
import { documentDetailsText } from '../../../src/cli/text/document-details-text';
import { summariesOf } from '../../../src/application/documents/document-summary';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts } from '../support/added-contracts';
import { differencesOf } from '../support/compared';
import { startRig, type Rig, type Row } from '../support/rig';

const work = { code: '26-010.S' } as const;
const goods = { code: '05-120.M' } as const;

let rig: Rig;
let reads: () => Promise<number>;
beforeAll(async () => {
  rig = await startRig({
    posting: { retainageMethod: 'payItem', retainageGlClass: 'RTNG' },
    shape: (folder) =>
      addContracts(folder, [
        {
          number: 'RELEASED',
          requisitions: [
            {
              items: [
                { ...work, total: '10000.00', withheld: '1000.00' },
                { ...goods, total: '4000.00', withheld: '400.00' },
              ],
            },
            {
              items: [
                { ...work, total: '10000.00', totalBefore: '10000.00', withheld: '400.00', withheldBefore: '1000.00' },
                { ...goods, total: '4000.00', totalBefore: '4000.00', withheld: '400.00', withheldBefore: '400.00' },
              ],
            },
            {
              items: [
                { ...work, total: '15000.00', totalBefore: '10000.00', withheld: '900.00', withheldBefore: '400.00' },
                { ...goods, total: '4000.00', totalBefore: '4000.00', withheld: '200.00', withheldBefore: '400.00' },
              ],
            },
          ],
        },
        {
          number: 'UNDONE',
          requisitions: [
            { items: [{ ...work, total: '1000.00', withheld: '100.00' }] },
            { items: [{ ...work, total: '1000.00', totalBefore: '1000.00', withheldBefore: '100.00' }] },
          ],
        },
      ]),
  });
  await rig.goLive(['4411']);
  reads = async () => {
    const { counts } = (await rig.control('jde', 'GET', 'calls')) as { counts: Record<string, string> };
    return Number(counts['dataservice:F0411'] ?? 0);
  };
});
afterAll(() => rig.close());

const inTenant = <T>(work: Parameters<typeof rig.test.store.inTenant<T>>[1]): Promise<T> =>
  rig.test.store.inTenant(rig.scope.tenantId, work);
const ap = (act: string, order: object): Promise<unknown> => rig.control('jde', 'POST', `ap/${act}`, order);
const poll = (): Promise<unknown> => rig.activities.pollStanding(rig.scope);
const listed = () =>
  inTenant(async (tx) => summariesOf(tx, rig.scope, await tx.documents.list(rig.scope, { kind: 'requisition' })));

async function carried(number: number, stage: string, commitment = 'RELEASED'): Promise<DocumentRow> {
  const { sourceId } = await rig.requisition(commitment, number);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, [stage]);
  await rig.until(`${sourceId} closed`, async () => !(await rig.document(sourceId)).open);
  return rig.document(sourceId);
}

async function releaseOf({ sourceId }: DocumentRow) {
  return (await listed()).find((one) => one.procoreId === sourceId)?.retainageRelease ?? null;
}

async function shownTo({ sourceId }: DocumentRow): Promise<string> {
  return inTenant(async (tx) => {
    const [document] = await tx.documents.list(rig.scope, { sourceId });
    if (document === undefined) throw new Error(`no document ${sourceId}`);
    return documentDetailsText(await documentDetails(tx, rig.scope, document));
  });
}

/** AP's voucher of the document, processed and posted. */
async function postedByAp(): Promise<void> {
  await ap('process', { mode: 'final' });
  await ap('post', { all: true });
  await poll();
}

async function voucherOf({ sourceId }: DocumentRow): Promise<string> {
  const { id } = await rig.document(sourceId);
  const postings = await inTenant((tx) => tx.postings.of(id));
  const [row] = (await rig.table('F0411', { VR01: postings.find((one) => one.step === 'voucher')?.key ?? '' })) as [
    Row,
  ];
  return row['DOC'] ?? '';
}

let first: DocumentRow;
let second: DocumentRow;
let third: DocumentRow;

test('a release that posts nothing is a task of AP’s from the moment it is recorded, and says so to a clerk', async () => {
  first = await carried(1, 'delivered');
  await postedByAp();
  await rig.untilStage(first.sourceId, ['posted']);
  second = await carried(2, 'recorded');
  expect(await releaseOf(second)).toMatchObject({
    amount: '600.00',
    currency: 'USD',
    openBefore: '1400',
    doneAt: null,
  });
  expect(await shownTo(second)).toMatch(
    /AP releases 600.00 USD of retainage of supplier \d+ in JDE, by changing the pay status R .* 1,400.00 USD stood with R/,
  );
  expect(await releaseOf(first)).toBeNull();
  expect(await differencesOf(rig, first, second)).toEqual([]);
});

test('less than the release, by a cent, leaves the task open; the cent ends it with an entry in the trail', async () => {
  const doc = await voucherOf(first);
  await ap('release', { doc, amount: '599.99' });
  await poll();
  expect((await releaseOf(second))?.doneAt).toBeNull();
  expect(await differencesOf(rig, first, second)).toEqual([]);
  await ap('release', { doc, amount: '0.01' });
  await poll();
  expect((await releaseOf(second))?.doneAt).not.toBeNull();
  const trail = await rig.test.database.inTenant(rig.scope.tenantId, (trx) =>
    trx
      .selectFrom('auditEntry')
      .select('facts')
      .where('sourceId', '=', second.sourceId)
      .where('act', '=', 'retainage.released')
      .execute(),
  );
  expect(trail).toEqual([{ facts: expect.objectContaining({ amount: '600.00', openBefore: '1400', openNow: '800' }) }]);
  expect(await shownTo(second)).toContain('AP has released 600.00 USD');
  expect(await differencesOf(rig, first, second)).toEqual([]);
});

test('the retained pay item of a later voucher hides no release, and the next release needs a fall of its own', async () => {
  third = await carried(3, 'delivered');
  expect(await releaseOf(third)).toMatchObject({ amount: '200.00', openBefore: '800', doneAt: null });
  // Its own voucher raises the open retainage to 1,300.00.
  await postedByAp();
  expect((await releaseOf(third))?.doneAt).toBeNull();
  expect(await differencesOf(rig, first, second, third)).toEqual([]);
  await ap('release', { doc: await voucherOf(first), amount: '200.00' });
  await poll();
  expect((await releaseOf(third))?.doneAt).not.toBeNull();
  expect(await differencesOf(rig, first, second, third)).toEqual([]);
});

test('a poll looks at retained pay items only while a release is open', async () => {
  await poll();
  const before = await reads();
  await poll();
  expect((await reads()) - before).toBe(1);
});

test('retainage that AP lets go of without a release in Procore is a difference of the books', async () => {
  await ap('release', { doc: await voucherOf(first), amount: '100.00' });
  expect(await differencesOf(rig, first, second, third)).toEqual([
    'release: AP let go of 900.00 of retainage, Procore releases 800.00',
  ]);
});

test('a release that is withdrawn in Procore is no task of AP’s any more and counts for no later number', async () => {
  await carried(1, 'delivered', 'UNDONE');
  const release = await carried(2, 'recorded', 'UNDONE');
  expect(await releaseOf(release)).toMatchObject({ amount: '100.00', openBefore: '0', doneAt: null });
  await rig.control('procore', 'PATCH', `projects/${release.projectId}/requisitions/${release.sourceId}`, {
    status: 'draft',
  });
  const counted = async () =>
    (await inTenant((tx) => tx.effects.toDate(rig.scope, release.commitmentId ?? '', 1, 3))).items;
  expect(await counted()).toMatchObject([{ withheld: '-100.00' }]);
  await carried(2, 'withdrawn', 'UNDONE');
  expect(await releaseOf(release)).toBeNull();
  expect(await counted()).toEqual([]);
});
