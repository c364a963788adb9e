import { sql } from 'kysely';
import type { Segments } from '../../domain/coding/chart';
import type { Trx } from '../database';
import { pageOf, type Page, type PageWanted } from '../page';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** A row that two versions do not have alike. */
export interface DifferingRow {
  readonly project: string;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  /** Templates by segment; null: the version has no row with these patterns. */
  readonly before: Segments | null;
  readonly after: Segments | null;
  /** Of `after`, and where there is none of `before`. */
  readonly generated: boolean;
}

/** Versions of a mapping beside each other. */
export class MappingVersions {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Null: there is no such version. */
  async made(scope: Scope, version: number): Promise<{ readonly by: string; readonly at: string } | null> {
    const row = await this.#trx
      .selectFrom('mappingVersion')
      .select(['createdBy', 'createdAt'])
      .where('connectionId', '=', scope.connectionId)
      .where('version', '=', version)
      .executeTakeFirst();
    return row === undefined ? null : { by: row.createdBy, at: row.createdAt.toISOString() };
  }

  /**
   * By patterns. A row counts as another when it leads elsewhere, or when a person has taken it over that was generated, or the other
   * way round. `project` null: of every one.
   */
  async differences(
    scope: Scope,
    { from, to, project }: { readonly from: number; readonly to: number; readonly project: string | null },
    page: PageWanted,
  ): Promise<Page<DifferingRow>> {
    const of = (version: number) => sql`
      select project, sub_job, cost_code, cost_type, target, generated from mapping_row
      where connection_id = ${scope.connectionId} and version = ${version}
        and (${project}::text is null or project = ${project})`;
    const after = page.after === null ? null : sql.join(patternsOf(page.after));
    const { rows } = await sql<DifferingRow>`
      select project, sub_job, cost_code, cost_type, old.target as before, new.target as after,
        coalesce(new.generated, old.generated) as generated
      from (${of(from)}) as old full join (${of(to)}) as new using (project, sub_job, cost_code, cost_type)
      where (old.target is distinct from new.target or old.generated is distinct from new.generated)
        ${after === null ? sql`` : sql`and (project, sub_job, cost_code, cost_type) > (${after})`}
      order by project, sub_job, cost_code, cost_type
      limit ${page.limit + 1}`.execute(this.#trx);
    return pageOf(rows, page, idOf);
  }
}

/** A row's patterns as one word: no id is given to rows, and none stays the same from version to version. */
function idOf({ project, subJob, costCode, costType }: DifferingRow): string {
  return [project, subJob, costCode, costType].map((pattern) => Buffer.from(pattern).toString('hex')).join('.');
}

function patternsOf(id: string): readonly string[] {
  return id.split('.').map((part) => Buffer.from(part, 'hex').toString());
}
