/** Every form in which a text may lie in bytes: encodings of text, of bytes in text, and of text in JSON and addresses. */
export function formsOf(text: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const escaped = [...text].map((char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');
  const forms = new Map<string, Buffer>([
    ['plain', utf8],
    ['JSON', Buffer.from(JSON.stringify(text).slice(1, -1))],
    ['JSON escapes', Buffer.from(escaped)],
    ['percent', Buffer.from(encodeURIComponent(text))],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['hex of UTF-16', Buffer.from(utf16.toString('hex'))],
  ]);
  for (const [name, bytes] of [
    ['base64', utf8],
    ['base64 of UTF-16', utf16],
    ['base64 of base64', Buffer.from(utf8.toString('base64'))],
  ] as const) {
    for (const shift of [0, 1, 2]) {
      const inner = base64Within(bytes, shift);
      forms.set(`${name}, shifted by ${shift}`, Buffer.from(inner));
      forms.set(`${name}url, shifted by ${shift}`, Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
    }
  }
  return forms;
}

/** The characters that are the same whatever stands before and after the bytes, which begin `shift` bytes into a group. */
function base64Within(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}

export interface Canary {
  readonly name: string;
  /** The spellings of one value. */
  readonly texts: readonly string[];
}

export type Places = ReadonlyMap<string, Buffer>;

/** `canary in place (form)` for each canary that lies in a place in any spelling and form. */
export function findCanaries(canaries: readonly Canary[], places: Places): string[] {
  const found: string[] = [];
  for (const { name, texts } of canaries) {
    const forms = texts.filter((text) => !isDigits(text)).flatMap((text) => [...formsOf(text)]);
    const numbers = texts.filter(isDigits);
    for (const [place, bytes] of places) {
      const hit =
        forms.find(([, form]) => bytes.includes(form))?.[0] ??
        numbers.find((digits) => includesNumber(bytes, digits)) ??
        null;
      if (hit !== null) found.push(`${name} in ${place} (${hit})`);
    }
  }
  return found;
}

const isDigits = (text: string): boolean => /^\d+$/.test(text);

/** A few digits occur in longer numbers (times, ids) by chance: only a number of its own counts. */
function includesNumber(bytes: Buffer, digits: string): boolean {
  const isDigitAt = (index: number): boolean => isDigits(String.fromCharCode(bytes[index] ?? 0));
  for (let at = bytes.indexOf(digits); at >= 0; at = bytes.indexOf(digits, at + 1)) {
    if (!isDigitAt(at - 1) && !isDigitAt(at + digits.length)) return true;
  }
  return false;
}

/** An amount as people, machines and other countries write it. */
export function amountCanary(name: string, amount: string): Canary {
  const [whole = '', cents = ''] = amount.split('.');
  const grouped = (mark: string): string => whole.replace(/\B(?=(\d{3})+$)/g, mark);
  return {
    name,
    texts: [amount, `${grouped(',')}.${cents}`, `${grouped('.')},${cents}`, `${grouped(' ')},${cents}`, whole + cents],
  };
}

export function nameCanary(name: string, text: string): Canary {
  const squeezed = text.replaceAll(' ', '');
  return {
    name,
    texts: [...new Set([text, text.toUpperCase(), text.toLowerCase(), squeezed, squeezed.toUpperCase()])],
  };
}
