/** One piece of a `q`: a word may be an attribute, a keyword, a number or a bare literal. */
export type Token =
  | { readonly kind: 'word' | 'text' | 'operator'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' | ';' };

const DOUBLED = /\s*(?:'((?:[^']|'')*)'|(<=|>=|!=|<>|=|<|>)|([();,])|([^\s'"();,=<>!]+))/y;
const PLAIN = new RegExp(DOUBLED.source.replace("(?:[^']|'')*", "[^']*"), 'y');

/** Undefined when the text cannot be read: double quotes, an open quote, a stray mark. */
export function tokensOf(text: string, isQuoteDoubled: boolean): Token[] | undefined {
  const tokens: Token[] = [];
  const pattern = isQuoteDoubled ? DOUBLED : PLAIN;
  pattern.lastIndex = 0;
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const match = pattern.exec(text);
    if (match === null) {
      return undefined;
    }
    const [, quoted, operator, mark, word] = match;
    if (quoted !== undefined) {
      tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") });
    } else if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator === '<>' ? '!=' : operator });
    } else if (mark !== undefined) {
      tokens.push({ kind: 'mark', text: mark as '(' });
    } else {
      tokens.push({ kind: 'word', text: word ?? '' });
    }
  }
  return tokens;
}
