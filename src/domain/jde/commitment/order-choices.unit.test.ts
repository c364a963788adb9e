import type { OrderInQuestion } from '../../commitment/order-choices';
import { effectsOf, effect, billed, carried, orderedEntries } from './commitment.fixture';
import { jdeOrderChoices } from './order-choices';
import { orderOfCommitment } from './order-of-commitment';

const draft = {
  kind: 'commitmentOrder',
  currency: 'USD',
  foreign: false,
  lines: [{ item: 'contract_item:1', description: 'Walls' }],
};

function asked(fields: Partial<OrderInQuestion> = {}): OrderInQuestion {
  return {
    commitmentId: '701973',
    changeOrder: null,
    ordered: effectsOf(effect('order', orderedEntries)),
    bills: effectsOf(),
    atGoLive: null,
    originId: null,
    draftOf: (step) => (step === 'order' ? draft : null),
    today: '2026-11-28',
    decision: '9',
    ...fields,
  };
}

const told = (of: OrderInQuestion) =>
  jdeOrderChoices.offers(of).map(({ kind, does }) => ({
    kind,
    moves: does?.entries.map(({ orderLine, amount }) => `${orderLine} ${amount}`) ?? null,
  }));

const changed = effect('orderChange', [carried('CO-77', 'change_order_item:77', '4411.1340.03300', '800.00')], {
  documentId: '2',
});
const bills = effectsOf(
  effect('voucher', [billed('1', '12000.00')], { documentId: '8' }),
  // Delivered only: JDE has it open still.
  effect('voucher', [billed('3', '100.00')], { documentId: '9', stage: 'delivered' }),
);

test('closing takes off each line what is not posted on it, lines of change orders too, and never what is posted', () => {
  const of = asked({ ordered: effectsOf(effect('order', orderedEntries), changed), bills });
  expect(told(of)).toEqual([{ kind: 'closeOrder', moves: ['1 -33000', '3 -5000', 'CO-77 -800'] }]);
});

test('of a change order only its own lines are closed', () => {
  const of = asked({ ordered: effectsOf(effect('order', orderedEntries), changed), changeOrder: '2' });
  expect(told(of)).toEqual([{ kind: 'closeOrder', moves: ['CO-77 -800'] }]);
});

test('more than the line carries was billed: nothing is open of it, and nothing is taken off it', () => {
  const over = effectsOf(effect('voucher', [billed('3', '5200.00')], { documentId: '8' }));
  expect(told(asked({ bills: over }))).toEqual([{ kind: 'closeOrder', moves: ['1 -45000', '3 0'] }]);
});

describe('once it is closed, with 12,000.00 of 45,000.00 posted', () => {
  const closed = effect(
    'orderClose',
    [
      carried('1', 'contract_item:1', '4411.1340.03300', '-33000.00'),
      carried('3', 'contract_item:3', '4411.1340.26010', '-5000.00'),
    ],
    { ordinal: 1 },
  );
  const ordered = effectsOf(effect('order', orderedEntries), closed);
  const posted = (gross: string) => effectsOf(effect('voucher', [billed('1', gross)], { documentId: '8' }));

  test('nothing is closed twice; what was closed can be had back', () => {
    expect(told(asked({ ordered, bills: posted('12000.00') }))).toEqual([
      { kind: 'closeOrder', moves: null },
      { kind: 'newLine', moves: null },
      { kind: 'reopenOrder', moves: ['1/2 33000.00', '3/2 5000.00'] },
    ]);
  });

  test('a voucher of 2,500.00 is voided: that becomes one new line, moved off the old one', () => {
    expect(told(asked({ ordered, bills: posted('9500.00') }))).toEqual([
      { kind: 'closeOrder', moves: null },
      { kind: 'newLine', moves: ['1/2 2500.00', '1 -2500'] },
      { kind: 'reopenOrder', moves: ['1/2 35500.00', '1 -2500', '3/2 5000.00'] },
    ]);
  });

  test('the new line is billed from then on, and carries what was moved onto it; closed again, it is closed alone', () => {
    const back = effect(
      'orderChange',
      [
        carried('1/2', 'contract_item:1', '4411.1340.03300', '2500.00'),
        carried('1', 'contract_item:1', '4411.1340.03300', '-2500.00'),
      ],
      { kind: 'linesBack' },
    );
    const again = effectsOf(effect('order', orderedEntries), closed, back);
    const lines = orderOfCommitment({ ordered: again })?.lines ?? [];
    expect(lines.find(({ item }) => item === 'contract_item:1')).toMatchObject({ mark: '1/2', carried: '2500' });
    expect(lines.find(({ mark }) => mark === '1')).toMatchObject({ carried: '9500' });
    expect(told(asked({ ordered: again, bills: posted('9500.00') }))).toEqual([
      { kind: 'closeOrder', moves: ['1/2 -2500'] },
      { kind: 'newLine', moves: null },
      { kind: 'reopenOrder', moves: ['1/3 33000.00', '3/2 5000.00'] },
    ]);
  });
});

test('a new line is made as the old one: its account, its words, and its amount in the currency of the order', () => {
  const closed = effect('orderClose', [carried('1', 'contract_item:1', '4411.1340.03300', '-45000.00')]);
  const of = asked({ ordered: effectsOf(effect('order', orderedEntries), closed) });
  const reopened = jdeOrderChoices.offers(of).find(({ kind }) => kind === 'reopenOrder');
  expect(reopened?.does?.draft).toMatchObject({
    lines: [
      {
        key: '1/2',
        account: { businessUnit: '4411', object: '1340', subsidiary: '03300' },
        amount: '45000.00',
        description: 'Walls',
      },
    ],
    glDate: '2026-11-28',
    decision: '9',
  });
});

describe('all of its lines are canceled in JDE, by whom is not known', () => {
  const ordered = effectsOf(effect('order', orderedEntries, { stage: 'voided' }));

  test('it may be said that it was closed: its lines carry what is billed on them; nothing else is offered', () => {
    const of = asked({ ordered, bills });
    expect(jdeOrderChoices.orderOf(of)).toMatchObject({ orderNumber: '5012' });
    expect(told(of)).toEqual([{ kind: 'closeOrder', moves: ['1 -33000', '3 -5000'] }]);
    expect(jdeOrderChoices.offers(of)[0]?.says).toContain('Nothing is changed in JDE');
  });

  test('of one that is not there any more, nor of a change order, it may not be said', () => {
    const gone = effectsOf(effect('order', orderedEntries, { stage: 'gone' }));
    expect(jdeOrderChoices.orderOf(asked({ ordered: gone }))).toBeNull();
    expect(jdeOrderChoices.orderOf(asked({ ordered, changeOrder: '2' }))).toBeNull();
  });
});

test('of a commitment without an order in force nothing is chosen', () => {
  const waits = effectsOf(effect('order', orderedEntries, { stage: 'delivered' }));
  expect(jdeOrderChoices.orderOf(asked({ ordered: waits }))).toBeNull();
  expect(told(asked({ ordered: waits }))).toEqual([]);
});
