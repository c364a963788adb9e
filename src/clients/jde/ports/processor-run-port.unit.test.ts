import { startFakeAis, type FakeAis, type FakeRow } from '../ais/fake-ais.fixture';
import { jdeUnderTest, type JdeUnderTest } from '../jde-under-test.fixture';
import { sampleVoucher } from '../postings/sample-bodies.fixture';

const { ediUser, ediBatch, erpKey: ediTransaction, company, supplier, invoiceNumber } = sampleVoucher;
const names = { ediUser, ediBatch, ediTransaction, company, supplier, invoiceNumber };
const run = { kind: 'processorRun', erpKey: 'PCRUN', mode: 'final', ...names } as const;
const reference = { jobNumber: '812', executionServer: 'ENT1' };
const waiting: FakeRow = { EDUS: ediUser, EDBT: ediBatch, EDTN: ediTransaction, EDLN: 1, EDSP: '0', AG: 9000 };

let ais: FakeAis;
let jde: JdeUnderTest;
beforeEach(async () => {
  ais = await startFakeAis({ F0010: [{ CO: '00200' }], F0411Z1: [waiting], F0411: [{ DOC: 1, AN8: 1, VINV: 'A' }] });
  jde = jdeUnderTest(ais.settings());
});
afterEach(async () => {
  await jde.close();
  await ais.close();
});

describe('of a run whose rows stand unprocessed', () => {
  const look = (jobStatus: string) => {
    ais.orchestrate = () => [200, { jobStatus }];
    return jde.look(run, { reference });
  };

  test.each([
    ['done', 'D'],
    ['in error', 'E'],
    ['done, in a word', 'Done'],
  ])('the job is %s: the processor refused them, and a person is told which job it was', async (_, letter) => {
    const found = await look(letter);
    expect(found).toMatchObject({
      found: [],
      running: false,
      refused: { reason: 'erpRejected', kind: 'person', field: 'R04110ZA', value: '812' },
    });
    expect(found.refused?.message).toContain('job 812 on ENT1');
  });

  test.each(['P', 'W', 'S', 'H', 'Processing', 'QUEUED', 'Waiting'])(
    'the job is under way (%s): nothing may be concluded',
    async (letter) => {
      const found = await look(letter);
      expect(found).toMatchObject({ found: [], running: true });
      expect(found.refused).toBeUndefined();
    },
  );

  test('nobody knows how the job is: it neither runs nor was refused', async () => {
    const found = await look('?');
    expect(found).toMatchObject({ found: [], running: false });
    expect(found.refused).toBeUndefined();
  });

  test('a job that has no number is not asked for', async () => {
    await expect(jde.look(run)).resolves.toMatchObject({ found: [], running: false });
    await expect(jde.look(run, { reference: { ediBatch } })).resolves.toMatchObject({ found: [], running: false });
    expect(ais.names()).not.toContain('status');
  });
});

test('a job that ended after the tables were read has done what they show now', async () => {
  ais.intercept = ({ name }) => {
    if (name === 'status') ais.tables['F0411Z1'] = [{ ...waiting, EDSP: '1' }];
    return false;
  };
  ais.orchestrate = () => [200, { jobStatus: 'D' }];
  const look = await jde.look(run, { reference });
  expect(look.found).toMatchObject([{ stage: 'stands', facts: { batchRows: 'processed' } }]);
  expect(look.refused).toBeUndefined();
});
