import { decidedAgain } from './decided-again';
import { PostedEffects, type PostedEffect } from './posted-effects';
import type { PostingState } from '../stages/posting-state';

function effects(...states: PostingState[]): PostedEffects {
  return new PostedEffects(
    states.map((state, index): PostedEffect => {
      const posting = {
        key: `PC${index + 1}`,
        system: 'jde',
        kind: 'voucher',
        planId: null,
        ordinal: index + 1,
        state,
        stage: null,
        origin: 'sent',
        subject: '',
        supplier: '',
        number: '',
        reference: null,
        facts: {},
        because: null,
      } as const;
      return { documentId: 'd', step: 'voucher', entries: [], posting };
    }),
  );
}

const decisions = [
  { id: 'other', kind: 'neverArrived', subject: 'PC1' },
  { id: 'first', kind: 'confirmVoided', subject: 'PC1' },
];

test('a voided posting is posted again by the decision about it', () => {
  expect(decidedAgain('voucher', effects('voided'), decisions)).toBe('first');
  expect(decidedAgain('voucher', effects('voided'), [])).toBeNull();
  expect(decidedAgain('order', effects('voided'), decisions)).toBeNull();
});

test('a decision is about the posting that it was made for and no later one', () => {
  expect(decidedAgain('voucher', effects('voided', 'confirmed'), decisions)).toBeNull();
  expect(decidedAgain('voucher', effects('voided', 'voided'), decisions)).toBeNull();
});

test.each(['reserved', 'sent', 'uncertain'] as const)('what is %s by it is still asked for by it', (state) => {
  expect(decidedAgain('voucher', effects('voided', state), decisions)).toBe('first');
});

test('a name that was rejected meanwhile needs no second decision', () => {
  expect(decidedAgain('voucher', effects('voided', 'rejected'), decisions)).toBe('first');
});
