/** One piece of a `q`: a word may be an attribute, a keyword, a number or a bare literal. */
export type Token =
  | { readonly kind: 'word' | 'text' | 'operator'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' | ';' };

const PATTERN = /\s*(?:'((?:[^']|'')*)'|(<=|>=|!=|<>|=|<|>)|([();,])|([^\s'"();,=<>!]+))/y;

/** Undefined when the text cannot be read: double quotes, an open quote, a stray mark. */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (PATTERN.lastIndex < end) {
    const match = PATTERN.exec(text);
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
