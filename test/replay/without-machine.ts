import { hostname } from 'node:os';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** A history without the traces of the machine that recorded it: folders in stack traces, host and process of the workers. */
export function withoutMachine(value: unknown): unknown {
  if (typeof value === 'string') return cleaned(value);
  if (Array.isArray(value)) return value.map(withoutMachine);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    if (name === 'data' && typeof member === 'string' && 'metadata' in value) {
      return [name, Buffer.from(cleaned(Buffer.from(member, 'base64').toString('utf8'))).toString('base64')];
    }
    return [name, withoutMachine(member)];
  });
  return Object.fromEntries(members);
}

function cleaned(text: string): string {
  return text
    .replaceAll(`${root}/`, '')
    .replaceAll(/\b\d+@[^-\s"]+-/g, 'worker-')
    .replaceAll(/\b\d+@[\w.-]+/g, 'client')
    .replaceAll(hostname(), 'host');
}
