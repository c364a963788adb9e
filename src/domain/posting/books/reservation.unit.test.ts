import type { Entry } from './entry';
import { decideReservation, type ReservationFacts, type ReservedPosting } from './reservation';

function cost(amount: string, withheld = '0', fields: Partial<Entry> = {}): Entry {
  return {
    book: 'cost',
    supplier: '70123',
    account: '4411.1340.26010',
    orderLine: '',
    item: 'contract_item:1',
    amount,
    gross: amount,
    withheld,
    tax: '0',
    period: '2026-10',
    ...fields,
  };
}

function posting(ordinal: number, fields: Partial<ReservedPosting> = {}): ReservedPosting {
  return {
    ordinal,
    state: 'confirmed',
    planId: 'earlier',
    because: null,
    planStep: 'voucher',
    stage: 'stands',
    leased: false,
    entries: [cost('100')],
    fingerprint: 'A',
    ...fields,
  };
}

function decide(postings: readonly ReservedPosting[], fields: Partial<ReservationFacts> = {}) {
  const facts: ReservationFacts = {
    nature: 'adds',
    planId: 'now',
    because: null,
    planStep: 'voucher',
    isOverset: false,
    postings,
    wanted: { fingerprint: () => 'A', entries: [cost('100')] },
    ...fields,
  };
  const { kind, ordinal } = decideReservation(facts);
  return `${kind} ${ordinal}`;
}

const other = { wanted: { fingerprint: () => 'B', entries: [cost('90')] } };

describe('what a person accepted as it stands', () => {
  const accepted = posting(1, { accepted: true, entries: [cost('130')] });
  test('is settled for the content that it was sent for', () => {
    expect(decide([accepted])).toBe('done 1');
  });

  test('is settled for a content that comes to what stands', () => {
    expect(decide([accepted], { wanted: { fingerprint: () => 'B', entries: [cost('130')] } })).toBe('done 1');
    const notAccepted = posting(1, { entries: [cost('130')] });
    expect(decide([notAccepted], { wanted: { fingerprint: () => 'B', entries: [cost('130')] } })).toBe('changed 1');
  });

  test('is changed by any other content', () => {
    expect(decide([accepted], other)).toBe('changed 1');
  });
});

describe('what is in flight', () => {
  test.each(['reserved', 'sent', 'uncertain'] as const)(
    '%s is taken over before anything else is thought of',
    (state) => {
      if (state !== 'reserved') expect(decide([posting(1), posting(2, { state })])).toBe('leaseIt 2');
      expect(decide([posting(1, { state })], other)).toBe('leaseIt 1');
      expect(decide([posting(1, { state })], { ...other, because: 'd1' })).toBe('leaseIt 1');
      expect(decide([posting(1, { state })], { nature: 'sets' })).toBe('leaseIt 1');
    },
  );

  test('is not what the whole is posted by once more when something stands or stood and nothing of it was sent', () => {
    const reserved = posting(2, { state: 'reserved', because: 'd1' });
    expect(decide([posting(1), reserved])).toBe('done 1');
    expect(decide([posting(1), reserved], other)).toBe('changed 1');
    expect(decide([posting(1, { state: 'voided' }), reserved])).toBe('erpVoided 1');
    expect(decide([posting(1), reserved], { ...other, because: 'd2' })).toBe('leaseIt 2');
  });

  test('of another decision is not taken over for one that is answered already', () => {
    const answered = posting(1, { because: 'd1' });
    for (const state of ['reserved', 'sent', 'uncertain'] as const) {
      const inFlight = posting(2, { because: 'd2', state });
      expect(decide([answered, inFlight], { ...other, because: 'd1' })).toBe('done 1');
      expect(decide([answered, inFlight], { ...other, because: 'd2' })).toBe('leaseIt 2');
      const lost = posting(1, { because: 'd1', state: 'voided' });
      expect(decide([lost, inFlight], { because: 'd1' })).toBe(state === 'reserved' ? 'erpVoided 1' : 'leaseIt 2');
    }
  });

  test('is left alone while somebody holds its lease', () => {
    expect(decide([posting(1, { state: 'sent', leased: true })])).toBe('busy 1');
  });
});

describe('what adds', () => {
  test('is posted when nothing ever stood; names that were rejected for an older plan do not count', () => {
    expect(decide([])).toBe('next 1');
    expect(decide([posting(1, { state: 'rejected' })])).toBe('next 2');
  });

  test('is not tried again under the plan that was refused', () => {
    expect(decide([posting(1, { state: 'rejected', planId: 'now' })])).toBe('rejectedAlready 1');
    expect(decide([posting(1, { state: 'rejected', planId: 'now', because: 'd1' })], { because: 'd1' })).toBe(
      'rejectedAlready 1',
    );
  });

  test('is done when what stands has the same effect, else it was changed', () => {
    expect(decide([posting(1)])).toBe('done 1');
    expect(decide([posting(1)], other)).toBe('changed 1');
  });

  test('one posting is compared by its fingerprint: the same amounts for another date are a change', () => {
    expect(decide([posting(1, { fingerprint: 'A of May' })])).toBe('changed 1');
  });

  test('what was not sent by us has no fingerprint and is compared by its entries', () => {
    expect(decide([posting(1, { fingerprint: null })])).toBe('done 1');
    expect(decide([posting(1, { fingerprint: null })], other)).toBe('changed 1');
  });

  test('several postings are one effect when they come to it together', () => {
    const both = [posting(1), posting(2, { entries: [cost('-10')], fingerprint: 'C' })];
    expect(decide(both, other)).toBe('done 2');
    expect(decide(both)).toBe('changed 2');
  });

  test.each([
    ['account', { account: '4411.1320.05120' }],
    ['supplier', { supplier: '70999' }],
    ['item', { item: 'contract_item:2' }],
    ['book', { book: 'order' }],
  ] as const)('together they must come to it for each %s', (_, moved) => {
    const both = [posting(1), posting(2, { entries: [cost('-10', '0', moved)], fingerprint: 'C' })];
    expect(decide(both, other)).toBe('changed 2');
  });

  test.each([['withheld'], ['tax'], ['gross']])('together they must come to it in %s too', (member) => {
    const credit = { ...cost('-10'), [member]: '-9' };
    expect(decide([posting(1), posting(2, { entries: [credit] })], other)).toBe('changed 2');
  });

  test('what was voided is not posted again unless somebody decided it', () => {
    const voided = posting(1, { state: 'voided' });
    expect(decide([voided])).toBe('erpVoided 1');
    expect(decide([voided, posting(2, { state: 'rejected', planId: 'now' })])).toBe('erpVoided 1');
    expect(decide([voided], { because: 'd1' })).toBe('next 2');
    expect(decide([voided, posting(2, { because: 'd1' })], { because: 'd1' })).toBe('done 2');
    expect(decide([voided, posting(2, { because: 'd1' })])).toBe('done 2');
  });

  test.each(['voided', 'gone'] as const)(
    'what is %s where it stands does not count, and nobody has decided',
    (stage) => {
      expect(decide([posting(1, { stage })])).toBe('erpVoided 1');
      expect(decide([posting(1), posting(2, { stage, entries: [cost('-10')] })], other)).toBe('erpVoided 2');
    },
  );

  test('what was posted by a decision and voided again needs another', () => {
    const postings = [posting(1, { state: 'voided' }), posting(2, { state: 'voided', because: 'd1' })];
    expect(decide(postings, { because: 'd1' })).toBe('erpVoided 2');
    expect(decide(postings, { because: 'd2' })).toBe('next 3');
  });

  test('a decision asks for one more posting beside what stands, once', () => {
    expect(decide([posting(1)], { ...other, because: 'd1' })).toBe('next 2');
    expect(decide([posting(1), posting(2, { state: 'rejected', because: 'd1' })], { ...other, because: 'd1' })).toBe(
      'next 3',
    );
    expect(decide([posting(1), posting(2, { because: 'd1' })], { ...other, because: 'd1' })).toBe('done 2');
  });
});

describe('what sets', () => {
  const set = (wanted: string, settings: readonly string[]) =>
    decide(
      settings.map((fingerprint, index) => posting(index + 1, { fingerprint, entries: [] })),
      { nature: 'sets', wanted: { fingerprint: () => wanted, entries: [] } },
    );

  test('A, B and A again are three settings: only the newest says what stands', () => {
    expect(set('A', [])).toBe('next 1');
    expect(set('A', ['A'])).toBe('done 1');
    expect(set('B', ['A'])).toBe('next 2');
    expect(set('A', ['A', 'B'])).toBe('next 3');
    expect(set('A', ['A', 'B', 'A'])).toBe('done 3');
  });

  test('a setting that was refused under this plan is not tried again', () => {
    const refused = posting(2, { state: 'rejected', planId: 'now', fingerprint: 'B' });
    const wanted = { fingerprint: () => 'B', entries: [] };
    expect(decide([posting(1), refused], { nature: 'sets', wanted })).toBe('rejectedAlready 2');
    expect(decide([posting(1), refused], { nature: 'sets', wanted, planId: 'later' })).toBe('next 3');
  });
});

test('what is awaited is entered once and never taken over to be sent', () => {
  expect(decide([], { nature: 'awaits' })).toBe('next 1');
  expect(decide([posting(1, { state: 'reserved' })], { nature: 'awaits' })).toBe('awaiting 1');
  expect(decide([posting(1)], { nature: 'awaits', ...other })).toBe('done 1');
});

test('what is awaited and booked must stand as it is wanted; undone by those who did it, it is awaited anew', () => {
  const booked = { nature: 'awaits', isBooked: true } as const;
  expect(decide([posting(1)], booked)).toBe('done 1');
  expect(decide([posting(1)], { ...booked, ...other })).toBe('changed 1');
  expect(decide([posting(1, { state: 'voided' })], booked)).toBe('next 2');
  expect(decide([posting(1, { stage: 'voided' })], booked)).toBe('next 2');
  expect(decide([posting(1, { state: 'voided' }), posting(2, { state: 'reserved' })], booked)).toBe('awaiting 2');
  // A person entered it while it was awaited.
  expect(decide([posting(1, { state: 'reserved' }), posting(2)], booked)).toBe('done 2');
});

test('the order in which postings are given means nothing', () => {
  expect(decide([posting(2, { fingerprint: 'B' }), posting(1)], { nature: 'sets' })).toBe('next 3');
});

test('one decision that asks for two postings of a step is answered by both', () => {
  const credit = posting(2, { because: 'd1', planStep: 'voucher:credit' });
  const anew = { ...other, because: 'd1', planStep: 'voucher' };
  expect(decide([posting(1), credit], { ...other, because: 'd1', planStep: 'voucher:credit' })).toBe('done 2');
  expect(decide([posting(1), credit], anew)).toBe('next 3');
  expect(decide([posting(1), credit, posting(3, { because: 'd1' })], anew)).toBe('done 3');
});

test('what is changed into something else answers for nothing any more, neither as standing nor as gone', () => {
  const replaced = posting(1, { isReplaced: true });
  expect(decide([posting(1)], other)).toBe('changed 1');
  expect(decide([replaced], other)).toBe('next 2');
  expect(decide([replaced, posting(2, { state: 'uncertain', fingerprint: null })], other)).toBe('leaseIt 2');
  const after = posting(1, { state: 'voided', stage: 'gone' });
  expect(decide([after, posting(2, { fingerprint: 'B', entries: other.wanted.entries })], other)).toBe('done 2');
  // What was changed before is not gone when what it was changed into is to be changed in its turn.
  const changedBefore = posting(1, { state: 'voided', stage: 'gone', isReplaced: true });
  expect(decide([changedBefore, posting(2, { isReplaced: true })], other)).toBe('next 3');
  expect(decide([changedBefore, posting(2, { state: 'voided', stage: 'gone' })], other)).toBe('erpVoided 2');
});

test('what sets is set again when another document has set its subject since', () => {
  expect(decide([posting(1)], { nature: 'sets' })).toBe('done 1');
  expect(decide([posting(1)], { nature: 'sets', isOverset: true })).toBe('next 2');
});
