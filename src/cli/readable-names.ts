import { listCommitments } from '../store/commitment-list';
import type { Trx } from '../store/database';
import type { DocumentRow } from '../store/documents';
import type { Scope } from '../store/scope';
import type { Store } from '../store/store';
import { documentName } from './document-name';

export type Nameable = Pick<DocumentRow, 'kind' | 'sourceId' | 'projectId' | 'commitmentId' | 'number'>;

/**
 * How people call documents, and may name them to every command: `4411/SC-4411-003/7` (project, commitment, number) where
 * all three are known, else kind and Procore id.
 */
export async function readableNames(trx: Trx, store: Store, scope: Scope): Promise<(document: Nameable) => string> {
  const projects = new Map((await store.projects.listProjects(trx, scope)).map((one) => [one.id, one.number]));
  const commitments = new Map((await listCommitments(trx, store.sealed, scope)).map((one) => [one.id, one.number]));
  return (document) => {
    const project = projects.get(document.projectId);
    const commitment = document.commitmentId === null ? null : commitments.get(document.commitmentId);
    if (document.kind !== 'requisition' || !project || !commitment || document.number === null) {
      return documentName(document);
    }
    return `${project}/${commitment}/${document.number}`;
  };
}
