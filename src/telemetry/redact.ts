import { ALLOWED_FIELDS, ALLOWED_HEADERS, ALLOWED_QUERY_NAMES, DROPPED_FIELDS, HIDDEN } from './allowed-names';
import { isError } from './is-error';
import { redactError } from './redact-error';
import { scrubText } from './scrub-text';

const MAX_DEPTH = 4;
const MAX_ITEMS = 50;

type Fields = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Shows the value of a field only when its name is allowed; applies to nested objects too. */
export function redactFields(fields: Fields): Record<string, unknown> {
  return redactObject(fields, 0);
}

export function redactHeaders(headers: Headers): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : value.join(', ');
    shown[name.toLowerCase()] = ALLOWED_HEADERS.has(name.toLowerCase()) ? scrubText(text) : HIDDEN;
  }
  return shown;
}

/** The address without user, password and fragment, and with the values of unknown query names hidden. */
export function redactUrl(url: string): string {
  const isRelative = url.startsWith('/');
  if (!URL.canParse(url, isRelative ? 'http://relative' : undefined)) return HIDDEN;
  const parsed = new URL(url, isRelative ? 'http://relative' : undefined);
  const pairs = [...parsed.searchParams].map(([name, value]) => {
    const [stem = ''] = name.toLowerCase().split('[');
    return `${encodeURIComponent(name)}=${ALLOWED_QUERY_NAMES.has(stem) ? encodeURIComponent(value) : HIDDEN}`;
  });
  const place = isRelative ? parsed.pathname : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
  return pairs.length === 0 ? place : `${place}?${pairs.join('&')}`;
}

function redactObject(fields: Fields, depth: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || DROPPED_FIELDS.has(name)) continue;
    shown[name] = redactMember(name, value, depth);
  }
  return shown;
}

function redactMember(name: string, value: unknown, depth: number): unknown {
  if (isError(value)) return redactError(value);
  if (name === 'err' || name === 'error') return redactError(value);
  if (name === 'headers' && isRecord(value)) return redactHeaders(headersOf(value));
  if (name === 'url' && typeof value === 'string') return redactUrl(value);
  return ALLOWED_FIELDS.has(name) ? redactValue(value, depth + 1) : HIDDEN;
}

function redactValue(value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? HIDDEN : value.toISOString();
  if (depth > MAX_DEPTH || ArrayBuffer.isView(value)) return HIDDEN;
  if (isError(value)) return redactError(value);
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redactValue(item, depth + 1));
  return isRecord(value) ? redactObject(value, depth) : HIDDEN;
}

function headersOf(value: Fields): Headers {
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, headerText(held)]));
}

function headerText(held: unknown): string | undefined {
  if (held === undefined || held === null) return undefined;
  if (typeof held === 'string' || typeof held === 'number') return String(held);
  return Array.isArray(held) ? held.map((item: unknown) => headerText(item) ?? '').join(',') : HIDDEN;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
