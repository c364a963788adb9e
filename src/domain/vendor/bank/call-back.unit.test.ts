import { judgeCalledNumber, sameNumber } from './call-back';

// A call-back proves something only on a number that whoever asks cannot have put there: it must have stood long before the request.

const called = {
  phone: '+1 (303) 555-0101',
  known: [{ phone: '303 5550101', unchangedSince: '2026-05-01' }],
  carried: [],
  seen: null,
  requestedOn: '2026-11-20',
  days: 90,
};
const judged = (change: Partial<Parameters<typeof judgeCalledNumber>[0]>) =>
  judgeCalledNumber({ ...called, ...change });
const why = (change: Parameters<typeof judged>[0]): string => {
  const end = judged(change);
  return 'why' in end ? end.why : `accepted: ${end.proof}`;
};
const touched = (unchangedSince: string | null) => [{ phone: '303 5550101', unchangedSince }];

test('a number whose record is unchanged for 90 days before the request is known', () => {
  expect(judged({})).toEqual({ proof: 'its record in the ERP is unchanged since 2026-05-01' });
  expect(judged({ known: touched('2026-08-22') })).toHaveProperty('proof');
});

test('a day less is not enough, and what would do is said', () => {
  expect(why({ known: touched('2026-08-23') })).toContain('was last touched on 2026-08-23');
  expect(why({ known: touched('2026-08-23') })).toContain('there is none, so the change is made in the ERP');
  const another = { phone: '720 5550177', unchangedSince: '2020-01-01' };
  expect(why({ known: [...touched('2026-08-23'), another] })).toContain('there is one');
});

test('a number that the ERP does not show is none, however long it was known', () => {
  const seen = { phone: called.phone, since: '2020-01-01' };
  expect(why({ known: [], seen })).toContain('the ERP shows no such number of the supplier now');
});

test('that nobody knows since when it stands is no proof', () => {
  expect(why({ known: touched(null) })).toContain('does not say since when the number stands');
});

test('what was read here itself may prove what the ERP cannot, where it reaches back far enough and shows that number', () => {
  const known = touched('2026-11-01');
  expect(judged({ known, seen: { phone: '3035550101', since: '2026-06-01' } })).toHaveProperty('proof');
  expect(judged({ known, seen: { phone: '3035550101', since: '2026-09-01' } })).toHaveProperty('why');
  expect(judged({ known, seen: { phone: '3035550199', since: '2026-06-01' } })).toHaveProperty('why');
});

test('a number that we carried over ourselves in that time is no proof, whatever a record says', () => {
  const carried = [{ phone: '303-555-0101', on: '2026-10-01' }];
  expect(why({ carried })).toContain('carried over from Procore on 2026-10-01');
  const seen = { phone: '3035550101', since: '2020-01-01' };
  expect(why({ carried, seen })).toContain('carried over');
  expect(judged({ carried: [{ phone: '303-555-0101', on: '2026-08-22' }] })).toHaveProperty('proof');
  expect(judged({ carried: [{ phone: '720-555-0101', on: '2026-10-01' }] })).toHaveProperty('proof');
});

test('numbers are the same by their digits, without the 1 of North America and an extension', () => {
  expect(sameNumber('1-303-555-0101 x22', '(303) 555 0101')).toBe(true);
  expect(sameNumber('303-555-0101 ext. 4', '303-555-0101')).toBe(true);
  expect(sameNumber('303-555-0102', '303-555-0101')).toBe(false);
});
