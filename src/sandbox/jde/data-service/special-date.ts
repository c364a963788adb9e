/** yyyyMMdd of today moved by whole days, months or years; a day past the month's end becomes its last. */
export function movedDate(today: string, count: number, unit: 'DAY' | 'MONTH' | 'YEAR'): string {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(4, 6)) - 1;
  const day = Number(today.slice(6, 8));
  if (unit === 'DAY') {
    return text(new Date(Date.UTC(year, month, day + count)));
  }
  const months = unit === 'MONTH' ? count : count * 12;
  const lastDay = new Date(Date.UTC(year, month + months + 1, 0)).getUTCDate();
  return text(new Date(Date.UTC(year, month + months, Math.min(day, lastDay))));
}

function text(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}
