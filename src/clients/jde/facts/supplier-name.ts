/** Legal forms and filler that two spellings of one name may differ in. */
const emptyWords = new Set(
  'THE AND INC INCORPORATED LLC LLP LTD LIMITED CORP CORPORATION COMPANY GMBH DBA PLC PTY SONS BROS GROUP'.split(' '),
);

const mostWords = 2;

/**
 * The words of a name that another spelling of it would hold too, upper case as JDE's compressed name (DC) has them.
 * Punctuation stays in DC, and at some sites blanks do, so words are looked for one by one and never joined.
 */
export function significantWords(name: string): readonly string[] {
  const words = name
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3);
  const telling = words.filter((word) => !emptyWords.has(word));
  return [...new Set(telling)].slice(0, mostWords);
}
