import type { BankBody, ShownAccount } from '../../domain/jde/bodies/bank-body';
import type { BankDetails } from '../../domain/vendor/bank/bank-details';
import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { Rejected } from '../http/client-error';
import { jdeUnderTest, nothingOf, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';

// The account of a supplier is set once; what stands is known again by F0030 having changed and by what its masks let be seen.

const standing = { UKID: 31, AN8: 7004, BKTP: 'V', TNST: '021000021', CBNK: '1111222233', CTR: 'US', UPMJ: '20250110' };
const details: BankDetails = { country: 'US', routing: '011401533', account: '9876543210', iban: '', swift: '' };

let sandbox: TestSandbox;
let jde: JdeUnderTest;
const open = async (settings: object, rows: readonly object[] = [standing]): Promise<BankBody> => {
  sandbox = await startTestSandbox(settings, { F0030: rows });
  jde = jdeUnderTest(sandboxSettings(sandbox.url), {}, { bankChanges: true });
  return {
    ...{ kind: 'bank', erpKey: 'PCABCDEFGHJKMNPQRSTV', requestId: 'r-1', supplier: '7004', recordType: 'V', details },
    before: await shown(),
  };
};
const source = () => {
  const { bankDetails } = jde.adapter;
  if (bankDetails === undefined) throw new Error('bank details are not changed from here');
  return bankDetails;
};
const shown = async () => (await source().read('7004', 'V')).shown as readonly ShownAccount[];
const sent = { sends: 1 };
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

describe.each([true, false])('with accounts masked: %s', (maskBankAccounts) => {
  test('it is set, and read back as far as it is shown', async () => {
    const body = await open({ maskBankAccounts });
    expect(await jde.look(body)).toEqual(nothingOf(body));
    expect(await jde.send(body)).toEqual({ addressNumber: '7004', recordType: 'V' });
    expect(await sandbox.rows('F0030', { AN8: '7004' })).toMatchObject([{ CBNK: '9876543210', TNST: '011401533' }]);
    expect(await jde.look(body, sent)).toMatchObject({
      found: [
        {
          reference: { addressNumber: '7004', recordType: 'V' },
          facts: { account: '****3210', readBack: maskBankAccounts ? 'masked' : 'inFull', otherColumns: '' },
        },
      ],
    });
  });

  test('the first account of a supplier is made', async () => {
    const body = await open({ maskBankAccounts }, [{ ...standing, AN8: 7005 }]);
    expect(body.before).toEqual([]);
    await jde.send(body);
    expect(await jde.look(body, sent)).toMatchObject({ found: [{ facts: { otherColumns: '' } }] });
  });

  test('what changed since it was requested is not written over: nothing is sent', async () => {
    const body = await open({ maskBankAccounts });
    await sandbox.run('PC_SET_SUPPLIER_BANK', { ...inputs, BankAccount: '5555666677' });
    await expect(jde.send(body)).rejects.toMatchObject({ kind: 'NotSent' });
    expect(await sandbox.rows('F0030', { AN8: '7004' })).toMatchObject([{ CBNK: '5555666677' }]);
  });

  test('what somebody else changed before anything was sent is never taken for ours, also where it looks like it', async () => {
    const body = await open({ maskBankAccounts });
    await sandbox.run('PC_SET_SUPPLIER_BANK', { ...inputs, BankAccount: '9876543210' });
    expect(await jde.look(body)).toEqual(nothingOf(body));
  });

  test('what shows something else after it was sent is found, and differs by columns without a digit', async () => {
    const body = await open({ maskBankAccounts });
    await sandbox.run('PC_SET_SUPPLIER_BANK', { ...inputs, BankAccount: '5555666677', BankCountry: 'CA' });
    expect(await jde.look(body, sent)).toMatchObject({ found: [{ facts: { otherColumns: 'CBNK, CTR' } }] });
  });

  test('as long as nothing changed there, nothing stands', async () => {
    const body = await open({ maskBankAccounts });
    expect(await jde.look(body, sent)).toEqual(nothingOf(body));
  });
});

const inputs = {
  ...{ AddressNumber: '7004', RecordType: 'V', BankTransit: '011401533', BankAccount: '', Iban: '', Swift: '' },
  ...{ BankCountry: 'US', Currency: '' },
};

test('record types under which nobody pays a supplier, or several accounts stand, are refused', async () => {
  await open({});
  expect(['V', 'X', 'Z'].map((type) => source().recordTypeFault(type))).toEqual([null, null, null]);
  expect(['G', 'B', 'Y', '', 'VV'].map((type) => source().recordTypeFault(type))).not.toContain(null);
});

test('that an account stands already is known only where it is shown in full', async () => {
  const { before } = await open({ maskBankAccounts: false });
  const now = { ...details, routing: '021000021', account: '1111222233' };
  expect([source().stands(before, now), source().stands(before, details)]).toEqual([true, false]);
  const masked = before.map((one) => ({ ...one, account: '****2233' }));
  expect(source().stands(masked, now)).toBe(false);
  // A mask that came or went meanwhile is no change.
  expect([source().isAsBefore(before, masked), source().isAsBefore(masked, before)]).toEqual([true, true]);
});

test('phones come with the day since when their record was not touched; what was written from here is known by its body', async () => {
  await open({});
  await sandbox.control('POST', 'tables/F0115', {
    AN8: 7004,
    IDLN: 3,
    CNLN: 0,
    RCK7: 9,
    AR1: '303',
    PH1: '5550101',
    UPMJ: '20240102',
  });
  expect(await source().phones('7004')).toContainEqual({ phone: '303 5550101', unchangedSince: '2024-01-02' });
  expect(source().phoneWritten({ kind: 'supplierChange', fields: { phone: '1' } })).toBe('1');
  expect(source().phoneWritten({ kind: 'supplierChange', fields: { city: 'x' } })).toBeNull();
  expect(source().phoneWritten({ kind: 'vendor', phone: '2' })).toBe('2');
});

test('what JD Edwards quotes when it refuses is told without what may be an account', async () => {
  const body = await open({});
  const failed = await jde.send({ ...body, supplier: '99999999', before: [] }).catch((error: unknown) => error);
  expect(failed).toMatchObject({ kind: 'Rejected' });
  expect((failed as Rejected).saidTexts()).toContain('Address Number **** not in Address Book');
});

test('what Payee Control says of a change: nothing, that it waits, that it is approved, or that it cannot be read', async () => {
  const body = await open({ payeeControl: true });
  const today = new Date().toISOString().slice(0, 10);
  const says = () => source().payeeControl?.('7004', today);
  expect(await says()).toContain('shows no change of it');
  await jde.send(body);
  expect(await says()).toContain('waits for an approval (P0450)');
  await sandbox.control('PATCH', 'tables/F0450', { where: { PYE: '7004' }, set: { ADAT: '20260105' } });
  expect(await says()).toBe('has it approved');
  await sandbox.control('PUT', 'settings', { deniedTables: ['F0450'] });
  expect(await says()).toBe('cannot be read (F0450)');
});
