import type { FeedName } from '../../config/feed-names';
import type { BillingDates } from '../../domain/calendar/cadence';
import type { Instant, Json, MaybeInstant, MaybeJson, Written } from './column-types';

/** Who is connected with what, when it is polled, and the keys of its data. */
export interface ConnectionTables {
  tenant: { id: string; name: string; createdAt: Instant };
  dataKey: {
    tenantId: string;
    keyId: string;
    version: number;
    masterKeyId: string;
    wrapped: Buffer;
    createdAt: Instant;
  };
  connection: {
    id: string;
    tenantId: string;
    environment: 'sandbox' | 'production';
    /** The adapter's name. */
    erp: string;
    procoreCompanyId: string;
    settings: Json<unknown>;
    settingsVersion: Written<number>;
    secrets: Buffer;
    /** They are sealed for this row alone. */
    secretsBound: Written<boolean>;
    clock: Written<string>;
    goLiveAt: MaybeInstant;
    takeOver: Written<string | null>;
    pausedReason: Written<string | null>;
    rebuildReason: Written<string | null>;
    procoreUserId: Written<string | null>;
    periodEnds: MaybeJson<readonly string[]>;
    periodEndsAt: MaybeInstant;
    createdAt: Instant;
  };
  versionRow: { connectionId: string; tenantId: string; key: string; version: string };
  project: {
    connectionId: string;
    id: string;
    tenantId: string;
    number: string;
    name: string;
    timeZone: Written<string | null>;
    billingPeriods: MaybeJson<readonly BillingDates[]>;
    seenAt: Instant;
  };
  feed: {
    connectionId: string;
    projectId: string;
    name: FeedName;
    tenantId: string;
    cadence: Json<unknown>;
    watermark: MaybeJson<unknown>;
    watermarkNo: Written<string>;
    lastRunAt: MaybeInstant;
    lastError: Written<string | null>;
    pausedNote: Written<string | null>;
    pollDueAt: MaybeInstant;
  };
  procoreQuota: {
    key: string;
    shortLimit: Written<number | null>;
    shortRemaining: Written<number | null>;
    shortResetAt: MaybeInstant;
    longLimit: Written<number | null>;
    longRemaining: Written<number | null>;
    longResetAt: MaybeInstant;
    longToldAt: MaybeInstant;
    blockedUntil: MaybeInstant;
  };
  procoreQuotaShare: {
    key: string;
    connectionId: string;
    tenant: string;
    shortTaken: Written<number>;
    shortUntil: MaybeInstant;
    shortKeptUntil: MaybeInstant;
    longTaken: Written<number>;
    longUntil: MaybeInstant;
    longKeptUntil: MaybeInstant;
  };
  temporalCluster: { id: string; notedAt: Instant };
}
