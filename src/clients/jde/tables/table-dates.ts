import { unreadableCell } from './unreadable-cell';

const dayMs = 86_400_000;

/** `CYYDDD`, as JDE keeps dates in its tables: 2026-10-09 is 126282. */
export function toJulian(date: string): number {
  const time = dayNumber(date) * dayMs;
  const year = new Date(time).getUTCFullYear();
  return (year - 1900) * 1000 + (time - Date.UTC(year, 0, 1)) / dayMs + 1;
}

/** Empty for 0, which is JDE's "no date". */
export function fromJulian(julian: number): string {
  if (julian === 0) return '';
  const year = 1900 + Math.floor(julian / 1000);
  const date = new Date(Date.UTC(year, 0, julian % 1000));
  if (!Number.isInteger(julian) || julian < 0 || julian % 1000 === 0 || date.getUTCFullYear() !== year) {
    throw new RangeError(`Julian date ${String(julian)}: expected CYYDDD with a day of that year`);
  }
  return date.toISOString().slice(0, 10);
}

/** A date cell of the data service: `yyyyMMdd`, or the Julian number where a site shows that. Empty when none. */
export function fromTableDate(cell: string): string {
  const text = cell.trim();
  if (text === '' || /^0+$/.test(text)) return '';
  try {
    if (/^\d{5,6}$/.test(text)) return fromJulian(Number(text));
    const date = text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
    dayNumber(date);
    return date;
  } catch {
    throw unreadableCell('a date as yyyyMMdd or CYYDDD');
  }
}

export function dayAfter(date: string): string {
  return new Date((dayNumber(date) + 1) * dayMs).toISOString().slice(0, 10);
}

function dayNumber(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) {
    throw new RangeError(`date "${date}": expected a day of the calendar as YYYY-MM-DD`);
  }
  return time / dayMs;
}

/** Of date and time of change. UPMT is a number, so that zeros before it are lost: 93015 is 09:30:15. */
export function stampOf(date: string, time: string): string {
  const digits = /^\d{1,6}$/.test(time.trim()) ? time.trim().padStart(6, '0') : '000000';
  return `${fromTableDate(date)}T${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}
