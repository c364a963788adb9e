import { sql } from 'kysely';
import type { MappingRow } from '../../domain/coding/mapping-row';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import { mappingKey, touch } from '../documents/version-rows';

export async function mappingVersion(trx: Trx, scope: Scope): Promise<number> {
  const row = await trx
    .selectFrom('mapping_version')
    .select(sql<number | null>`max(version)`.as('version'))
    .where('connection_id', '=', scope.connectionId)
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function loadMapping(trx: Trx, scope: Scope, version: number): Promise<MappingRow[]> {
  const rows = await trx
    .selectFrom('mapping_row')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('version', '=', version)
    .orderBy('line')
    .execute();
  return rows.map((row) => ({
    line: row.line,
    project: row.project,
    subJob: row.sub_job,
    costCode: row.cost_code,
    costType: row.cost_type,
    businessUnit: row.business_unit,
    object: row.object,
    subsidiary: row.subsidiary,
    subledger: row.subledger,
    subledgerType: row.subledger_type,
  }));
}

/** Writes one new version with exactly these rows and marks the mapping as changed. Older versions stay for the audit. */
export async function saveMapping(trx: Trx, scope: Scope, rows: readonly MappingRow[], by: string): Promise<number> {
  await touch(trx, scope, [mappingKey]);
  const version = (await mappingVersion(trx, scope)) + 1;
  await trx
    .insertInto('mapping_version')
    .values({ connection_id: scope.connectionId, tenant_id: scope.tenantId, version, created_by: by })
    .execute();
  for (let start = 0; start < rows.length; start += 1000) {
    await trx
      .insertInto('mapping_row')
      .values(
        rows.slice(start, start + 1000).map((row, index) => ({
          connection_id: scope.connectionId,
          tenant_id: scope.tenantId,
          version,
          // As in the exported file, whose first line is the header.
          line: start + index + 2,
          project: row.project,
          sub_job: row.subJob,
          cost_code: row.costCode,
          cost_type: row.costType,
          business_unit: row.businessUnit,
          object: row.object,
          subsidiary: row.subsidiary,
          subledger: row.subledger,
          subledger_type: row.subledgerType,
        })),
      )
      .execute();
  }
  return version;
}
