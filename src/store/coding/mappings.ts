import { sql } from 'kysely';
import type { MappingRow } from '../../domain/coding/mapping-row';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import { mappingKey, VersionRows } from '../documents/version-rows';
import type { TxContext } from '../tx-context';

/** Which account a cost code is posted to, version by version. */
export class Mappings {
  readonly #trx: Trx;
  readonly #actor: string;
  readonly #versionRows: VersionRows;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
    this.#versionRows = new VersionRows(context);
  }

  /** The newest version; 0 when there is none. */
  async version(scope: Scope): Promise<number> {
    const row = await this.#trx
      .selectFrom('mappingVersion')
      .select(sql<number | null>`max(version)`.as('version'))
      .where('connectionId', '=', scope.connectionId)
      .executeTakeFirst();
    return row?.version ?? 0;
  }

  /** The rows of a version, in the order of the file. */
  async load(scope: Scope, version: number): Promise<MappingRow[]> {
    const rows = await this.#trx
      .selectFrom('mappingRow')
      .select(['line', 'project', 'subJob', 'costCode', 'costType', 'target', 'generated', 'wbsCodeId'])
      .where('connectionId', '=', scope.connectionId)
      .where('version', '=', version)
      .orderBy('line')
      .execute();
    return rows.map(({ generated, wbsCodeId, ...row }) => ({
      ...row,
      ...(generated ? { generated } : {}),
      ...(wbsCodeId === null ? {} : { wbsCodeId }),
    }));
  }

  /** Marks the mapping as changed and takes the connection's row: what is read from here on is what will be replaced. */
  async startChange(scope: Scope): Promise<void> {
    await this.#versionRows.touch(scope, [mappingKey]);
  }

  /** Writes one new version with exactly these rows and marks the mapping as changed. Older versions stay for the audit. */
  async save(scope: Scope, rows: readonly MappingRow[]): Promise<number> {
    await this.startChange(scope);
    const version = (await this.version(scope)) + 1;
    await this.#trx
      .insertInto('mappingVersion')
      .values({ connectionId: scope.connectionId, tenantId: scope.tenantId, version, createdBy: this.#actor })
      .execute();
    for (let start = 0; start < rows.length; start += 1000) {
      await this.#trx
        .insertInto('mappingRow')
        .values(
          rows.slice(start, start + 1000).map((row, index) => ({
            connectionId: scope.connectionId,
            tenantId: scope.tenantId,
            version,
            // As in the exported file, whose first line is the header.
            line: start + index + 2,
            project: row.project,
            subJob: row.subJob,
            costCode: row.costCode,
            costType: row.costType,
            target: JSON.stringify(row.target),
            generated: row.generated === true,
            wbsCodeId: row.generated === true ? (row.wbsCodeId ?? null) : null,
          })),
        )
        .execute();
    }
    return version;
  }
}
