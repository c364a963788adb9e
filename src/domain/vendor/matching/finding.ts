/**
 * What a matching run found. `exact`: both sides name each other by key or tax id, and nobody else. `candidate`: alike, which a
 * score says. `conflict`: keys that disagree, or several records of one side for one of the other. `twin`: records of one side that
 * may be one company. `alone`: like nothing on the other side.
 */
export const findingKinds = ['exact', 'conflict', 'candidate', 'twin', 'alone'] as const;
export type FindingKind = (typeof findingKinds)[number];

export type MatchedBy = 'link' | 'externalKey' | 'taxId' | 'name' | 'address' | 'email' | 'phone';

export interface Finding {
  readonly kind: FindingKind;
  /** Ids in Procore, in order. */
  readonly vendors: readonly string[];
  /** Ids in the ERP, in order. */
  readonly suppliers: readonly string[];
  /** Per cent; null where nothing was compared. It sorts, and decides nothing. */
  readonly score: number | null;
  readonly by: readonly MatchedBy[];
}

/** Ids of digits count as numbers, so that a file is in the order in which people expect it. */
export function byId(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
