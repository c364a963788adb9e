import { restoredBecause, type LedgerCopy } from './ledger-copy';

const copy: LedgerCopy = { systemIdentifier: '7301', timeline: 1, highestPosting: '10' };

test.each<[string, Partial<LedgerCopy>]>([
  ['is the one that wrote the copy', {}],
  ['has posted since', { highestPosting: '11' }],
  ['hides who it is', { systemIdentifier: null, timeline: null }],
])('a database that %s may post', (_what, change) => {
  expect(restoredBecause(copy, { ...copy, ...change })).toBeNull();
});

test.each<[string, Partial<LedgerCopy>, RegExp]>([
  ['ends below the copy, by number and not as text', { highestPosting: '9' }, /ends at posting 9, .* reached 10/],
  ['is another one', { systemIdentifier: '7302' }, /another one/],
  ['was recovered', { timeline: 2 }, /timeline 2, before on 1/],
])('a database that %s may not', (_what, change, why) => {
  expect(restoredBecause(copy, { ...copy, ...change })).toMatch(why);
});

test('what the copy does not know proves nothing', () => {
  expect(restoredBecause({ ...copy, systemIdentifier: null, timeline: null }, copy)).toBeNull();
});
