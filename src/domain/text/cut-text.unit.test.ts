import { cutText } from './cut-text';

const lastLetter = (marks: string): string => `abcd${marks}`;

test.each([
  ['a text that fits stays as it is', 'Kanal 12', 8, 'Kanal 12'],
  ['a text is cut at its length, and no blank is left at its end', 'Kanal 12', 6, 'Kanal'],
  ['line ends, tabs, control characters and hidden marks are one blank', 'a\r\n\tb\u0000\u200Bc', 9, 'a b c'],
  ['half a character of the source is none', 'a\uD83D b', 9, 'a b'],
  ['a character of two units is left out whole', lastLetter('\u{1F3D7}'), 5, 'abcd'],
  ['an accent that stands apart is never cut off its letter', lastLetter('e\u0301'), 5, 'abcd'],
  ['a family of joined signs is never cut in two', lastLetter('\u{1F468}\u200D\u{1F469}'), 7, 'abcd'],
])('%s', (_rule, text, length, cut) => {
  expect(cutText(text, length)).toBe(cut);
});
