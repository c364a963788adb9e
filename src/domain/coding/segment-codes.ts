import type { ProcoreSegmentItem } from '../procore/procore-documents';
import type { ProcoreContractLine } from '../procore/procore-commitments';

export interface SegmentCodes {
  /** Empty: no sub job. */
  readonly subJob: string;
  readonly costCode: string;
  /** Empty when the project's pattern has none. */
  readonly costType: string;
  /** Of the combination in Procore, which keeps its id when a part of it is called otherwise. Absent: not given. */
  readonly wbsCodeId?: string;
}

export interface CodedSource {
  readonly wbsCode?: ProcoreContractLine['wbsCode'];
  readonly segmentItems: readonly ProcoreSegmentItem[];
  readonly costCode?: ProcoreContractLine['costCode'];
  readonly lineItemType?: ProcoreContractLine['lineItemType'];
}

const segmentTypes = ['sub_job', 'cost_code', 'line_item_type', 'custom'];

/**
 * The codes of a line as far as it settles them itself; null where they must be looked up by id. They are read from its
 * WBS segments. `flat_code` is never split: its order and delimiter are the project's choice. A contract line has no
 * segments but names its cost code and type; it serves unless the code belongs to a sub job, which such a line names
 * only by id.
 */
export function segmentCodes(source: CodedSource): SegmentCodes | null {
  const codes = codesOfSegments(source.segmentItems) ?? codesOfNames(source);
  return codes === null || !source.wbsCode ? codes : { ...codes, wbsCodeId: source.wbsCode.id };
}

/** Codes that were looked up, in the form in which they are read. */
export function segmentsOf({ subJob, costCode, costType }: SegmentCodes): ProcoreSegmentItem[] {
  const parts = { sub_job: subJob, cost_code: costCode, line_item_type: costType };
  return Object.entries(parts).flatMap(([type, code]) =>
    code === '' ? [] : [{ type, code, pathCode: code, pathCodes: [], name: null }],
  );
}

/** For people and as a message's value: `01/26-010.S`. */
export function codeText(codes: SegmentCodes): string {
  const subJob = codes.subJob === '' ? '' : `${codes.subJob}/`;
  return `${subJob}${codes.costCode}${codes.costType === '' ? '' : `.${codes.costType}`}`;
}

function codesOfSegments(items: readonly ProcoreSegmentItem[]): SegmentCodes | null {
  // A type that is not known may be a part of the code in another word: without it the code would be another one.
  if (items.some(({ type }) => type === null || !segmentTypes.includes(type))) return null;
  const of = (type: string) => items.find((item) => item.type === type);
  const [job, code, kind] = [of('sub_job'), of('cost_code'), of('line_item_type')];
  const costCode = code === undefined ? null : wholeCode(code);
  const subJob = job === undefined ? '' : ownCode(job);
  const costType = kind === undefined ? '' : ownCode(kind);
  return costCode === null || subJob === null || costType === null ? null : { subJob, costCode, costType };
}

/** Short forms (`{id, name}`) and the code's own part alone settle nothing. */
function codesOfNames({ costCode, lineItemType }: CodedSource): SegmentCodes | null {
  if (!costCode || costCode.billerType === 'SubJob') return null;
  const code = filled(costCode.fullCode);
  const costType = lineItemType ? filled(lineItemType.code) : '';
  return code === null || costType === null ? null : { subJob: '', costCode: code, costType };
}

/** With the codes of its parents. */
function wholeCode({ code, pathCode, pathCodes = [] }: ProcoreSegmentItem): string | null {
  if (filled(pathCode) !== null) return filled(pathCode);
  const [last] = pathCodes.slice(-1);
  const own = filled(code);
  if (last === undefined || own === null) return null;
  if (pathCodes.length === 1) return last === own ? own : null;
  // By level the last one is the own code. Longer than that, each one continuing the one before, it is the whole path.
  const isCumulative = pathCodes.every((path, index) => index === 0 || path.startsWith(pathCodes[index - 1] ?? ''));
  return isCumulative && last.length > own.length && last.endsWith(own) ? last.trim() : null;
}

/** Sub jobs and cost types have no parents. */
function ownCode({ code, pathCode }: ProcoreSegmentItem): string | null {
  return filled(code) ?? filled(pathCode);
}

function filled(text: string | null | undefined): string | null {
  return text?.trim() ? text.trim() : null;
}
