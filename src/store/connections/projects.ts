import { sql } from 'kysely';
import type { BillingDates } from '../../domain/calendar/cadence';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface Project {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly timeZone: string | null;
  /** Of its billing periods in Procore, as last read; null: nothing asked for them. */
  readonly billingPeriods: readonly BillingDates[] | null;
}

const columns = ['id', 'number', 'name', 'timeZone', 'billingPeriods'] as const;

/** Procore's projects that we are permitted to read. */
export class Projects {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Notes a project, or what it is called now. */
  async save(scope: Scope, project: Omit<Project, 'billingPeriods'>): Promise<void> {
    const values = {
      number: project.number,
      name: project.name,
      timeZone: project.timeZone,
      seenAt: sql<Date>`now()`,
    };
    await this.#trx
      .insertInto('project')
      .values({ connectionId: scope.connectionId, tenantId: scope.tenantId, id: project.id, ...values })
      .onConflict((conflict) => conflict.columns(['connectionId', 'id']).doUpdateSet(values))
      .execute();
  }

  /** By number. */
  async list(scope: Scope): Promise<Project[]> {
    return this.#trx
      .selectFrom('project')
      .select(columns)
      .where('connectionId', '=', scope.connectionId)
      .orderBy('number')
      .execute();
  }

  async find(scope: Scope, projectId: string): Promise<Project | null> {
    const row = await this.#trx
      .selectFrom('project')
      .select(columns)
      .where('connectionId', '=', scope.connectionId)
      .where('id', '=', projectId)
      .executeTakeFirst();
    return row ?? null;
  }

  /** As Procore has them now. */
  async setBillingPeriods(scope: Scope, projectId: string, periods: readonly BillingDates[]): Promise<void> {
    await this.#trx
      .updateTable('project')
      .set({ billingPeriods: JSON.stringify(periods) })
      .where('connectionId', '=', scope.connectionId)
      .where('id', '=', projectId)
      .execute();
  }

  /** By Procore id, `id:<id>` or project number. Throws naming the choices when there is none or more than one. */
  async byName(scope: Scope, name: string): Promise<Project> {
    const all = await this.list(scope);
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
}
