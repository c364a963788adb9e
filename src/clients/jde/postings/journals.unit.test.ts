import { startFakeAis, type FakeAis } from '../ais/fake-ais.fixture';
import { jdeUnderTest, type JdeUnderTest } from '../jde-under-test.fixture';
import { sampleVoucher } from './sample-bodies.fixture';

let ais: FakeAis;
let jde: JdeUnderTest;
beforeEach(async () => {
  ais = await startFakeAis({ F0010: [{ CO: '00200' }] });
  jde = jdeUnderTest(ais.settings());
});
afterEach(async () => {
  await jde.close();
  await ais.close();
});

const journal = {
  kind: 'journal' as const,
  erpKey: 'PCJOURNALJOURNALJOUR',
  ediUser: 'PROCORE',
  ediBatch: 'PCJOURNALJOURNA',
  company: '00200',
  documentType: 'JE',
  glDate: '2026-10-09',
  currency: 'USD',
  foreign: false,
  explanation: 'Retainage only',
  distribution: sampleVoucher.distribution,
};

test.each([
  ['P', 'posted', 'POST P'],
  ['D', 'posted', 'POST D'],
  ['', 'vouchered', ''],
  ['M', 'vouchered', 'POST M'],
])('a journal with POST %p in F0911 is %s', async (POST, stage, stageWord) => {
  const row = { DOC: 88, DCT: 'JE', KCO: '00200', LT: 'AA', EXA: `${journal.erpKey} x`, CRCD: 'USD', POST };
  ais.tables['F0911'] = [
    { ...row, JELN: 1, MCU: '4411', OBJ: '1340', SUB: '26010', AA: 10000 },
    { ...row, JELN: 2, MCU: '200', OBJ: '4110', AA: -10000 },
  ];
  await expect(jde.look(journal)).resolves.toMatchObject({ found: [{ stage, stageWord }] });
});
