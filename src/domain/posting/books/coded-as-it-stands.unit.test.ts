import { otherwiseFacts } from '../found-otherwise';
import { codedAsItStands } from './coded-as-it-stands';
import type { Entry } from './entry';
import { PostedEffects, type PostedEffect } from './posted-effects';

const entry = (item: string, account: string, gross: string): Entry => ({
  ...{ book: 'cost', supplier: '60030', account, orderLine: '', item, amount: gross, gross },
  ...{ withheld: '0', tax: '0', period: '2026-11' },
});

type Posting = NonNullable<PostedEffect['posting']>;

function effect(entries: readonly Entry[], of: Partial<Posting>): PostedEffect {
  const posting: Posting = {
    ...{ key: 'PC1', system: 'jde', kind: 'voucher', planId: '1', ordinal: 1, state: 'confirmed', stage: 'posted' },
    ...{ origin: 'sent', subject: '', supplier: '60030', number: 'A', reference: { documentNumber: '9001' } },
    ...{ facts: {}, because: null, ...of },
  };
  return { documentId: 'd', step: 'voucher', entries, posting };
}

const coded = (...effects: readonly PostedEffect[]) => codedAsItStands(new PostedEffects(effects), 'voucher');
const accepted = { facts: { [otherwiseFacts.accepted]: 'line A: sent, not found' } };

test('an item stands as people said, by hand or accepted; what was posted as planned follows the mapping', () => {
  const entries = [entry('1', 'A', '600.00')];
  expect(coded(effect(entries, { origin: 'byHand' }))).toEqual({ '1': 'A' });
  expect(coded(effect(entries, accepted))).toEqual({ '1': 'A' });
  expect(coded(effect(entries, {}))).toEqual({});
});

test('what is handled by hand without a document there says no account', () => {
  expect(coded(effect([entry('1', 'A', '600.00')], { origin: 'byHand', reference: null }))).toEqual({});
});

test('an item on two accounts has no coding of its own, and one whose second account came to nothing has', () => {
  const byHand = effect([entry('1', 'A', '600.00'), entry('1', 'B', '100.00')], { origin: 'byHand' });
  expect(coded(byHand)).toEqual({});
  expect(coded(byHand, effect([entry('1', 'B', '-100.00')], { key: 'PC2' }))).toEqual({ '1': 'A' });
});

test('what is voided says nothing any more', () => {
  expect(coded(effect([entry('1', 'A', '600.00')], { origin: 'byHand', state: 'voided' }))).toEqual({});
});
