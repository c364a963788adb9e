import type { OrderInQuestion } from '../../commitment/order-choices';
import type { Entry } from '../../posting/books/entry';
import { PostedEffects, type PostedEffect } from '../../posting/books/posted-effects';
import type { PostingStage } from '../../posting/stages/posting-stage';
import { fusionOrderChoices } from './order-choices';

const entry = (book: Entry['book'], account: string, orderLine: string, amount: string): Entry => ({
  ...{ book, supplier: '1252', account, orderLine, item: `contract_item:${orderLine}`, amount },
  ...{ gross: book === 'cost' ? amount : '0', withheld: '0', tax: '0', period: '2026-11' },
});

function effect(
  step: string,
  entries: readonly Entry[],
  stage: PostingStage = 'posted',
  documentId = '1',
): PostedEffect {
  const posting = {
    ...{ key: `PC${step}`, system: 'fusion', kind: step, planId: '1', ordinal: 1, state: 'confirmed' as const, stage },
    ...{ origin: 'sent' as const, subject: '', supplier: '1252', number: '', facts: {}, because: null },
    reference: { poHeaderId: '300100574829561', orderNumber: '162873' },
  };
  return { documentId, step, entries, posting };
}

const ordered = [entry('order', '1340', '1', '45000.00'), entry('order', '1350', '2', '-5000.00')];

const asked = (fields: Partial<OrderInQuestion> = {}): OrderInQuestion => ({
  ...{ commitmentId: '701973', changeOrder: null, atGoLive: null, originId: null, today: '2026-11-29', decision: '9' },
  ordered: new PostedEffects([effect('order', ordered)]),
  bills: new PostedEffects([]),
  draftOf: () => null,
  ...fields,
});

const told = (of: OrderInQuestion) =>
  fusionOrderChoices.offers(of).map(({ kind, does, moves = [] }) => ({
    ...{ kind, step: does?.step, draft: does?.draft, books: does?.entries },
    moves: moves.map(({ account, amount }) => `${account} ${amount}`),
  }));

const draft = { commitmentId: '701973', headerId: '300100574829561', decision: '9' };

test('of an order in force closing and reopening are chosen; neither moves anything in the books', () => {
  expect(told(asked())).toMatchObject([
    { kind: 'closeOrder', step: 'orderClose', draft: { kind: 'orderClose', ...draft }, books: [] },
    { kind: 'reopenOrder', step: 'orderReopen', draft: { kind: 'orderReopen', ...draft }, books: [] },
  ]);
});

test('closing shows by account what would not be billed any more, lines of change orders too', () => {
  const more = effect('orderChange', [entry('order', '1340', 'CO-77', '800.00')], 'posted', '2');
  const bills = new PostedEffects([
    effect('voucher', [entry('cost', '1340', '1', '12000.00'), entry('cost', '1350', '2', '-5000.00')], 'posted', '8'),
    // Retainage that is held is on no line of the order.
    effect('voucher', [entry('cost', '2110', '', '-1200.00')], 'posted', '8'),
  ]);
  const of = asked({ ordered: new PostedEffects([effect('order', ordered), more]), bills });
  expect(told(of)[0]?.moves).toEqual(['1340 -33800', '1350 0']);
});

test('what is billed meanwhile, or comes onto the order, is shown otherwise', () => {
  const bills = new PostedEffects([effect('voucher', [entry('cost', '1340', '1', '1.00')], 'posted', '8')]);
  expect(told(asked({ bills }))[0]?.moves).not.toEqual(told(asked())[0]?.moves);
});

test('an order that a person linked is closed and opened again likewise; one that was made in Fusion is only opened again', () => {
  const none = new PostedEffects([]);
  const linked = asked({ ordered: none, atGoLive: { choice: 'link', order: '300100574829999', lines: {} } as never });
  expect(told(linked).map(({ kind, draft }) => [kind, (draft as { headerId: string }).headerId])).toEqual([
    ['closeOrder', '300100574829999'],
    ['reopenOrder', '300100574829999'],
  ]);
  const born = asked({ ordered: none, originId: '300100574828888' });
  expect(told(born).map(({ kind }) => kind)).toEqual(['reopenOrder']);
});

test('of a commitment without an order in force nothing is chosen, nor of our own mark in origin_id', () => {
  const waits = new PostedEffects([effect('order', ordered, 'delivered')]);
  expect(fusionOrderChoices.orderOf(asked({ ordered: waits, originId: 'FUSION:PCORDERAXXXXXXXXXXXX' }))).toBeNull();
  expect(told(asked({ ordered: waits }))).toEqual([]);
  expect(fusionOrderChoices.about).toEqual(['commitment']);
});
