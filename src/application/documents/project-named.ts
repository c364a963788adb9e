import type { Tx } from '../../store/unit-of-work';
import type { Project } from '../../store/connections/projects';
import type { Scope } from '../../store/scope';
import { ActionError } from '../action-error';

/** The project of that number or `id:<id>`; an error that names the choices otherwise. */
export async function projectNamed(tx: Tx, scope: Scope, name: string): Promise<Project> {
  try {
    return await tx.projects.byName(scope, name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ActionError('notFound', error.message, { cause: error });
  }
}

/** What a person types to name one: its number, or `id:<id>` where it has none. */
export function nameOfProject({ id, number }: Pick<Project, 'id' | 'number'>): string {
  return number === '' ? `id:${id}` : number;
}
