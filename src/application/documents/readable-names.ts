import { documentKind } from '../../domain/documents/document-kinds';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import { commitmentNames } from '../opening-balances/commitment-names';
import { documentName } from './document-name';

export type Nameable = Pick<DocumentRow, 'kind' | 'sourceId' | 'commitmentId' | 'number'>;

/**
 * How people call documents, and may name them to every command: `4411/SC-4411-003/7` (project, commitment, number) where
 * all three are known, else kind and Procore id. `documents` are those that will be named.
 */
export async function readableNames(
  tx: Tx,
  scope: Scope,
  documents: readonly Nameable[],
): Promise<(document: Nameable) => string> {
  const nameOf = await commitmentNames(
    tx,
    scope,
    documents.flatMap(({ commitmentId }) => commitmentId ?? []),
  );
  return (document) => {
    const { kind, commitmentId, number } = document;
    if (documentKind(kind).series === null || commitmentId === null || number === null) return documentName(document);
    const commitment = nameOf(commitmentId);
    return commitment === commitmentId ? documentName(document) : `${commitment}/${number}`;
  };
}
