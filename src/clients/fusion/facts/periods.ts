import type { Ledger, Period } from '../../../domain/fusion/facts';
import { Rejected } from '../../http/client-error';
import { text } from '../calls/cells';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';

/**
 * The periods of a ledger as one application has them (reference 4.1). The application must be named, else the row of any
 * subledger comes; one that gives a period twice is none that can be relied on.
 */
export async function readPeriods(
  { collections }: FusionConnection,
  ledgerId: string,
  applicationId: string,
): Promise<readonly Period[]> {
  const rows = await collections.all({
    resource: 'accountingPeriodStatusLOV',
    purpose: 'periods',
    key: 'PeriodNameId',
    keyIsText: true,
    onlyData: true,
    conditions: [equalId('LedgerId', ledgerId), equalId('ApplicationId', applicationId)],
  });
  const periods = rows.map((row) => ({
    name: text(row, 'PeriodNameId'),
    status: text(row, 'ClosingStatus'),
    start: text(row, 'StartDate').slice(0, 10),
    end: text(row, 'EndDate').slice(0, 10),
  }));
  const twice = periods.find(({ name }, index) => periods.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) {
    throw new Rejected(`fusion periods: application ${applicationId} gives period ${twice.name} more than once`, {
      system: 'fusion',
      operation: 'periods',
      detail: { reason: 'ambiguousPeriod' },
    });
  }
  return periods;
}

/** Last days of a ledger's periods, in order, each once; an adjusting one, which lies within another, has none of its own. */
export async function readPeriodEnds(
  fusion: FusionConnection,
  ledgerId: string,
  applicationId: string,
): Promise<readonly string[]> {
  const periods = await readPeriods(fusion, ledgerId, applicationId);
  const isWithin = (one: Period, other: Period): boolean =>
    one !== other &&
    other.start <= one.start &&
    one.end <= other.end &&
    (other.start < one.start || one.end < other.end);
  const ends = periods.filter((one) => !periods.some((other) => isWithin(one, other))).map(({ end }) => end);
  return [...new Set(ends)].toSorted();
}

/** A ledger by its id; null: there is none that can be seen. */
export async function readLedger({ collections }: FusionConnection, id: string): Promise<Ledger | null> {
  const rows = await collections.all({
    resource: 'ledgersLOV',
    purpose: 'currency of the ledger',
    key: 'LedgerId',
    onlyData: true,
    conditions: [equalId('LedgerId', id)],
  });
  const [row] = rows;
  return row === undefined ? null : { id, currency: text(row, 'CurrencyCode') };
}
