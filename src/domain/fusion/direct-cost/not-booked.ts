import type { ProcoreDirectCost } from '../../procore/procore-direct-costs';
import type { DirectCostSettings } from './settings';

/** Why a direct cost is recorded and not booked; each is listed with its sum. */
export interface NotBooked {
  readonly why: 'fromErp' | 'typeOff' | 'beforeStart';
  /** For people. */
  readonly note: string;
}

/** The date that is its accounting date; null: it has none. */
export function datedBy(
  { receivedDate, directCostDate: costDate }: Pick<ProcoreDirectCost, 'receivedDate' | 'directCostDate'>,
  { directCostDate }: Pick<DirectCostSettings, 'directCostDate'>,
): string | null {
  return directCostDate === 'received_date' ? receivedDate : costDate;
}

/** Null: it is booked. */
export function notBooked(
  { originId, type }: Pick<ProcoreDirectCost, 'originId' | 'type'>,
  date: string | null,
  { types }: DirectCostSettings,
): NotBooked | null {
  if (originId !== null) {
    const note = `It has the origin_id ${originId}, so another program brought it from its own books or has taken it there. It is not booked a second time.`;
    return { why: 'fromErp', note };
  }
  const own = types[type];
  if (own === undefined) {
    return {
      why: 'typeOff',
      note: `Direct costs of the type ${type} are not booked: posting.directCosts.types names none.`,
    };
  }
  if (date === null || date >= own.from) return null;
  const note = `It is of ${date}; direct costs of the type ${type} are booked from ${own.from} on, and what is older is in the books.`;
  return { why: 'beforeStart', note };
}
