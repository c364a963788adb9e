import { readableName } from '../../domain/documents/readable-name';
import type { Nameable } from '../../store/documents/document-names';
import type { Tx } from '../../store/unit-of-work';

/** What people may name a document by, to every command. */
export interface DocumentNames {
  /** `4411/SC-4411-003/7` (project, commitment, number) where all three are known, else as `document`. */
  readonly name: string;
  /** Kind and Procore id: `requisition/58820`, `vendor/27481`. */
  readonly document: string;
  /** In Procore: of a requisition its own id, of a vendor the vendor's. */
  readonly procoreId: string;
}

/** `documents` are those that will be named. */
export async function readableNames(
  tx: Tx,
  documents: readonly Nameable[],
): Promise<(document: Nameable) => DocumentNames> {
  const partsOf = await tx.documentNames.of(documents);
  return (document) => {
    const parts = partsOf(document);
    const { kind, procoreId } = parts;
    return { name: readableName(parts), document: `${kind}/${procoreId}`, procoreId };
  };
}
