import { documentName } from '../../application/documents/document-name';

/** Which record of Procore a document is, and of which commitment: `requisition/58820, commitment 9001`. */
export function inProcore(document: {
  readonly kind: string;
  readonly procoreId: string;
  readonly commitmentId: string | null;
}): string {
  const { kind, procoreId, commitmentId } = document;
  const name = documentName({ kind, sourceId: procoreId });
  return commitmentId === null || kind === 'commitment' ? name : `${name}, commitment ${commitmentId}`;
}
