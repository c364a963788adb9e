import { accrualOf } from '../accrual/accrual';

/** Where a document belongs, by what people call each; null where that is not known, or there is none. */
interface Place {
  readonly kind: string;
  readonly project: string | null;
  readonly commitment: string | null;
  /** Of a requisition its number, of a change order `CO-003` (`changeOrderLabel`). */
  readonly number: number | string | null;
}

export interface NameParts extends Place {
  /** In Procore: of a requisition its own id, of a vendor the vendor's. */
  readonly procoreId: string;
}

/**
 * `4411/SC-4411-003/7` (project, commitment, number) where all three are known, `4411/SC-4411-003` of a commitment itself,
 * `4411/SC-4411-003/CO-003` of a change order, `4411/SC-4411-003/7@2026-10-31` of what is accrued of either at a period's end; null
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

const mostOfLabel = 40;

/**
 * What a change order is called beside the requisitions of its commitment, which have numbers only: `CO-003` of number `003`, else its
 * number as it is (`PCCO-12`). Null: it has none, or one that no name can hold.
 */
export function changeOrderLabel(number: string | null): string | null {
  const text = number?.trim() ?? '';
  if (!/^[\p{L}\p{N}#][\p{L}\p{N} .#_-]*$/u.test(text) || text.length > mostOfLabel) return null;
  return /^[\p{N}#]/u.test(text) ? `CO-${text}` : text;
}

/** Of what is accrued: after the number of what it is accrued of, `7@2026-10-31`. */
export function accrualLabel(accrued: number | string | null, accrualId: string): string | null {
  return accrued === null ? null : `${accrued}@${accrualOf(accrualId).lastDay}`;
}

/** The opposite, `7` and `2026-10-31`; null: it is no such label. */
export function accrualLabelled(label: string): { readonly accrued: string; readonly lastDay: string } | null {
  const [, accrued, lastDay] = /^(.+)@(\d{4}-\d\d-\d\d)$/.exec(label) ?? [];
  return accrued === undefined || lastDay === undefined ? null : { accrued, lastDay };
}
