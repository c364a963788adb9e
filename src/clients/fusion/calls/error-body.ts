interface FusionErrorBody {
  /** Fusion's sentences, translated to the user's language. They can quote values. */
  readonly said: readonly string[];
  /** `AP-810245`, `27014`, `JBO-25014` without `JBO-`: what is decided by. */
  readonly codes: readonly string[];
  /** Whether Fusion wrote it, and no gateway: only then is a call refused. */
  readonly isFusions: boolean;
}

/** A product's code at the end of a sentence: `(AP-810879)`. */
const productCode = /\(([A-Z][A-Z0-9]{1,5}-\d{3,9})\)/g;
const jboCode = /\bJBO-(\d{4,6})\b/g;
const codeMembers = ['o:errorCode', 'code', 'errorCode'];
const textMembers = ['detail', 'o:errorHeader'];
const pathMembers = ['o:errorPath', 'o:urlPath', 'o:errorQueryParam'];

/**
 * Both forms in which Fusion words an error (reference 5.1): JSON with any of its members, each of which may be absent, and plain
 * text of one or several sentences with the product's code in parentheses.
 */
export function readErrorBody(body: { readonly json: unknown } | { readonly text: string }): FusionErrorBody {
  if ('text' in body) {
    const codes = codesIn([body.text]);
    return { said: codes.length === 0 ? [] : [body.text.trim()], codes, isFusions: codes.length > 0 };
  }
  if (!isRecord(body.json)) return { said: [], codes: [], isFusions: false };
  const parts = [body.json, ...listOf(body.json['o:errorDetails']).filter(isRecord)];
  const said = parts.flatMap((part) => textsOf(part, textMembers));
  const codes = parts
    .flatMap((part) => textsOf(part, codeMembers))
    .filter((code) => /^[A-Za-z0-9][\w:.-]{1,60}$/.test(code));
  const isFusions =
    'o:errorDetails' in body.json ||
    'o:errorCode' in body.json ||
    parts.some((part) => pathMembers.some((member) => member in part)) ||
    codesIn(said).length > 0;
  return { said, codes: distinct([...codes.map(bare), ...codesIn(said)]), isFusions };
}

function codesIn(texts: readonly string[]): readonly string[] {
  return distinct(
    texts.flatMap((text) => [...text.matchAll(productCode), ...text.matchAll(jboCode)].map(([, code = '']) => code)),
  );
}

/** Some answers leave the prefix out, so it is not compared. */
function bare(code: string): string {
  return code.replace(/^JBO-/, '');
}

function textsOf(part: Readonly<Record<string, unknown>>, members: readonly string[]): readonly string[] {
  return members.flatMap((member) => {
    const value = part[member];
    return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
