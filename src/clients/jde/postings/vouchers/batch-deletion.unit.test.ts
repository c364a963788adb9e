import type { BatchDeletionBody } from '../../../../domain/jde/bodies/posting-body';
import type { FakeRow } from '../../ais/fake-ais.fixture';
import { onFakeAis } from '../../on-fake-ais.fixture';
import { sampleVoucher } from '../sample-bodies.fixture';

const on = onFakeAis();

const key = { EDUS: 'PROCORE', EDBT: sampleVoucher.ediBatch, EDTN: sampleVoucher.erpKey };
const payItem: FakeRow = { ...key, EDLN: 1, EDSP: '0', CO: '00200', KCO: '00200', AN8: 7004, AG: 9000, CRCD: 'USD' };
const cost: FakeRow = { ...key, EDLN: 1, EDSP: '0', MCU: '        4411', OBJ: '1340', SUB: '26010', AA: 10000 };
// What is there of others proves an empty answer.
const other = { EDUS: 'OTHER', EDBT: 'OTHER', EDTN: 'OTHER', EDLN: 1, EDSP: '0', CO: '00200', KCO: '00200' };
const body: BatchDeletionBody = {
  ...{ kind: 'batchDeletion', erpKey: 'PCDELETEDELETEDELETE' },
  voucher: { ...sampleVoucher, items: [] },
  reference: { ediUser: 'PROCORE', ediBatch: sampleVoucher.ediBatch, ediTransaction: sampleVoucher.erpKey },
};
const taken: FakeRow = {
  ...{ DOC: 9001, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 7004, VINV: sampleVoucher.invoiceNumber, AG: 9000 },
  ...{ VR01: sampleVoucher.erpKey, VOD: ' ', POST: ' ' },
};

beforeEach(() => {
  on.ais.tables['F0411Z1'] = [other, payItem];
  on.ais.tables['F0911Z1'] = [other, cost];
  on.ais.tables['F0411'] = [{ ...taken, DOC: 1, VR01: 'x', VINV: 'x' }];
});

test('rows that wait are there to be deleted; deleted from both tables, and in no ledger, it is done', async () => {
  await expect(on.jde.look(body)).resolves.toMatchObject({ found: [] });
  on.ais.tables['F0411Z1'] = [other];
  on.ais.tables['F0911Z1'] = [other];
  await expect(on.jde.look(body)).resolves.toMatchObject({ found: [{ stage: 'stands', reference: body.reference }] });
});

test('a distribution without its pay items is left nowhere: it is not done yet', async () => {
  on.ais.tables['F0411Z1'] = [other];
  await expect(on.jde.look(body)).resolves.toMatchObject({ found: [] });
});

test('what the processor took is refused, and is not sent', async () => {
  on.ais.tables['F0411Z1'] = [other, { ...payItem, EDSP: '1' }];
  on.ais.tables['F0411'] = [taken];
  await expect(on.jde.look(body)).resolves.toMatchObject({
    found: [],
    refused: { reason: 'erpRejected', field: 'EDSP' },
  });
  await expect(on.jde.send(body)).rejects.toMatchObject({ name: 'NotSent' });
  expect(on.ais.names()).not.toContain('PC_DELETE_BATCH_VOUCHER');
});

test('they are deleted in the batch that AP moved them to; fewer than were seen is no yes', async () => {
  on.ais.tables['F0411Z1'] = [other, { ...payItem, EDBT: 'AP' }];
  on.ais.tables['F0911Z1'] = [other, { ...cost, EDBT: 'AP' }];
  on.ais.orchestrate = () => [200, { jde__status: 'SUCCESS', PayItemsDeleted: 1, DistributionDeleted: 1 }];
  await expect(on.jde.send(body)).resolves.toEqual(body.reference);
  const sent = on.ais.calls.find(({ name }) => name === 'PC_DELETE_BATCH_VOUCHER')?.body;
  expect(sent).toMatchObject({ EdiUser: 'PROCORE', EdiBatch: 'AP', EdiTransaction: sampleVoucher.erpKey });
  on.ais.orchestrate = () => [200, { jde__status: 'SUCCESS', PayItemsDeleted: 1, DistributionDeleted: 0 }];
  await expect(on.jde.send(body)).resolves.toBeNull();
});

test('gone from the batch tables while another voucher has its number: a person says which is which', async () => {
  on.ais.tables['F0411Z1'] = [other];
  on.ais.tables['F0911Z1'] = [other];
  on.ais.tables['F0411'] = [{ ...taken, VR01: '' }];
  await expect(on.jde.look(body)).resolves.toMatchObject({ found: [], unclear: { others: [{ reference: {} }] } });
});
