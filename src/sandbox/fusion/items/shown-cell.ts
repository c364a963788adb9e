import { numberOf, type JsonValue } from '../../http/json-value';
import type { Attribute } from '../resources/definition';
import type { Cell } from './item';

/** As the pod writes it: under framework 9 numbers of 18 digits' precision are texts (reference 1.4). */
export function shownCell(
  attribute: Attribute,
  cell: Cell | undefined,
  framework: number,
  timeZone: string,
): JsonValue {
  if (typeof cell !== 'string') {
    return cell ?? null;
  }
  switch (attribute.type) {
    case 'id':
    case 'integer':
      return framework >= 9 ? cell : numberOf(cell);
    case 'number':
      return numberOf(cell);
    case 'timestamp':
      return shownInstant(cell, timeZone);
    case 'text':
    case 'date':
    case 'boolean':
      return cell;
  }
}

/** The user's own offset, daylight saving applied (reference 2.5): never plain UTC unless the zone is. */
function shownInstant(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const part = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => part.get(type) ?? '';
  const offset = of('timeZoneName').replace('GMT', '') || '+00:00';
  const ms = String(at.getUTCMilliseconds()).padStart(3, '0');
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}.${ms}${offset}`;
}
