import { PostedEffects } from '../../posting/books/posted-effects';
import type { Found } from '../../posting/look';
import { billed, requisition } from '../../procore/procore-documents.fixture';
import { knownAtSending, planned, stepOf } from '../requisition/planner.fixture';
import type { JdeShown } from '../bodies/shown';
import { shownAsSent, voucher, type VoucherDraft } from './voucher';

type Lines = JdeShown['lines'];

const first = { number: 1, previousRequisitionId: null };
function sent(...items: Parameters<typeof requisition>[0]) {
  const draft = {
    ...(stepOf(planned({ requisition: requisition(items, '0.00', first) }), 'voucher').draft as VoucherDraft),
  };
  return voucher.complete({ ...draft, withOrder: false }, knownAtSending());
}
const one = sent(billed('26-010.S', '1', '100.00', '0.00', '10.00'));
const two = sent(
  billed('26-010.S', '1', '100.00', '0.00', '10.00'),
  billed('26-010.S', '2', '200.00', '0.00', '20.00'),
);

function stands(body: typeof one, change: Partial<JdeShown>): Found {
  const shown: JdeShown = { ...shownAsSent(body), ...change };
  return { reference: {}, stage: 'vouchered', stageWord: '', missing: [], facts: {}, shown };
}

function accept(body: typeof one, change: Partial<JdeShown>) {
  const accepted = voucher.accepted?.(body, stands(body, change));
  if (accepted === undefined || 'why' in accepted) return accepted?.why;
  const effects = new PostedEffects([{ documentId: 'd', step: 'voucher', entries: accepted.entries, posting: null }]);
  return {
    supplier: accepted.supplier,
    number: accepted.number,
    suppliers: [...new Set(accepted.entries.map((entry) => entry.supplier))],
    periods: [...new Set(accepted.entries.map((entry) => entry.period))],
    items: Object.fromEntries(effects.byItem()),
    accounts: Object.fromEntries(effects.byAccount('cost')),
  };
}

const lineOf = (account: string, amount: string) => ({ account, amount });
const asSent = accept(one, {});

test('what stands as it was sent counts as it was sent', () => {
  expect(asSent).toMatchObject({
    items: { 'contract_item:1': { gross: '100', withheld: '10' } },
    accounts: { '4411.1340.26010': '100', '200.4110': '-10' },
  });
});

test('another number, supplier and G/L date count, the amounts as sent', () => {
  expect(accept(one, { supplier: '7005', number: 'CORRECTED', glDate: '2027-01-04' })).toEqual({
    ...(asSent as object),
    ...{ supplier: '7005', number: 'CORRECTED', suppliers: ['7005'], periods: ['2027-01'] },
  });
});

test('another amount is the amount of the one item of its account', () => {
  const lines: Lines = [lineOf('4411.1340.26010', '130'), lineOf('200.4110', '-10')];
  expect(accept(one, { lines, total: '120' })).toMatchObject({
    items: { 'contract_item:1': { gross: '130', withheld: '10' } },
    accounts: { '4411.1340.26010': '130', '200.4110': '-10' },
  });
});

test('lines that a change added count with those that stood', () => {
  const lines: Lines = [lineOf('4411.1340.26010', '100'), lineOf('4411.1340.26010', '30'), lineOf('200.4110', '-10')];
  expect(accept(one, { lines })).toMatchObject({ items: { 'contract_item:1': { gross: '130' } } });
});

test('an item on another account is recoded', () => {
  const lines: Lines = [lineOf('4411.1399', '100'), lineOf('200.4110', '-10')];
  expect(accept(one, { lines })).toMatchObject({
    items: { 'contract_item:1': { gross: '100', withheld: '10' } },
    accounts: { '4411.1399': '100', '200.4110': '-10' },
  });
  const second: Lines = [lineOf('4411.1340.26010', '100'), lineOf('4411.1399', '200'), lineOf('200.4110', '-30')];
  expect(accept(two, { lines: second })).toMatchObject({
    items: { 'contract_item:1': { gross: '100' }, 'contract_item:2': { gross: '200' } },
    accounts: { '4411.1340.26010': '100', '4411.1399': '200' },
  });
});

test('another retainage is what the one item withholds', () => {
  const lines: Lines = [lineOf('4411.1340.26010', '100'), lineOf('200.4110', '-15')];
  expect(accept(one, { lines, total: '85' })).toMatchObject({
    items: { 'contract_item:1': { gross: '100', withheld: '15' } },
    accounts: { '200.4110': '-15' },
  });
});

test.each<[string, Lines, RegExp]>([
  [
    'an amount of an account that two items share',
    [lineOf('4411.1340.26010', '330'), lineOf('200.4110', '-30')],
    /difference of 30 on 4411\.1340\.26010/,
  ],
  [
    'an amount on an account of nobody',
    [lineOf('4411.1340.26010', '300'), lineOf('200.4110', '-30'), lineOf('9.1', '5')],
    /difference of 5 on 9\.1/,
  ],
  [
    'a retainage that two items hold',
    [lineOf('4411.1340.26010', '300'), lineOf('200.4110', '-45')],
    /retainage of -15/,
  ],
])('%s is not accepted: nobody knows whose it is', (_what, lines, why) => {
  expect(accept(two, { lines })).toMatch(why);
});

test('an account and an amount that changed at once are not accepted: nobody knows that it is the same item', () => {
  const lines: Lines = [lineOf('4411.1399', '130'), lineOf('200.4110', '-10')];
  expect(accept(one, { lines })).toMatch(/difference/);
});
