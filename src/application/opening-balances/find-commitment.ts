import type { RequisitionContent } from '../../ledger/requisition-content';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { Connection } from '../../store/connections/connections';
import type { Project } from '../../store/connections/projects';
import type { Store } from '../../store/store';
import { withinLimit } from '../within-limit';
import type { FindCommitment } from './read-opening-balances';

export interface KnownCommitments {
  readonly projects: readonly Project[];
  /** Those whose record was read. */
  readonly commitments: readonly Pick<ProcoreCommitment, 'id' | 'number' | 'projectId'>[];
  /** All that requisitions belong to, by project; a project without one is not here. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * What can be named in a file of opening balances. Commitments of the named projects that are only known by id are read
 * from Procore, so that their numbers are known.
 */
export async function knownCommitments(
  store: Store,
  connection: Connection,
  procore: () => Promise<ProcorePort>,
  named: readonly { readonly project: string; readonly commitment: string }[],
  report: (line: string) => void,
): Promise<KnownCommitments> {
  const { projects, commitments, documents } = await store.inTenant(connection.tenantId, async (tx) => ({
    projects: await tx.projects.list(connection),
    commitments: await tx.commitments.named(connection),
    documents: (await tx.documents.list(connection, { kind: 'requisition' })).filter(
      (document) => document.commitmentId !== null,
    ),
  }));
  const ids = new Map<string, Set<string>>();
  for (const { projectId, commitmentId } of documents) {
    if (commitmentId !== null) ids.set(projectId, (ids.get(projectId) ?? new Set()).add(commitmentId));
  }
  const known = new Map<string, Pick<ProcoreCommitment, 'id' | 'number' | 'projectId'>>(
    commitments.map((one) => [one.id, one]),
  );
  const byNumber = new Set(
    named
      .filter(({ commitment }) => !isId(commitment))
      .flatMap(({ project }) => projects.filter((one) => isCalled(one, project)).map((one) => one.id)),
  );
  for (const document of documents) {
    const { commitmentId, projectId } = document;
    if (commitmentId === null || known.get(commitmentId)?.number || !byNumber.has(projectId)) continue;
    const snapshot = await store.inTenant(connection.tenantId, (tx) => tx.snapshots.load<RequisitionContent>(document));
    const commitmentType = snapshot?.content?.requisition.commitmentType;
    if (commitmentType === undefined) continue;
    const askedAt = await store.inTenant(connection.tenantId, (tx) => tx.sightings.now());
    const port = await procore();
    const read = await withinLimit(() => port.showCommitment({ projectId, commitmentId, commitmentType }), {
      report: (line) => {
        report(`reading commitment ${commitmentId} from Procore: ${line}`);
      },
    });
    if (read === null) continue;
    known.set(commitmentId, read);
    await store.inTenant(connection.tenantId, (tx) => tx.commitments.store(connection, projectId, read, askedAt));
  }
  return { projects, commitments: [...known.values()], ids };
}

/** By `id:<id>`, a bare Procore id, or the number that people know it by. */
export function commitmentFinder({ projects, commitments, ids }: KnownCommitments): FindCommitment {
  return (project, commitment) => {
    const found = projects.filter((one) => isCalled(one, project));
    const [own, other] = found;
    if (own === undefined || other !== undefined) {
      const choices = projects.map((one) => `${one.number} (id:${one.id})`).join(', ');
      return {
        fault: `project "${project}" is ${own === undefined ? 'not known' : 'ambiguous; use its id'}: known are ${choices || 'none yet'}`,
      };
    }
    const ofProject = commitments.filter((one) => one.projectId === own.id);
    const byNumber = ofProject.filter((one) => one.number !== null && one.number === commitment);
    if (byNumber.length === 1 && byNumber[0] !== undefined) return { id: byNumber[0].id };
    if (byNumber.length > 1) {
      const choices = byNumber.map((one) => `id:${one.id}`).join(', ');
      return { fault: `commitment "${commitment}" of project ${own.number} is ambiguous; use one of ${choices}` };
    }
    const id = commitment.replace(/^id:/, '');
    const elsewhere = [...ids].find(([projectId, theirs]) => projectId !== own.id && theirs.has(id))?.[0];
    if (elsewhere !== undefined)
      return { fault: `commitment ${id} belongs to project id:${elsewhere}, not ${own.number}` };
    // Before its requisitions are read an id is taken on trust; afterwards one that none of them has is a slip.
    const read = ids.get(own.id);
    if (isId(commitment) && (read === undefined || read.has(id))) return { id };
    if (isId(commitment)) return { fault: `no requisition of project ${own.number} belongs to a commitment ${id}` };
    const numbers = ofProject.flatMap((one) => one.number ?? []).join(', ');
    return {
      fault:
        `commitment "${commitment}" is not known in project ${own.number}; known are ${numbers || 'none yet'}. ` +
        'Use id:<Procore id>, or have its requisitions read first ("connection go-live" or "poll now")',
    };
  };
}

function isId(commitment: string): boolean {
  return /^(id:)?\d{1,20}$/.test(commitment);
}

function isCalled(project: Project, name: string): boolean {
  return project.number === name || `id:${project.id}` === name;
}
