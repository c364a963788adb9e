import { differenceByAccount } from '../plan/difference-by-account';
import type { Entry } from './entry';
import { PostedEffects, type PostedEffect } from './posted-effects';
import type { PostingStage } from '../stages/posting-stage';
import type { PostingState } from '../stages/posting-state';
import { sameBooks } from './same-books';

// Example H of the accounting rules: posted with gross 10,000.00 and retainage 1,000.00, then changed to 9,000.00 and 900.00.
const cost = '4411.1340.26010';
const retainage = '200.4110';
const item = 'contract_item:1';

/** What a voucher means for the books: the item's cost, and what is held back on an account of its own. */
function booked(gross: string, withheld: string, fields: Partial<Entry> = {}): readonly Entry[] {
  const line = { book: 'cost', supplier: '70123', orderLine: '', tax: '0', period: '2026-10', ...fields } as const;
  return [
    { ...line, account: cost, item, amount: gross, gross, withheld },
    { ...line, account: retainage, item: '', amount: negated(withheld), gross: '0', withheld: '0' },
  ];
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

interface Of {
  readonly state?: PostingState;
  readonly stage?: PostingStage | null;
  readonly step?: string;
  readonly because?: string | null;
  readonly documentId?: string;
}

function effect(ordinal: number, entries: readonly Entry[], of: Of = {}): PostedEffect {
  const { state = 'confirmed', stage = 'posted', step = 'voucher', because = null, documentId = 'd1' } = of;
  return {
    documentId,
    step,
    entries,
    posting: {
      key: `PC-${step}-${ordinal}`,
      system: 'jde',
      kind: step,
      planId: null,
      ordinal,
      state,
      stage,
      origin: 'sent',
      subject: '',
      supplier: '70123',
      number: '',
      reference: null,
      facts: {},
      because,
    },
  };
}

const first = effect(1, booked('10000.00', '1000.00'));
const adjustment = effect(2, booked('-1000.00', '-100.00'), { because: 'adjust', stage: 'delivered' });
const release = (documentId: string, withheld: string): PostedEffect => ({
  documentId,
  step: 'recorded',
  entries: booked('0', withheld).slice(0, 1),
  posting: null,
});
const accounts = (effects: PostedEffects) => Object.fromEntries(effects.byAccount('cost'));
const wanted = booked('9000.00', '900.00');

test('before it is adjusted, the difference by account is a credit of 1,000.00 less the retainage on it', () => {
  const stands = new PostedEffects([first]).standing();
  expect(
    sameBooks(
      stands.all.flatMap((one) => one.entries),
      wanted,
    ),
  ).toBe(false);
  const amounts = (sums: ReadonlyMap<string, string>) => [...sums].map(([account, amount]) => ({ account, amount }));
  const now = amounts(new PostedEffects([effect(1, wanted)]).byAccount('cost'));
  expect(differenceByAccount(amounts(stands.byAccount('cost')), now)).toEqual([
    { account: retainage, before: '-1000', after: '-900', difference: '100' },
    { account: cost, before: '10000', after: '9000', difference: '-1000' },
  ]);
});

test('adjusted, what stands is the sum of both vouchers, and comes to what is wanted', () => {
  const stands = new PostedEffects([first, adjustment]).standing();
  expect(accounts(stands)).toEqual({ [cost]: '9000', [retainage]: '-900' });
  expect(
    sameBooks(
      stands.all.flatMap((one) => one.entries),
      wanted,
    ),
  ).toBe(true);
});

test('what counts for the next number is the item to date: gross 9,000.00 and 900.00 withheld', () => {
  const before = new PostedEffects([first, adjustment]).standing().byItem();
  expect(Object.fromEntries(before)).toEqual({ [item]: { gross: '9000', withheld: '900' } });
});

test('only what has come so far is posted: the credit counts when its batch is', () => {
  const effects = new PostedEffects([first, adjustment]);
  expect(accounts(effects.standing('posted'))).toEqual({ [cost]: '10000', [retainage]: '-1000' });
  expect(accounts(effects.standing('vouchered'))).toEqual({ [cost]: '10000', [retainage]: '-1000' });
  expect(accounts(effects.standing('delivered'))).toEqual({ [cost]: '9000', [retainage]: '-900' });
});

test.each(['reserved', 'sent', 'uncertain', 'rejected', 'voided'] as const)(
  'an adjustment that is %s does not stand',
  (state) => {
    const stage = state === 'voided' ? 'voided' : null;
    const effects = new PostedEffects([first, effect(2, adjustment.entries, { state, stage, because: 'adjust' })]);
    expect(accounts(effects.standing())).toEqual({ [cost]: '10000', [retainage]: '-1000' });
    const may = state === 'sent' || state === 'uncertain';
    expect(effects.mayStand().all).toHaveLength(may ? 2 : 1);
  },
);

test.each(['returned', 'voided', 'gone'] as const)('what is %s where it was posted has reached no stage', (stage) => {
  const effects = new PostedEffects([effect(1, first.entries, { stage })]);
  expect(effects.standing('stands').isEmpty).toBe(true);
});

test('a release that is left to people counts for later numbers, and is not posted', () => {
  const effects = new PostedEffects([first, adjustment, release('d2', '-500.00')]);
  expect(effects.standing().byItem().get(item)).toEqual({ gross: '9000', withheld: '400' });
  expect(effects.standing('posted').byItem().get(item)).toEqual({ gross: '10000', withheld: '1000' });
  expect(effects.mayStand().all).toHaveLength(2);
  expect(effects.ofDocument('d2').standing().byItem().get(item)).toEqual({ gross: '0', withheld: '-500' });
});

test('a release that is posted takes back what is withheld and adds nothing to the cost', () => {
  const posted = effect(1, booked('0', '-400.00'), { documentId: 'd2' });
  const effects = new PostedEffects([first, adjustment, posted]).standing();
  expect(accounts(effects)).toEqual({ [cost]: '9000', [retainage]: '-500' });
  expect(effects.byItem().get(item)).toEqual({ gross: '9000', withheld: '500' });
});

test('an order counts in its own book, and for the item only by what it says of it', () => {
  const line = { ...booked('10000.00', '0')[0], book: 'order', item: '', gross: '0' } as Entry;
  const effects = new PostedEffects([effect(1, [line], { step: 'order' }), first]).standing();
  expect(Object.fromEntries(effects.byAccount('order'))).toEqual({ [cost]: '10000' });
  expect(effects.byItem().get(item)).toEqual({ gross: '10000', withheld: '1000' });
});

test.each(['accrual', 'memo'] as const)('the book %s never counts for an item', (book) => {
  const effects = new PostedEffects([first, effect(1, booked('10000.00', '1000.00', { book }), { step: 'accrual' })]);
  expect(effects.standing().byItem().get(item)).toEqual({ gross: '10000', withheld: '1000' });
});

test('the newest of a step is that with the highest ordinal, whatever the order of the rows', () => {
  const effects = new PostedEffects([adjustment, first, effect(7, [], { step: 'order' }), release('d1', '0')]);
  expect(effects.newest('voucher')).toBe(adjustment);
  expect(effects.newest('recorded')).toBeNull();
});
