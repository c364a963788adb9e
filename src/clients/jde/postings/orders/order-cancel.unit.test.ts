import type { FakeRow } from '../../ais/fake-ais.fixture';
import { onFakeAis } from '../../on-fake-ais.fixture';
import { sampleCancel } from '../sample-bodies.fixture';

const on = onFakeAis();

const line: FakeRow = {
  ...{ DOCO: 5012, DCTO: 'OP', KCOO: '00200', SFXO: '000', LNID: '1.000', VR01: 'L1' },
  ...{ OMCU: '4411', OBJ: '1340', SUB: '26010', AEXP: 100, AOPN: 100, UOPN: 1 },
};

test.each([
  ['amount', { ACHG: 25 }],
  ['quantity', { UCHG: -1 }],
])(
  'a line in which a change of its %s waits for release is told, and neither canceled nor lost',
  async (_what, change) => {
    on.ais.tables['F4311'] = [{ ...line, ...change }];
    await expect(on.jde.look(sampleCancel)).resolves.toMatchObject({
      found: [],
      waits: { reason: 'orderOnHold', kind: 'waiting', field: 'ACHG', value: '1' },
    });
  },
);

test('once it is released the line is canceled like any other', async () => {
  on.ais.tables['F4311'] = [{ ...line, ACHG: 0, UCHG: ' ' }];
  const look = await on.jde.look(sampleCancel);
  expect(look).toMatchObject({ found: [] });
  expect(look.waits).toBeUndefined();
});
