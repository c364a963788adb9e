import type { Problem } from '../../domain/holds/hold-reason';
import type { HeldDocument } from '../../store/holds/holds';
import type { DocumentNames } from '../documents/readable-names';

export type HeldView = ReturnType<typeof heldView>;

/** A held document as it is shown: what is wrong with it, and what it waits for. */
export function heldView(held: HeldDocument, names: DocumentNames, projectNumber: string | null) {
  const { document, hold, problems, causeKeys } = held;
  return {
    name: names.name,
    document: names.document,
    kind: document.kind,
    procoreId: names.procoreId,
    connectionId: document.connectionId,
    projectId: document.projectId,
    projectNumber,
    commitmentId: document.commitmentId,
    number: document.number,
    hold: { ...hold, causeKeys, problems: problems.map(withoutPlan) },
  };
}

/** What would be posted is shown by account; its body is of no use to anybody. */
function withoutPlan({ offer, ...problem }: Problem): Problem {
  if (offer === undefined) return problem;
  const { plan: _, ...shown } = offer;
  return { ...problem, offer: shown };
}
