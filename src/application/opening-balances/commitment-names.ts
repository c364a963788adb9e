import type { Tx } from '../../store/unit-of-work';
import type { Scope } from '../../store/scope';

/**
 * How people call commitments: `4411/SC-4411-003`, or the Procore id where project or number is not known. `ids` are those
 * that will be asked for; without it all.
 */
export async function commitmentNames(
  tx: Tx,
  scope: Scope,
  ids?: readonly string[],
): Promise<(commitmentId: string) => string> {
  const commitments = await tx.commitments.named(scope, ids === undefined ? {} : { ids: [...new Set(ids)] });
  const projects = new Map((await tx.projects.list(scope)).map((one) => [one.id, one.number]));
  const names = new Map(
    commitments.map(({ id, number, projectId }) => {
      const project = projects.get(projectId);
      return [id, project && number ? `${project}/${number}` : id] as const;
    }),
  );
  return (commitmentId) => names.get(commitmentId) ?? commitmentId;
}
