/** Where a document belongs, by what people call each; null where that is not known, or there is none. */
interface Place {
  readonly kind: string;
  readonly project: string | null;
  readonly commitment: string | null;
  readonly number: number | null;
}

export interface NameParts extends Place {
  /** In Procore: of a requisition its own id, of a vendor the vendor's. */
  readonly procoreId: string;
}

/**
 * `4411/SC-4411-003/7` (project, commitment, number) where all three are known, `4411/SC-4411-003` of a commitment itself; null
 * otherwise.
 */
export function placeName({ kind, project, commitment, number }: Place): string | null {
  if (!project || !commitment) return null;
  if (kind === 'commitment') return `${project}/${commitment}`;
  return number === null ? null : `${project}/${commitment}/${number}`;
}

/** How people call a document, and may name it to every command: by its place, else by kind and Procore id (`vendor/27481`). */
export function readableName(parts: NameParts): string {
  return placeName(parts) ?? `${parts.kind}/${parts.procoreId}`;
}

/** As `readableName`, for the search attribute `DocumentName`, beside which the kind stands: `27481`. */
export function searchedName(parts: NameParts): string {
  return placeName(parts) ?? parts.procoreId;
}
