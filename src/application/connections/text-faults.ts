import type { ConnectionHead } from '../../config/connection-file';

/** A list of certificates is the longest text that a connection has. */
const longest = { caBundle: 1_000_000, usual: 500 } as const;

/**
 * What no text of connection.json may hold, by its place: characters that the database cannot keep, more text than a
 * setting has, and, in an address, user, password or token, and plain http in production. Never shows the value.
 */
export function textFaults(file: unknown, environment: ConnectionHead['environment'] | null, path = ''): string[] {
  if (typeof file === 'string') return faultsOf(file, environment).map((fault) => `${path}: ${fault}`);
  if (typeof file !== 'object' || file === null) return [];
  return Object.entries(file).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const own = isKeepable(name) ? [] : [`${printable(place)}: the name of this member holds ${unkeepable}`];
    return [...own, ...textFaults(value, environment, printable(place))];
  });

  function faultsOf(text: string, env: typeof environment): string[] {
    const limit = path.endsWith('caBundle') ? longest.caBundle : longest.usual;
    return [
      ...(isKeepable(text) ? [] : [`holds ${unkeepable}`]),
      ...(text.length > limit ? [`is ${text.length} characters long; at most ${limit}`] : []),
      ...addressFaults(text, env),
    ];
  }
}

const unkeepable = 'a NUL character or half of a character, which cannot be stored';

function isKeepable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, '?');
}

function addressFaults(text: string, environment: ConnectionHead['environment'] | null): string[] {
  const address = /^https?:/i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (address === null) return [];
  return [
    ...(address.protocol === 'http:' && environment === 'production'
      ? ['must begin with https:// in production: over http anybody on the way reads the credentials']
      : []),
    ...(address.username !== '' || address.password !== ''
      ? ['holds a user or password; credentials are secrets of their own and never part of an address']
      : []),
    ...(address.search !== '' || address.hash !== ''
      ? ['holds something behind ? or #, where a token could stand; write the bare address']
      : []),
  ];
}

/** Settings as they are shown and audited: an address that was stored with more than itself is cut to the bare one. */
export function withBareAddresses<Value>(settings: Value): Value {
  if (typeof settings === 'string') return bareAddress(settings) as Value;
  if (Array.isArray(settings)) return settings.map((one: unknown) => withBareAddresses(one)) as Value;
  if (typeof settings !== 'object' || settings === null) return settings;
  const entries = Object.entries(settings).map(([name, value]) => [name, withBareAddresses<unknown>(value)]);
  return Object.fromEntries(entries) as Value;
}

function bareAddress(text: string): string {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return text;
  const address = new URL(text);
  if ([address.username, address.password, address.search, address.hash].every((part) => part === '')) return text;
  return `${address.protocol}//${address.host}${address.pathname}`;
}
