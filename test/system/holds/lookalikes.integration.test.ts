import { documentDetails } from '../../../src/application/documents/document-details';
import { documentDetailsText } from '../../../src/cli/text/document-details-text';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts, type AddedContract } from '../support/added-contracts';
import { startRig, type Rig } from '../support/rig';

const contract = (number: string, total: string): AddedContract => ({
  number,
  requisitions: [{ items: [{ code: '26-010.S', total }], invoiceNumber: `${number}-0012` }],
});

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) =>
      addContracts(folder, [
        contract('SPELLED', '9000.00'),
        contract('SAME', '7777.70'),
        contract('PLAIN', '123.45'),
        contract('FAILS', '321.00'),
        contract('EXACT', '55.00'),
      ]),
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

const supplier = async (): Promise<string> => {
  const parties = await rig.test.store.database.inTenant(rig.scope.tenantId, (trx) =>
    trx.selectFrom('party').selectAll().where('erpNumber', 'is not', null).execute(),
  );
  return parties[0]?.erpNumber ?? '';
};

/** A voucher that AP typed in by hand. */
async function typed(DOC: string, VINV: string, AG: string, DIVJ: string, rest: object = {}): Promise<void> {
  const row = { DOC, DCT: 'PV', KCO: '00200', CO: '00200', SFX: '001', AN8: await supplier(), VINV, AG, AAP: AG, DIVJ };
  await rig.control('jde', 'POST', 'tables/F0411', { ...row, CRRM: 'D', CRCD: 'USD', PST: 'A', ...rest });
}

async function deliver(number: string, stage = 'delivered'): Promise<DocumentRow> {
  const { sourceId } = await rig.requisition(number, 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, [stage]);
  return rig.document(sourceId);
}

async function detailsOf({ sourceId }: DocumentRow) {
  return rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const [document] = await tx.documents.list(rig.scope, { sourceId });
    if (document === undefined) throw new Error(`no document ${sourceId}`);
    return documentDetails(tx, rig.scope, document);
  });
}
const poll = (): Promise<unknown> => rig.activities.pollStanding(rig.scope);

test('a voucher that looks like nothing else in JDE gets no note', async () => {
  const document = await deliver('PLAIN');
  await poll();
  expect((await detailsOf(document)).lookalikes).toEqual([]);
  expect(documentDetailsText(await detailsOf(document))).not.toContain('for the reviewer');
});

test('a number spelled otherwise, and the same amount of the same day, are noted, shown and kept in the trail', async () => {
  await typed('51', 'spelled 12', '8000.00', '20261015');
  await typed('52', 'BY HAND', '7777.70', '20261031');
  await typed('53', 'OTHER DAY', '7777.70', '20261030');
  await typed('54', 'VOIDED', '7777.70', '20261031', { VOD: 'V' });
  const [spelled, same] = [await deliver('SPELLED'), await deliver('SAME')];
  await poll();

  const ofSpelled = await detailsOf(spelled);
  expect(ofSpelled.stage).toBe('delivered');
  expect(ofSpelled.lookalikes).toEqual([
    {
      reference: { documentNumber: '51', documentType: 'PV', documentCompany: '00200' },
      number: 'spelled 12',
      date: '2026-10-15',
      amount: '8000',
      currency: 'USD',
      alike: 'number',
    },
  ]);
  const ofSame = await detailsOf(same);
  expect(ofSame.lookalikes.map((one) => [one.number, one.alike])).toEqual([['BY HAND', 'amountAndDate']]);
  expect(documentDetailsText(ofSame)).toMatch(/for the reviewer.*\n.*\n.*\n.*BY HAND\s+2026-10-31\s+7,777.70 USD/);
  expect(ofSame.audit.filter((entry) => entry.act === 'voucher.lookalikes')).toHaveLength(1);
  expect(ofSame.holds).toEqual([]);
});

test('each voucher is compared once, and those of one poll by one read', async () => {
  await rig.control('jde', 'DELETE', 'calls');
  await poll();
  const { counts } = (await rig.control('jde', 'GET', 'calls')) as { counts: Record<string, string> };
  // Nothing is posted yet: what is left is the look at the batch rows.
  expect(counts).toEqual({ logout: '1', tokenrequest: '1', 'dataservice:F0411Z1': '1' });
});

test('a look that fails stops neither the posting nor the watch, and is made again by the next poll', async () => {
  await typed('55', 'FAILS-12', '1.00', '20261031');
  const document = await deliver('FAILS');
  await rig.control('jde', 'POST', 'faults', { match: { table: 'F0411' }, kind: 'status', status: 500, count: 1 });
  await expect(poll()).rejects.toThrow();
  expect((await detailsOf(document)).stage).toBe('delivered');
  expect((await detailsOf(document)).lookalikes).toEqual([]);
  await poll();
  expect((await detailsOf(document)).lookalikes.map((one) => one.number)).toEqual(['FAILS-12']);
});

test('the very same number is no note but a hold, before anything is sent', async () => {
  await typed('56', 'EXACT-0012', '55.00', '20261031');
  const { sourceId } = await deliver('EXACT', 'held');
  const held = (await rig.holds()).find((one) => one.document.sourceId === sourceId);
  expect(held?.hold.reasons).toEqual(['possibleDuplicate']);
});
