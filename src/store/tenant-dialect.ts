import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type PostgresDialectConfig,
  type TransactionSettings,
} from 'kysely';
import { escapeLiteral } from 'pg';

/** Transactions of one tenant: each names it in the message that begins it, since round trips are most of what a transaction costs. */
export class TenantDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #tenantId: string;

  constructor(config: PostgresDialectConfig, tenantId: string) {
    super(config);
    this.#config = config;
    this.#tenantId = tenantId;
  }

  override createDriver(): PostgresDriver {
    return new TenantDriver(this.#config, this.#tenantId);
  }
}

class TenantDriver extends PostgresDriver {
  readonly #begin: CompiledQuery;

  constructor(config: PostgresDialectConfig, tenantId: string) {
    super(config);
    this.#begin = CompiledQuery.raw(
      `begin; select set_config('ml_connector.tenant', ${escapeLiteral(tenantId)}, true)`,
    );
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel !== undefined || settings.accessMode !== undefined) {
      throw new RangeError('a transaction of a tenant has the isolation of the database');
    }
    await connection.executeQuery(this.#begin);
  }
}
