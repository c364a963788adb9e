import { HIDDEN } from './allowed-names';

const TOP = new Set(['level', 'time', 'name', 'pid', 'msg', 'err', 'error']);
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** A JSON log line as one a person reads: time, level, name, message, fields; an error's messages follow, its stack does not. */
export function plainLine(jsonLine: string): string {
  const entry: unknown = JSON.parse(jsonLine);
  if (!isRecord(entry)) return jsonLine;
  const time = typeof entry['time'] === 'number' ? new Date(entry['time']).toISOString().slice(11, 19) : '--:--:--';
  const level = LEVELS[Number(entry['level'])] ?? 'info';
  const fields = Object.entries(entry)
    .filter(([name]) => !TOP.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const error = messages(entry['err'] ?? entry['error']);
  const parts = [
    time,
    level.padEnd(5),
    entry['name'],
    entry['msg'],
    ...fields,
    error === '' ? undefined : `(${error})`,
  ];
  return `${parts.filter((part) => part !== undefined && part !== '').join(' ')}\n`;
}

function messages(error: unknown): string {
  if (typeof error === 'string') return error;
  if (!isRecord(error)) return '';
  const message = textOr('', error['message']);
  // A kind of error is better than nothing: "ReferenceError [hidden]".
  const shown = message === HIDDEN ? `${textOr('Error', error['name'])} ${HIDDEN}` : message;
  return [shown, messages(error['cause'])].filter((text) => text !== '').join(': ');
}

function textOr(otherwise: string, value: unknown): string {
  return typeof value === 'string' ? value : otherwise;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
