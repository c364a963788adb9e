import { listCommitments } from '../../store/documents/commitment-list';
import type { Trx } from '../../store/database';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';

/** How people call commitments: `4411/SC-4411-003`, or the Procore id where project or number is not known. */
export async function commitmentNames(trx: Trx, store: Store, scope: Scope): Promise<(commitmentId: string) => string> {
  const projects = new Map((await store.projects.listProjects(trx, scope)).map((one) => [one.id, one.number]));
  const names = new Map(
    (await listCommitments(trx, store.sealed, scope)).map(({ id, number, projectId }) => {
      const project = projects.get(projectId);
      return [id, project && number ? `${project}/${number}` : id] as const;
    }),
  );
  return (commitmentId) => names.get(commitmentId) ?? commitmentId;
}
