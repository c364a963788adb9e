import type { ProcoreContractLine, ProcoreSegmentItem } from '../requisition/procore-documents';

export interface SegmentCodes {
  /** Empty: no sub job. */
  readonly subJob: string;
  readonly costCode: string;
  /** Empty when the project's pattern has none. */
  readonly costType: string;
}

export interface CodedSource {
  readonly segmentItems: readonly ProcoreSegmentItem[];
  readonly costCode?: ProcoreContractLine['costCode'];
  readonly lineItemType?: ProcoreContractLine['lineItemType'];
}

/**
 * The codes of a line, read from its WBS segments. `flat_code` is never split: its order and delimiter are the
 * project's choice. A v1.0 contract line has no segments but names its cost code and type; it serves unless the
 * code belongs to a sub job, which such a line names only by id.
 */
export function segmentCodes(source: CodedSource): SegmentCodes | null {
  const costCode = codeOf(source.segmentItems, 'cost_code', true);
  if (costCode !== '') {
    return {
      subJob: codeOf(source.segmentItems, 'sub_job', false),
      costCode,
      costType: codeOf(source.segmentItems, 'line_item_type', false),
    };
  }
  const named = source.costCode;
  if (!named || named.billerType === 'SubJob') return null;
  const code = (named.fullCode ?? named.code ?? '').trim();
  return code === '' ? null : { subJob: '', costCode: code, costType: (source.lineItemType?.code ?? '').trim() };
}

/** For people and as a message's value: `01/26-010.S`. */
export function codeText(codes: SegmentCodes): string {
  const subJob = codes.subJob === '' ? '' : `${codes.subJob}/`;
  return `${subJob}${codes.costCode}${codes.costType === '' ? '' : `.${codes.costType}`}`;
}

function codeOf(items: readonly ProcoreSegmentItem[], type: string, tiered: boolean): string {
  const item = items.find((candidate) => candidate.type === type);
  if (!item) return '';
  const [first, second] = tiered ? [item.pathCode, item.code] : [item.code, item.pathCode];
  return (first ?? second ?? '').trim();
}
