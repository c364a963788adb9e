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

test.each(['JE', 'PE'])(
  'lines of type %s that reverse it, with its explanation and not posted yet, are none of it: it is voided',
  async (DCT) => {
    const row = {
      DOC: 88,
      DCT: 'JE',
      KCO: '00200',
      LT: 'AA',
      EXA: `${sampleJournal.erpKey} x`,
      CRCD: 'USD',
      POST: 'P',
    };
    const cost = { ...row, MCU: '4411', OBJ: '1340', SUB: '26010' };
    const reversing = { DCT, RE: 'V', POST: ' ', ICUT: 'G' };
    on.ais.tables['F0911'] = [
      { ...cost, JELN: 1, AA: 10000 },
      { ...row, JELN: 2, MCU: '200', OBJ: '4110', AA: -10000 },
      { ...cost, ...reversing, JELN: 3, AA: -10000 },
      { ...row, ...reversing, JELN: 4, MCU: '200', OBJ: '4110', AA: 10000 },
    ];
    const { found } = await on.jde.look(sampleJournal);
    expect(found).toMatchObject([{ stage: 'voided', stageWord: 'POST P' }]);
    expect(found[0]?.shown.lines.map((line) => line.amount)).toEqual(['10000', '-10000']);
  },
);
