import { onFakeAis } from '../on-fake-ais.fixture';

const on = onFakeAis();

test.each([
  ['', true],
  ['K', true],
  ['N', false],
  ['P', false],
  ['A', false],
  ['Q', false],
])('a job with the posting edit code %p takes postings: %p', async (PECC, open) => {
  on.ais.tables['F0006'] = [{ MCU: '        4411', CO: '00200', PECC }];
  await expect(on.jde.facts('businessUnit', '4411')).resolves.toMatchObject([{ id: '4411', open, code: PECC }]);
});

test.each([
  ['', ''],
  ['0', ''],
  ['N', ''],
  ['1', '1'],
  ['2', '2'],
  ['Y', 'Y'],
  ['Z', 'Z'],
])('a supplier with HDPY %p has the payment hold %p', async (HDPY, paymentHold) => {
  on.ais.tables['F0101'] = [{ AN8: 7004, AT1: 'V', ALPH: 'Acme' }];
  on.ais.tables['F0401'] = [{ AN8: 7004, HDPY, CRRP: 'USD' }];
  await expect(on.jde.facts('supplier', '7004')).resolves.toMatchObject([{ paymentHold }]);
});

test('a compressed name that keeps its blanks is found by its words', async () => {
  on.ais.tables['F0101'] = [{ AN8: 7004, AT1: 'V', ALPH: 'Acme Drywall', DC: 'ACME DRYWALL' }];
  const found = await on.jde.adapter.findSuppliers({ sourceKey: '', taxId: '', name: 'Acme Drywall, Inc.' });
  expect(found.map(({ supplier }) => supplier.number)).toEqual(['7004']);
});

test.each([0, 2_000, 5_000, 1.5])('a page of %p rows is refused: JAS would cut it', (pageSize) => {
  expect(() => on.ais.settings({ pageSize })).toThrow(
    `pageSize: ${pageSize} is not a whole number of rows from 1 to 1999`,
  );
});
