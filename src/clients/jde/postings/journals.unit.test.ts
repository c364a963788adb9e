import { onFakeAis } from '../on-fake-ais.fixture';
import { sampleJournal } from './sample-bodies.fixture';

const on = onFakeAis();

test.each([
  ['P', 'posted', 'POST P'],
  ['D', 'posted', 'POST D'],
  ['', 'vouchered', ''],
  ['M', 'vouchered', 'POST M'],
])('a journal with POST %p in F0911 is %s', async (POST, stage, stageWord) => {
  const row = { DOC: 88, DCT: 'JE', KCO: '00200', LT: 'AA', EXA: `${sampleJournal.erpKey} x`, CRCD: 'USD', POST };
  on.ais.tables['F0911'] = [
    { ...row, JELN: 1, MCU: '4411', OBJ: '1340', SUB: '26010', AA: 10000 },
    { ...row, JELN: 2, MCU: '200', OBJ: '4110', AA: -10000 },
  ];
  await expect(on.jde.look(sampleJournal)).resolves.toMatchObject({ found: [{ stage, stageWord }] });
});
