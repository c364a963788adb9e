import { partsOfScope, scopeOf } from '../../domain/coding/cost-codes/scope';
import { nameOfProject } from '../documents/project-named';

/** Number of the project, or `id:` and its id, and behind it the sub job: `4425/01`. The company's list has no name. */
export function nameOfScope(
  scope: string,
  projects: readonly { readonly id: string; readonly number: string }[],
): string {
  if (scope === '') return '';
  const { projectId, subJob } = partsOfScope(scope);
  const project = projects.find(({ id }) => id === projectId) ?? { id: projectId, number: '' };
  return scopeOf(nameOfProject(project), subJob);
}
