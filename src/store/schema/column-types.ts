import type { ColumnType } from 'kysely';

/**
 * How kysely sees columns. PostgreSQL's bigint, numeric and date come back as text, so that no digit and no day is lost;
 * `bytea` columns are sealed with the tenant's key before they get here.
 */
export type Written<T> = ColumnType<T, T | undefined, T>;
export type Instant = ColumnType<Date, Date | string | undefined, Date | string>;
export type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type Json<T> = ColumnType<T, string, string>;
export type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
