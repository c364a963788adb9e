import { matchesDigest, secretDigest } from './secret-digest';

test.each([
  ['the secret', 's3cret', true],
  ['nothing', '', false],
  ['a beginning', 's3cre', false],
  ['more', 's3cret ', false],
  ['other case', 'S3cret', false],
])('%s is compared whole', (_case, presented, expected) => {
  expect(matchesDigest(presented, secretDigest('s3cret'))).toBe(expected);
});
