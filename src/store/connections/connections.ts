import { sql } from 'kysely';
import {
  connectionSecretsSchema,
  type ConnectionSecrets,
  type ConnectionSettings,
} from '../../config/connection-settings';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { TenantSeal } from '../tenant-seal';
import { connectionColumns, readAt, toConnection, type Connection } from './connection-row';

export type { Connection };

export interface NewConnection extends Scope {
  readonly environment: 'sandbox' | 'production';
  readonly settings: ConnectionSettings;
  readonly secrets: ConnectionSecrets;
}

/** A tenant's connections: settings, secrets, and whether they may post. */
export class Connections {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** Adds a connection, or gives an existing one new settings and secrets. Environment, ERP and company never change. */
  async save(connection: NewConnection): Promise<'added' | 'changed'> {
    const secrets = await this.#sealed.seal(secretsOf(connection), connection.secrets);
    const settings = JSON.stringify(connection.settings);
    const before = await this.find(connection.connectionId);
    if (before === null) {
      await this.#trx
        .insertInto('connection')
        .values({
          id: connection.connectionId,
          tenantId: connection.tenantId,
          environment: connection.environment,
          erp: connection.settings.erp.system,
          procoreCompanyId: connection.settings.procore.companyId,
          settings,
          secrets,
          secretsBound: true,
        })
        .execute();
      return 'added';
    }
    const fixed: readonly (readonly [string, string, string])[] = [
      ['environment', before.environment, connection.environment],
      ['erp', before.erp, connection.settings.erp.system],
      ['procore.companyId', before.settings.procore.companyId, connection.settings.procore.companyId],
    ];
    for (const [field, was, is] of fixed) {
      if (was !== is) {
        throw new RangeError(
          `${field}: connection ${connection.connectionId} has ${was}, the file says ${is}; what was posted belongs to the former: add a connection of its own`,
        );
      }
    }
    await this.#trx
      .updateTable('connection')
      .set({ settings, secrets, secretsBound: true, settingsVersion: sql<number>`settings_version + 1` })
      .where('id', '=', connection.connectionId)
      .execute();
    return 'changed';
  }

  /** Null: the tenant has no such connection. */
  async find(connectionId: string): Promise<Connection | null> {
    const row = await this.#trx
      .selectFrom('connection')
      .select([...connectionColumns, readAt])
      .where('id', '=', connectionId)
      .executeTakeFirst();
    return row === undefined ? null : toConnection(row);
  }

  /** As it stands, and as it stays until the transaction ends. */
  async lock(connectionId: string): Promise<Connection> {
    const row = await this.#trx
      .selectFrom('connection')
      .select([...connectionColumns, readAt])
      .where('id', '=', connectionId)
      .forShare()
      .executeTakeFirstOrThrow();
    return toConnection(row);
  }

  /** Throws when the tenant has no such connection. */
  async load(connectionId: string): Promise<Connection> {
    const connection = await this.find(connectionId);
    if (connection === null) throw new RangeError(`connection ${connectionId} does not exist`);
    return connection;
  }

  /** Opened: to be kept out of logs, answers and the audit trail. */
  async loadSecrets(scope: Scope): Promise<ConnectionSecrets> {
    const row = await this.#trx
      .selectFrom('connection')
      .select(['secrets', 'secretsBound'])
      .where('id', '=', scope.connectionId)
      .executeTakeFirstOrThrow();
    const opened = await this.#sealed.open(row.secretsBound ? secretsOf(scope) : 'secrets', row.secrets);
    const secrets = connectionSecretsSchema.parse(inPresentForm(opened));
    if (!row.secretsBound) await this.#bindSecrets(scope, secrets);
    return secrets;
  }

  /** An earlier version sealed them for the tenant only, so that those of one connection opened as another's. */
  async #bindSecrets(scope: Scope, secrets: ConnectionSecrets): Promise<void> {
    await this.#trx
      .updateTable('connection')
      .set({ secrets: await this.#sealed.seal(secretsOf(scope), secrets), secretsBound: true })
      .where('id', '=', scope.connectionId)
      .where('secretsBound', '=', false)
      .execute();
  }

  /** The tenant's, by id. */
  async list(): Promise<Connection[]> {
    const rows = await this.#trx
      .selectFrom('connection')
      .select([...connectionColumns, readAt])
      .orderBy('id')
      .execute();
    return rows.map(toConnection);
  }

  async mayPost(connectionId: string): Promise<boolean> {
    return (await this.load(connectionId)).mayPost;
  }

  /** Sets the moment from which on the connection posts; what is known by then is older. Only the first call counts. */
  async goLive(scope: Scope, takeOver: string): Promise<boolean> {
    const result = await this.#trx
      .updateTable('connection')
      .set({ goLiveAt: sql<Date>`now()`, takeOver })
      .where('id', '=', scope.connectionId)
      .where('goLiveAt', 'is', null)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return false;
    await this.#trx
      .updateTable('commitment')
      .set({ beforeGoLive: true })
      .where('connectionId', '=', scope.connectionId)
      .execute();
    return true;
  }

  /** Nothing is posted until `reason` is null again. Whoever lets it go on releases what waited for that. */
  async setPaused(scope: Scope, reason: string | null): Promise<void> {
    await this.#trx
      .updateTable('connection')
      .set({ pausedReason: reason })
      .where('id', '=', scope.connectionId)
      .execute();
  }

  /** As `setPaused`, for a database that was restored. Only rebuilding the ledger ends it. */
  async setRebuildReason(scope: Scope, reason: string | null): Promise<void> {
    await this.#trx
      .updateTable('connection')
      .set({ rebuildReason: reason })
      .where('id', '=', scope.connectionId)
      .execute();
  }

  /** As the ERP's calendar has them now. */
  async setPeriodEnds(scope: Scope, periodEnds: readonly string[]): Promise<void> {
    await this.#trx
      .updateTable('connection')
      .set({ periodEnds: JSON.stringify(periodEnds), periodEndsAt: sql<Date>`now()` })
      .where('id', '=', scope.connectionId)
      .execute();
  }

  /** The Procore user that our credentials stand for: its changes are ours. */
  async setProcoreUser(scope: Scope, userId: string): Promise<void> {
    await this.#trx
      .updateTable('connection')
      .set({ procoreUserId: userId })
      .where('id', '=', scope.connectionId)
      .execute();
  }
}

/** What the secrets of a connection are sealed for. */
function secretsOf({ connectionId }: Pick<Scope, 'connectionId'>): `secrets/${string}` {
  return `secrets/${connectionId}`;
}

/** What was sealed when there was one ERP only: a migration cannot open it, so that it is moved when it is read. */
function inPresentForm(opened: unknown): unknown {
  const { jdeUsername: username, jdePassword: password, ...common } = opened as Readonly<Record<string, unknown>>;
  return username === undefined ? opened : { ...common, erp: { username, password } };
}
