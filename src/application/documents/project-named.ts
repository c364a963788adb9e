import type { Trx } from '../../store/database';
import type { Project } from '../../store/connections/projects';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { ActionError } from '../action-error';

/** The project of that number or `id:<id>`; an error that names the choices otherwise. */
export async function projectNamed(trx: Trx, store: Store, scope: Scope, name: string): Promise<Project> {
  try {
    return await store.projects.projectByName(trx, scope, name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ActionError('notFound', error.message, { cause: error });
  }
}
