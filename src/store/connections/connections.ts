import { sql, type Selectable } from 'kysely';
import {
  connectionSecretsSchema,
  connectionSettingsSchema,
  type ConnectionSecrets,
  type ConnectionSettings,
} from '../../config/connection-settings';
import type { Database, Trx } from '../database';
import type { Schema } from '../schema';
import type { Scope } from '../scope';
import type { SealedJson } from '../sealed-json';

export interface Connection extends Scope {
  readonly environment: 'sandbox' | 'production';
  readonly erp: 'jde' | 'fusion';
  readonly settings: ConnectionSettings;
  readonly settingsVersion: number;
  readonly goLiveAt: Date | null;
  readonly takeOver: string | null;
  /** A person paused it. */
  readonly pausedReason: string | null;
  /** The database is a restored one: nothing is posted until the ledger was rebuilt from the ERP. */
  readonly rebuildReason: string | null;
  readonly procoreUserId: string | null;
}

export interface NewConnection extends Scope {
  readonly environment: 'sandbox' | 'production';
  readonly erp: 'jde' | 'fusion';
  readonly settings: ConnectionSettings;
  readonly secrets: ConnectionSecrets;
}

/** Adds a connection, or gives an existing one new settings and secrets. Environment, ERP and company never change. */
export async function saveConnection(
  trx: Trx,
  sealed: SealedJson,
  connection: NewConnection,
): Promise<'added' | 'changed'> {
  const secrets = await sealed.seal(connection.tenantId, 'secrets', connection.secrets);
  const settings = JSON.stringify(connection.settings);
  const before = await findConnection(trx, connection.connectionId);
  if (before === null) {
    await trx
      .insertInto('connection')
      .values({
        id: connection.connectionId,
        tenant_id: connection.tenantId,
        environment: connection.environment,
        erp: connection.erp,
        procore_company_id: connection.settings.procore.companyId,
        settings,
        secrets,
      })
      .execute();
    return 'added';
  }
  const fixed: readonly (readonly [string, string, string])[] = [
    ['environment', before.environment, connection.environment],
    ['erp', before.erp, connection.erp],
    ['procore.companyId', before.settings.procore.companyId, connection.settings.procore.companyId],
  ];
  for (const [field, was, is] of fixed) {
    if (was !== is) {
      throw new RangeError(
        `${field}: connection ${connection.connectionId} has ${was}, the file says ${is}; what was posted belongs to the former: add a connection of its own`,
      );
    }
  }
  await trx
    .updateTable('connection')
    .set({ settings, secrets, settings_version: sql<number>`settings_version + 1` })
    .where('id', '=', connection.connectionId)
    .execute();
  return 'changed';
}

export async function findConnection(trx: Trx, connectionId: string): Promise<Connection | null> {
  const row = await trx.selectFrom('connection').selectAll().where('id', '=', connectionId).executeTakeFirst();
  return row === undefined ? null : toConnection(row);
}

/** As it stands, and as it stays until the transaction ends. */
export async function lockConnection(trx: Trx, connectionId: string): Promise<Connection> {
  const row = await trx
    .selectFrom('connection')
    .selectAll()
    .where('id', '=', connectionId)
    .forShare()
    .executeTakeFirstOrThrow();
  return toConnection(row);
}

export async function loadConnection(trx: Trx, connectionId: string): Promise<Connection> {
  const connection = await findConnection(trx, connectionId);
  if (connection === null) throw new RangeError(`connection ${connectionId} does not exist`);
  return connection;
}

export async function loadSecrets(trx: Trx, sealed: SealedJson, scope: Scope): Promise<ConnectionSecrets> {
  const row = await trx
    .selectFrom('connection')
    .select('secrets')
    .where('id', '=', scope.connectionId)
    .executeTakeFirstOrThrow();
  return connectionSecretsSchema.parse(await sealed.open(scope.tenantId, 'secrets', row.secrets));
}

export async function listConnections(trx: Trx): Promise<Connection[]> {
  const rows = await trx.selectFrom('connection').selectAll().orderBy('id').execute();
  return rows.map(toConnection);
}

/** Of every tenant. */
export async function allConnections(database: Database): Promise<Connection[]> {
  const found: Connection[] = [];
  for (const tenantId of await listTenants(database))
    found.push(...(await database.inTenant(tenantId, listConnections)));
  return found;
}

/** Sets the moment from which on the connection posts. Only the first call counts. */
export async function goLive(trx: Trx, scope: Scope, takeOver: string): Promise<boolean> {
  const result = await trx
    .updateTable('connection')
    .set({ go_live_at: sql<Date>`now()`, take_over: takeOver })
    .where('id', '=', scope.connectionId)
    .where('go_live_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether the connection may post: live, and neither paused nor waiting for its ledger to be rebuilt. */
export function mayPost({ goLiveAt, pausedReason, rebuildReason }: Connection): boolean {
  return goLiveAt !== null && pausedReason === null && rebuildReason === null;
}

/** Nothing is posted until `reason` is null again. Whoever lets it go on releases what waited for that. */
export async function setPaused(trx: Trx, scope: Scope, reason: string | null): Promise<void> {
  await trx.updateTable('connection').set({ paused_reason: reason }).where('id', '=', scope.connectionId).execute();
}

/** As `setPaused`, for a database that was restored. Only rebuilding the ledger ends it. */
export async function setRebuildReason(trx: Trx, scope: Scope, reason: string | null): Promise<void> {
  await trx.updateTable('connection').set({ rebuild_reason: reason }).where('id', '=', scope.connectionId).execute();
}

export async function setProcoreUser(trx: Trx, scope: Scope, userId: string): Promise<void> {
  await trx.updateTable('connection').set({ procore_user_id: userId }).where('id', '=', scope.connectionId).execute();
}

export async function ensureTenant(database: Database, tenantId: string, name: string): Promise<void> {
  if (tenantId === 'system') throw new RangeError('tenant "system" is the connector\'s own; choose another name');
  await database.shared
    .insertInto('tenant')
    .values({ id: tenantId, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All tenants' ids: background work goes from one to the next. */
export async function listTenants(database: Database): Promise<string[]> {
  const rows = await database.shared.selectFrom('tenant').select('id').orderBy('id').execute();
  return rows.map((row) => row.id);
}

function toConnection(row: Selectable<Schema['connection']>): Connection {
  return {
    tenantId: row.tenant_id,
    connectionId: row.id,
    environment: row.environment,
    erp: row.erp,
    settings: connectionSettingsSchema.parse(row.settings),
    settingsVersion: row.settings_version,
    goLiveAt: row.go_live_at,
    takeOver: row.take_over,
    pausedReason: row.paused_reason,
    rebuildReason: row.rebuild_reason,
    procoreUserId: row.procore_user_id,
  };
}
