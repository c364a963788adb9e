import { startFakeAis, type FakeAis } from '../../ais/fake-ais.fixture';
import { connectJde } from '../../connect';
import { readOrderHolds } from './order-holds';

let ais: FakeAis;
beforeEach(async () => {
  ais = await startFakeAis();
});
afterEach(() => ais.close());

const order = { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' };
const row = { DOCO: 5012, DCTO: 'OP', KCOO: '00200', SFXO: '000', HCOD: '**', RDC: ' ' };

async function holds(): Promise<readonly string[]> {
  const connection = connectJde(ais.settings());
  try {
    return await readOrderHolds(connection.dataService, order, '');
  } finally {
    await connection.close();
  }
}

test.each([
  ['1N', ['** 1N waits for approval']],
  ['2N', ['** 2N waits for approval']],
  ['1R', ['** 1R rejected']],
  ['2R', ['** 2R rejected']],
  ['1A', []],
  ['2A', []],
  [' O', []],
  ['3N', []],
  ['', []],
])('an approval row is judged by its status %p and never by its blank release code', async (ASTS, shown) => {
  ais.tables['F4209'] = [{ ...row, ASTS }];
  await expect(holds()).resolves.toEqual(shown);
});

test('a hold of another code counts until it is released, whatever its approval status', async () => {
  ais.tables['F4209'] = [
    { ...row, HCOD: 'B2', ASTS: '2A' },
    { ...row, HCOD: 'B3', RDC: 'R1' },
  ];
  await expect(holds()).resolves.toEqual(['B2']);
});
