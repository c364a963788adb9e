import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';

export interface Project {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly timeZone: string | null;
}

export async function saveProject(trx: Trx, scope: Scope, project: Project): Promise<void> {
  const values = {
    number: project.number,
    name: project.name,
    time_zone: project.timeZone,
    seen_at: sql<Date>`now()`,
  };
  await trx
    .insertInto('project')
    .values({ connection_id: scope.connectionId, tenant_id: scope.tenantId, id: project.id, ...values })
    .onConflict((conflict) => conflict.columns(['connection_id', 'id']).doUpdateSet(values))
    .execute();
}

export async function listProjects(trx: Trx, scope: Scope): Promise<Project[]> {
  const rows = await trx
    .selectFrom('project')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ id: row.id, number: row.number, name: row.name, timeZone: row.time_zone }));
}

export async function findProject(trx: Trx, scope: Scope, projectId: string): Promise<Project | null> {
  return (await listProjects(trx, scope)).find((project) => project.id === projectId) ?? null;
}

/** By Procore id, `id:<id>` or project number. Throws naming the choices when there is none or more than one. */
export async function projectByName(trx: Trx, scope: Scope, name: string): Promise<Project> {
  const all = await listProjects(trx, scope);
  const byId = name.startsWith('id:') ? name.slice(3) : name;
  const found = all.filter((project) => project.id === byId || project.number === name);
  const [one, ...more] = found;
  if (one === undefined || more.length > 0) {
    const choices = all.map((project) => `${project.number} (id:${project.id})`).join(', ') || 'none yet';
    throw new RangeError(
      `project "${name}": ${one === undefined ? 'not known' : 'more than one'}; known are ${choices}`,
    );
  }
  return one;
}
