import { toFoundVoucher, type LedgerRow } from './found-voucher';
import { byDocument, carriesKey, isVoided, payableColumns, toStranger, type PayableRow } from './ledger-rows';
import { sampleVoucher } from '../sample-bodies.fixture';

const blank = Object.fromEntries(payableColumns.map((column) => [column, ''])) as unknown as PayableRow;
const payable: PayableRow = {
  ...blank,
  DOC: '9001',
  DCT: 'PV',
  KCO: '00200',
  SFX: '001',
  SFXE: '0',
  AN8: '7004',
  VINV: 'INV-1',
  DIVJ: '20261009',
  DGJ: '20261009',
  AG: '9000.00',
  ACR: '0',
  STAM: '0',
  CRRM: 'D',
  CRCD: 'USD',
  VR01: sampleVoucher.erpKey,
};
const keys = { DOC: '9001', DCT: 'PV', KCO: '00200' };
const cost: LedgerRow = { ...keys, JELN: '1', MCU: '4411', OBJ: '1340', SUB: '26010', AA: '10000.00', ACR: '0' };
const held: LedgerRow = { ...keys, JELN: '2', MCU: '200', OBJ: '4110', SUB: '', AA: '-1000.00', ACR: '0' };
const offset: LedgerRow = { ...keys, JELN: '3', MCU: '200', OBJ: '4100', SUB: '', AA: '-9000.00', ACR: '0' };
const ours = new Set(['4411.1340.26010', '200.4110']);

function voucherOf(...rows: readonly PayableRow[]) {
  const [voucher] = byDocument(rows);
  if (voucher === undefined) throw new RangeError('no rows');
  return voucher;
}

test('the credit to trade payables that the posting adds is left out', () => {
  const posted = toFoundVoucher(voucherOf({ ...payable, POST: 'D' }), [cost, held, offset], ours);
  expect(posted.lines).toEqual([
    { account: '4411.1340.26010', amount: '10000' },
    { account: '200.4110', amount: '-1000' },
  ]);
  expect(posted.stage).toBe('posted');
});

test('a line of ours is never taken for the offset', () => {
  const sameAmount = { ...held, AA: '-10000.00' };
  const recode = toFoundVoucher(voucherOf({ ...payable, AG: '10000.00' }), [cost, sameAmount], ours);
  expect(recode.lines).toHaveLength(2);
});

test('it is posted when each pay item is, voided when one is', () => {
  const second = { ...payable, SFX: '002' };
  const half = toFoundVoucher(voucherOf({ ...payable, POST: 'D' }, second), [cost, held], ours);
  expect(half).toMatchObject({ stage: 'vouchered', total: '18000', voided: false });
  expect(toFoundVoucher(voucherOf(payable, { ...second, VOD: 'V' }), [cost], ours).voided).toBe(true);
});

test('it carries our key in VR01, or its first 15 characters in URRF', () => {
  const { erpKey } = sampleVoucher;
  expect(carriesKey(voucherOf(payable), erpKey)).toBe(true);
  expect(carriesKey(voucherOf({ ...payable, VR01: '', URRF: erpKey.slice(0, 15) }), erpKey)).toBe(true);
  expect(carriesKey(voucherOf({ ...payable, VR01: 'other', URRF: erpKey.slice(0, 13) }), erpKey)).toBe(false);
});

/** After the post AP changed 9000 to 9130: the original row carries it, and a row PE tells of the difference. */
describe.each([
  ['by its type', { DCTA: 'PE' }],
  ['by its extension', { SFXE: '1' }],
])('a row of a change, told %s,', (_how, mark) => {
  const original = { ...payable, AG: '9130.00', STAM: '9.13', POST: 'D' };
  const change = { ...payable, AG: '130.00', STAM: '0.13', PST: 'P', PYE: '1', DGJ: '20261120', ...mark };

  test('is no pay item: total, tax, facts and stage are those of the original, in either order of rows', () => {
    for (const voucher of [voucherOf(original, change), voucherOf(change, original)]) {
      expect(toFoundVoucher(voucher, [cost, held], ours)).toMatchObject({
        total: '9130',
        stage: 'posted',
        stageWord: 'POST D: changed since, its batch is open again',
        glDate: '2026-10-09',
        facts: { tax: '9.13', payItems: '1', glDate: '2026-10-09', post: 'changed since, its batch is open again' },
      });
      expect(toStranger(voucher)).toMatchObject({ amount: '9130' });
    }
  });

  test('says nothing any more once it is posted too', () => {
    const found = toFoundVoucher(voucherOf(original, { ...change, POST: 'D' }), [cost, held], ours);
    expect(found).toMatchObject({ stageWord: 'POST D', facts: { post: '' } });
  });

  test('of a void says that the voucher is voided', () => {
    expect(isVoided(voucherOf(original, { ...change, VOD: 'V' }))).toBe(true);
  });
});

test('a post that failed is shown, and is no post', () => {
  expect(toFoundVoucher(voucherOf({ ...payable, POST: 'P' }), [cost, held], ours)).toMatchObject({
    stage: 'vouchered',
    stageWord: 'POST P: post failed in JDE',
    facts: { post: 'post failed in JDE' },
  });
});
