import type { Connection } from '../../store/connections/connections';
import type { ActivityPorts } from '../ports';

/** A project in which nothing can be written: archived, or the account may not use it. Null: it is open. */
export async function closedProject(
  { store, procore }: Pick<ActivityPorts, 'store' | 'procore'>,
  connection: Connection,
  projectId: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const shown = await (await procore(connection)).showProject({ projectId });
  if (shown !== null && shown.active !== false) return null;
  const known = await store.inTenant(connection.tenantId, (tx) => tx.projects.find(connection, projectId));
  return { id: projectId, name: known?.number ?? projectId };
}
