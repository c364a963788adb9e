import type { Origin } from '../../domain/posting/books/posted-effects';
import { sql, type Selectable } from 'kysely';
import type { Lookalike, Reference } from '../../domain/posting/look';
import type { PostingStage } from '../../domain/posting/stages/posting-stage';
import type { PostingState } from '../../domain/posting/stages/posting-state';
import type { LedgerTables } from '../schema/ledger-tables';

export interface PostingRow extends Readonly<Selectable<LedgerTables['posting']>> {
  /** By the database's clock, when the row was read. */
  readonly leased: boolean;
  readonly leaseLeftMs: number;
  readonly settled: boolean;
  readonly settleLeftMs: number;
  /** By the database's clock, when the row was read; null while it is not confirmed. */
  readonly confirmedAgoMs: number | null;
}

/** A posting as lists show it, without its body. */
export interface ListedPosting {
  readonly id: string;
  readonly documentId: string;
  readonly documentKind: string;
  readonly sourceId: string;
  readonly projectId: string;
  readonly commitmentId: string | null;
  /** The document's number on its commitment. */
  readonly number: number | null;
  readonly label: string | null;
  readonly step: string;
  readonly ordinal: number;
  readonly state: PostingState;
  readonly origin: Origin;
  readonly key: string;
  readonly reference: Reference | null;
  readonly stage: PostingStage | null;
  readonly sends: number;
  readonly confirmedAt: string | null;
  /** Other vouchers that may be the same invoice; null while nobody has looked. */
  readonly lookalikes: readonly Lookalike[] | null;
}

/** Selected besides the columns, for `toPosting`. */
export const timeLeft = [
  sql<string>`coalesce(extract(epoch from lease_until - clock_timestamp()) * 1000, 0)`.as('leaseLeftMs'),
  sql<string>`coalesce(extract(epoch from settle_at - clock_timestamp()) * 1000, 0)`.as('settleLeftMs'),
  sql<string | null>`extract(epoch from clock_timestamp() - confirmed_at) * 1000`.as('confirmedAgoMs'),
];

/** A point in time `ms` from now, by the database's clock. */
export function after(ms: number) {
  return sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`;
}

export function toPosting(
  row: Selectable<LedgerTables['posting']> & {
    leaseLeftMs: string | null;
    settleLeftMs: string | null;
    confirmedAgoMs: string | null;
  },
): PostingRow {
  const leaseLeftMs = Math.ceil(Number(row.leaseLeftMs));
  const settleLeftMs = Math.ceil(Number(row.settleLeftMs));
  return {
    ...row,
    leased: leaseLeftMs > 0,
    leaseLeftMs: Math.max(0, leaseLeftMs),
    settled: settleLeftMs <= 0,
    settleLeftMs: Math.max(0, settleLeftMs),
    confirmedAgoMs: row.confirmedAgoMs === null ? null : Number(row.confirmedAgoMs),
  };
}
