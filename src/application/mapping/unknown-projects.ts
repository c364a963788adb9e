import type { MappingRow } from '../../domain/coding/mapping-row';
import type { Tx } from '../../store/unit-of-work';
import type { Scope } from '../../store/scope';

/** Projects that rows name and nobody knows. That is no fault (they may come), but most often a slip of the keyboard. */
export async function unknownProjects(tx: Tx, scope: Scope, rows: readonly MappingRow[]): Promise<string[]> {
  const projects = await tx.projects.list(scope);
  // Before the first connection check or poll none is known.
  if (projects.length === 0) return [];
  const known = new Set(projects.flatMap(({ id, number }) => [number, `id:${id}`]));
  const named = new Set(rows.map((row) => row.project).filter((project) => !project.includes('*')));
  return [...named].filter((project) => !known.has(project));
}
