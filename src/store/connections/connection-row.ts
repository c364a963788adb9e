import { sql } from 'kysely';
import { connectionSettingsSchema, type ConnectionSettings } from '../../config/connection-settings';
import { blackoutAt, type InForce } from '../../domain/calendar/blackout';
import type { Scope } from '../scope';

export interface Connection extends Scope {
  readonly environment: 'sandbox' | 'production';
  /** The system of its ERP. */
  readonly erp: string;
  readonly settings: ConnectionSettings;
  readonly settingsVersion: number;
  readonly goLiveAt: Date | null;
  readonly takeOver: string | null;
  /** A person paused it. */
  readonly pausedReason: string | null;
  /** The database is a restored one: nothing is posted until the ledger was rebuilt from the ERP. */
  readonly rebuildReason: string | null;
  /** Last days of the periods of the ERP's calendar, as last read; null: nothing asked for them. */
  readonly periodEnds: readonly string[] | null;
  readonly periodEndsAt: Date | null;
  /** The time in which nothing is posted that was in force when this was read. */
  readonly blackout: InForce | null;
  /** Live, and neither paused nor waiting for its ledger to be rebuilt, nor is it a time in which nothing is posted. */
  readonly mayPost: boolean;
  readonly procoreUserId: string | null;
  /** Its count (documents/version-rows.ts), of the very moment at which the rest was read. */
  readonly clock: string;
}

/** All but the secrets. */
export const connectionColumns = [
  'tenantId',
  'id as connectionId',
  'environment',
  'erp',
  'settings',
  'settingsVersion',
  'goLiveAt',
  'takeOver',
  'pausedReason',
  'rebuildReason',
  'procoreUserId',
  'periodEnds',
  'periodEndsAt',
  'clock',
] as const;
/** By the database's clock, as everything that decides about sending. */
export const readAt = sql<Date>`now()`.as('readAt');

type Stored = Omit<Connection, 'settings' | 'blackout' | 'mayPost'> & {
  readonly settings: unknown;
  readonly readAt: Date;
};

/** As the row says, and whether it may post at the moment at which it was read. */
export function toConnection({ readAt, ...row }: Stored): Connection {
  const settings = parsedSettings(row.settings);
  const { blackouts, timeZone } = settings.posting;
  const blackout = blackoutAt(blackouts, { timeZone, periodEnds: row.periodEnds }, readAt);
  const isStopped = row.pausedReason !== null || row.rebuildReason !== null || blackout !== null;
  return { ...row, settings, blackout, mayPost: row.goLiveAt !== null && !isStopped };
}

/** Settings that were read before, by their text: they are read some nine times a requisition and change once a month. */
const parsed = new Map<string, ConnectionSettings>();
const mostParsed = 200;

function parsedSettings(stored: unknown): ConnectionSettings {
  const text = JSON.stringify(stored);
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= mostParsed) parsed.clear();
  const settings = connectionSettingsSchema.parse(stored);
  parsed.set(text, settings);
  return settings;
}
