import type { HeldDocument } from '../../store/holds/holds';
import { documentName } from '../documents/document-name';

export type HeldView = ReturnType<typeof heldView>;

/** A held document as it is shown: what is wrong with it, and what it waits for. `name` is what people call it. */
export function heldView(held: HeldDocument, name: string, projectNumber: string | null) {
  const { document, hold, problems, causeKeys } = held;
  return {
    name,
    document: documentName(document),
    kind: document.kind,
    procoreId: document.sourceId,
    connectionId: document.connectionId,
    projectId: document.projectId,
    projectNumber,
    commitmentId: document.commitmentId,
    number: document.number,
    hold: { ...hold, causeKeys, problems },
  };
}
