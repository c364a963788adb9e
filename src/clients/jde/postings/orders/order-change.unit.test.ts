import type { FakeRow } from '../../ais/fake-ais.fixture';
import { jdeUnderTest, posted } from '../../jde-under-test.fixture';
import { onFakeAis } from '../../on-fake-ais.fixture';
import { sampleChange } from '../sample-bodies.fixture';

const on = onFakeAis();

const base: FakeRow = {
  ...{ DOCO: 5012, DCTO: 'OP', KCOO: '00200', SFXO: '000', LNID: '1.000', VR01: 'L1', NXTR: '280' },
  ...{ OMCU: '4411', OBJ: '1340', SUB: '26010', AEXP: 10000, AOPN: 10000, UOPN: 1 },
};
const added: FakeRow = { ...base, LNID: '2.000', VR01: 'L2', SUB: '03300', AEXP: 500 };

async function ready(...lines: FakeRow[]): Promise<readonly string[]> {
  on.ais.tables['F4311'] = lines;
  const { port, close } = jdeUnderTest(on.ais.settings());
  try {
    const problems = (await port('orderChange').ready?.(posted(sampleChange))) ?? [];
    return problems.map(({ reason, value }) => `${reason} ${value}`);
  } finally {
    await close();
  }
}

test('it stands when every line shows its target, the added one too', async () => {
  on.ais.tables['F4311'] = [{ ...base, AEXP: 9000, NXTR: '999' }, added];
  await expect(on.jde.look(sampleChange)).resolves.toMatchObject({ found: [{ facts: { changedLines: '1,2' } }] });
  on.ais.tables['F4311'] = [{ ...base, AEXP: 9000 }];
  await expect(on.jde.look(sampleChange)).resolves.toMatchObject({ found: [] });
  on.ais.tables['F4311'] = [
    { ...base, AEXP: 9000 },
    { ...added, SUB: '26010' },
  ];
  await expect(on.jde.look(sampleChange)).resolves.toMatchObject({ found: [] });
});

test('a change that waits for its release is told, and neither done nor lost', async () => {
  on.ais.tables['F4311'] = [{ ...base, ACHG: -1000 }, added];
  await expect(on.jde.look(sampleChange)).resolves.toMatchObject({
    ...{ found: [], waits: { reason: 'orderOnHold', kind: 'waiting', field: 'ACHG', value: '1' } },
  });
});

test('nothing is sent when a line is another than when it was planned', async () => {
  await expect(ready(base)).resolves.toEqual([]);
  await expect(ready({ ...base, AEXP: 9500 })).resolves.toEqual(['changePending L1']);
  await expect(ready({ ...base, NXTR: '999' })).resolves.toEqual(['changePending L1']);
  await expect(ready({ ...base, AREC: 4000 })).resolves.toEqual(['changePending L1']);
  await expect(ready({ ...base, SUB: '99999' })).resolves.toEqual(['changePending L1']);
  await expect(ready(base, { ...added, AEXP: 400 })).resolves.toEqual(['changePending L2']);
  await expect(ready(added)).resolves.toEqual(['changePending L1']);
});
