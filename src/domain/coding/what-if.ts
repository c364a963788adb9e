import type { CodingKey, CompiledMapping, ResolvedCoding } from './resolve-coding';
import { resolveCoding } from './resolve-coding';
import type { Chart, Segments } from './chart';

/** What stands of a document on one account, for one of its items. */
export interface StandingItem {
  /** `contract_item:3129856`, as the ledger names it. */
  readonly item: string;
  readonly key: CodingKey;
  /** As the chart prints it. */
  readonly account: string;
  /** Decimal string in the document's currency: what moved there. */
  readonly amount: string;
}

export interface CodedOtherwise extends StandingItem {
  /** As the present mapping would code it; null: it covers it no more. */
  readonly present: string | null;
  /** As it would be coded; null: it would have no account, and the document would be held. */
  readonly proposed: string | null;
}

/**
 * What a proposed mapping would code otherwise than the present one does and than it was posted. What the present one codes
 * otherwise already is none of its doing.
 */
export function codedOtherwise(
  standing: readonly StandingItem[],
  {
    present,
    proposed,
    chart,
  }: { readonly present: CompiledMapping; readonly proposed: CompiledMapping; readonly chart: Chart },
): CodedOtherwise[] {
  return standing.flatMap((one) => {
    const now = accountOf(resolveCoding(present, one.key, chart), chart);
    const then = accountOf(resolveCoding(proposed, one.key, chart), chart);
    if (then?.whole === now?.whole || then?.printed === one.account) return [];
    return [{ ...one, present: now?.printed ?? null, proposed: then?.printed ?? null }];
  });
}

function accountOf(
  coding: ResolvedCoding | null,
  chart: Chart,
): { readonly printed: string; readonly whole: string } | null {
  if (coding === null || coding.misfit !== null) return null;
  return { printed: chart.print(coding.target), whole: wholeText(coding.target, chart) };
}

/** Segments that are no part of an account's name count too, but only between two mappings: the books keep the name. */
function wholeText(target: Segments, { segments }: Chart): string {
  return JSON.stringify(segments.map(({ name }) => target[name] ?? ''));
}
