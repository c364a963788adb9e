import { ActionError } from '../../application/action-error';
import type { TakeOver } from '../../domain/documents/take-over';

/** `all`, `none`, `through 2026-09-30`. */
export function parseTakeOver(words: readonly string[]): TakeOver {
  const [word = '', date = '', ...more] = words.flatMap((part) => part.trim().split(/\s+/));
  if (more.length === 0 && date === '' && (word === 'all' || word === 'none')) return word;
  if (more.length === 0 && word === 'through' && isDay(date)) return { through: date };
  throw new ActionError(
    'badInput',
    `--take-over "${words.join(' ')}": one of all, none, through YYYY-MM-DD (a day that exists)`,
  );
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
