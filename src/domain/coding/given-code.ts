import type { ProcoreSegmentItem, ProcoreWbsCode } from '../procore/procore-documents';

/** Whatever of a code a line carries. */
export interface CodeGiven {
  readonly wbsCode: ProcoreWbsCode | null;
  readonly segmentItems: readonly ProcoreSegmentItem[];
  readonly costCodeId?: string | null;
  readonly costCode?: { readonly id: string } | null;
}

/** The ids under which a line's code can be looked up in its project. */
export function codeIds({ wbsCode, costCodeId, costCode }: CodeGiven): {
  readonly wbsCodeId: string | null;
  readonly costCodeId: string | null;
} {
  return { wbsCodeId: wbsCode?.id ?? null, costCodeId: costCodeId ?? costCode?.id ?? null };
}

/** How a code is given that nothing settles, for the person who looks; null when none is given at all. */
export function givenText(given: CodeGiven): string | null {
  const { wbsCodeId, costCodeId } = codeIds(given);
  const texts = [
    wbsCodeId === null ? [] : [`wbs_code ${wbsCodeId} (${given.wbsCode?.flatCode ?? 'without flat_code'})`],
    costCodeId === null ? [] : [`cost_code_id ${costCodeId}`],
    given.segmentItems.length === 0 ? [] : [`segment_items ${given.segmentItems.map(segmentText).join(', ')}`],
  ].flat();
  return texts.length === 0 ? null : texts.join(', ');
}

function segmentText({ type, code, pathCode, pathCodes = [] }: ProcoreSegmentItem): string {
  const path = pathCode ?? (pathCodes.length === 0 ? null : pathCodes.join(' / '));
  return `${type ?? 'without type'} "${code ?? ''}"${path === null ? '' : ` (path ${path})`}`;
}
