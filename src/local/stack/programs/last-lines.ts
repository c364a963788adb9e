import { existsSync, readFileSync } from 'node:fs';

/** The end of a log file, for an error that has to say why a program did not start. */
export function lastLines(file: string, count = 8): string {
  if (!existsSync(file)) return '(no log was written)';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
