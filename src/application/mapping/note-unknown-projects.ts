import type { MappingRow } from '../../domain/coding/mapping-row';
import type { Tx } from '../../store/unit-of-work';
import type { Scope } from '../../store/scope';

/** A row for a project that is not there is no fault (it may come), but most often a slip of the keyboard: it is told. */
export async function noteUnknownProjects(
  tx: Tx,
  scope: Scope,
  rows: readonly MappingRow[],
  say: (line: string) => void,
): Promise<void> {
  const projects = await tx.projects.list(scope);
  // Before the first connection check or poll none is known.
  if (projects.length === 0) return;
  const known = new Set(projects.flatMap(({ id, number }) => [number, `id:${id}`]));
  const named = new Set(rows.map((row) => row.project).filter((project) => !project.includes('*')));
  for (const project of named) {
    if (known.has(project)) continue;
    say(
      `note: no project ${project} is known ("ml-connector project list"); its rows match nothing until there is one`,
    );
  }
}
