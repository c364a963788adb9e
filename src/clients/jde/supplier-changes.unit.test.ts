import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { SupplierChangeBody } from '../../domain/jde/bodies/posting-body';
import { jdeUnderTest, nothingOf, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';

// Fields of a supplier are set in JD Edwards: it stands when the address book shows them; only what differs is sent.

const tables = {
  F0101: [{ AN8: 8001, ALKY: 'KEY', ALPH: 'YARD, LAKESIDE', AT1: 'V', ATP: 'Y', TAX: '84-1234565', EFTB: '20260101' }],
  F0111: [{ AN8: 8001, IDLN: 0, MLNM: 'Lakeside Yard', ALPH: 'YARD, LAKESIDE' }],
  F0116: [
    { AN8: 8001, EFTB: '20200101', ADD1: 'Old Street 1', ADD2: 'Yard 7', CTY1: 'Boise', CTR: 'US' },
    { AN8: 8001, EFTB: '20260101', ADD1: '1 Pier Road', CTY1: 'Denver', ADDS: 'CO', ADDZ: '80202', CTR: 'US' },
  ],
  F0115: [{ AN8: 8001, IDLN: 0, CNLN: 0, RCK7: 1, PHTP: '', PH1: '303 555-0101' }],
  F0401: [{ AN8: 8001, TRAP: 'N30', HOLD: 'A1' }],
  F0009: [{ SY: '01', EFS: 'Y' }],
};
const body: SupplierChangeBody = {
  ...{ kind: 'supplierChange', erpKey: 'PCABCDEFGHJKMNPQRSTV', supplier: '8001', confirmedAt: '2026-11-20T10:00:00Z' },
  fields: {
    name: 'Lakeside Yard & Sons',
    address: '9 New Road',
    phone: '(303) 555-0199',
    country: 'us',
    city: ' Denver ',
  },
  addressLines: ['9 New Road'],
};

let sandbox: TestSandbox;
let jde: JdeUnderTest;
const open = async (given: object = {}) => {
  sandbox = await startTestSandbox({}, { ...tables, ...given });
  jde = jdeUnderTest(
    sandboxSettings(sandbox.url, {
      suppliers: { inactiveMeans: 'never', createSuppliers: 'onCommitment', ownVendors: [] },
    }),
  );
};
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});
const rows = async (table: string, where: Record<string, string> = { AN8: '8001' }) => sandbox.rows(table, where);

test('what differs is set in the tables it stands in, by the address in force; all else stays as it is', async () => {
  await open();
  expect(await jde.look(body)).toEqual(nothingOf(body));
  expect(await jde.send(body)).toEqual({ addressNumber: '8001' });
  expect(await jde.look(body)).toMatchObject({ found: [{ reference: { addressNumber: '8001' }, stage: 'stands' }] });
  expect(await rows('F0111')).toMatchObject([{ MLNM: 'Lakeside Yard & Sons', ALPH: 'YARD, LAKESIDE' }]);
  expect(await rows('F0101')).toMatchObject([{ ALKY: 'KEY', ALPH: 'YARD, LAKESIDE', TAX: '84-1234565', AT1: 'V' }]);
  expect(await rows('F0116')).toMatchObject([
    { ADD1: 'Old Street 1' },
    { ADD1: '9 New Road', CTY1: 'Denver', ADDS: 'CO', ADDZ: '80202', CTR: 'US' },
  ]);
  expect(await rows('F0115')).toMatchObject([{ PH1: '(303) 555-0199' }]);
  expect(await rows('F0401')).toMatchObject([{ TRAP: 'N30', HOLD: 'A1' }]);
});

test('an address of more lines is not mixed with a shorter one: it is refused before it is sent, in words', async () => {
  await open({ F0116: [{ AN8: 8001, EFTB: '20260101', ADD1: 'Gate 3', ADD2: '1 Pier Road', CTY1: 'Denver' }] });
  await expect(jde.send(body)).rejects.toThrow('an address of 2 lines, and the new one has 1');
  expect(await rows('F0111')).toMatchObject([{ MLNM: 'Lakeside Yard' }]);
});

test('an address that is cut into lines reads back as the one that was meant', async () => {
  await open();
  const address = 'Suite 12 of the second building, behind the old mill\n9 New Road';
  const addressLines = ['Suite 12 of the second building, behind', 'the old mill', '9 New Road'];
  const long = { ...body, fields: { address }, addressLines };
  await jde.send(long);
  expect((await jde.look(long)).found).toHaveLength(1);
  expect(await rows('F0116', { EFTB: '20260101' })).toMatchObject([{ ADD1: addressLines[0], ADD3: addressLines[2] }]);
});

test.each([
  ['303', '(303) 555-0199', '555-0199'],
  ['303', '303.555.0199 ext 4', '555.0199 ext 4'],
])(
  'the area code %s stands in a column of its own: of %s only what comes behind it is sent',
  async (AR1, phone, PH1) => {
    await open({ F0115: [{ AN8: 8001, IDLN: 0, CNLN: 0, RCK7: 1, PHTP: '', AR1, PH1: '555-0101' }] });
    const change = { ...body, fields: { phone }, addressLines: [] };
    await jde.send(change);
    expect(await rows('F0115')).toMatchObject([{ AR1, PH1 }]);
    expect((await jde.look(change)).found).toHaveLength(1);
  },
);

test('a phone of another area code is refused before it is sent, in words', async () => {
  await open({ F0115: [{ AN8: 8001, IDLN: 0, CNLN: 0, RCK7: 1, PHTP: '', AR1: '720', PH1: '555-0101' }] });
  await expect(jde.send(body)).rejects.toThrow('has the area code 720 in a column of its own');
  expect(await rows('F0111')).toMatchObject([{ MLNM: 'Lakeside Yard' }]);
});

test('a supplier that is gone is not made again', async () => {
  await open({ F0101: [{ AN8: 1, ALPH: 'Company', AT1: 'O' }] });
  expect(await jde.look(body)).toEqual(nothingOf(body));
  await expect(jde.send(body)).rejects.toThrow();
  expect(await rows('F0101')).toEqual([]);
});
