import type { Side } from '../../../domain/vendor/matching/company-record';
import type { Connection } from '../../../store/connections/connections';
import type { CompanySweep } from '../../../store/vendors/company-sweeps';
import type { Tx } from '../../../store/unit-of-work';

/** How a reading of all companies of a side came out. */
export interface Swept {
  readonly seen: number;
  readonly changed: number;
  readonly missing: number;
  /** Why nothing may be concluded from it; null: it is whole. */
  readonly why: string | null;
}

/** Merging a few vendors in Procore makes no sweep void, however few there are. */
const alwaysMayBeMissing: Readonly<Record<Side, number>> = { procore: 5, erp: 0 };

/**
 * Ends a sweep that came to the end of what is listed. Where more is missing than may be, or fewer were seen than the list
 * counts, it is void: then access was lost, or records moved while they were read.
 */
export async function endSweep(
  tx: Tx,
  connection: Connection,
  side: Side,
  sweep: CompanySweep,
  told: { readonly listed: number | null; readonly acceptMissing: boolean },
): Promise<Swept> {
  const whole = await tx.companySweeps.newestWhole(connection, side);
  const { seen, missing } = await tx.companyRecords.seenBy(connection, side, sweep.number, whole?.number ?? null);
  const perCent = connection.settings.vendors?.mayBeMissing ?? 0;
  const most = Math.max(((seen + missing) * perCent) / 100, alwaysMayBeMissing[side]);
  const why = whyVoid({ seen, missing, most, listed: told.listed, acceptMissing: told.acceptMissing });
  await tx.companySweeps.end(connection, side, sweep.number, { missing, why });
  const { changed } = (await tx.companySweeps.newest(connection, side)) ?? sweep;
  return { seen, changed, missing, why };
}

function whyVoid(of: {
  readonly seen: number;
  readonly missing: number;
  readonly most: number;
  readonly listed: number | null;
  readonly acceptMissing: boolean;
}): string | null {
  if (of.listed !== null && of.seen < of.listed) {
    return `${String(of.listed)} are listed and ${String(of.seen)} were read, three times over: they change while they are read`;
  }
  if (of.missing <= of.most || of.acceptMissing) return null;
  return `access: ${String(of.missing)} that were read before are not shown any more, of ${String(of.seen + of.missing)}; look at the data access of our user there. If they are gone indeed: --accept-missing`;
}
