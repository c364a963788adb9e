/** What a company's form is called says nothing of which company it is. */
const legalForms = new Set(
  'ag bv co company corp corporation dba gmbh inc incorporated limited llc llp lp ltd nv plc pllc pty pte sa srl the'.split(
    ' ',
  ),
);

/** The words of a name that tell companies apart, without accents, case, marks and legal forms: `smith sons paving`. */
export function nameWords(name: string): readonly string[] {
  const words = plainWords(name.replace(/&/g, ' and '));
  const telling = words.filter((word) => !legalForms.has(word) && word !== 'and');
  return telling.length > 0 ? telling : words;
}

/** Letters and digits alone, in lower case; `L.L.C.` is one word. */
export function plainWords(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .replace(/['’]/gu, '');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
