import { costTypeOf, DIVISIONS, titleOf, type CostType } from './cost-catalogue';
import { SEGMENT_IDS, WBS_PATTERN_ID, type IdSources } from '../ids';
import type { JsonObject } from '../json';
import type { ProjectPlan, SubJobPlan } from './project-plans';

export interface CostCode {
  readonly id: bigint;
  readonly segmentId: bigint;
  readonly fullCode: string;
  readonly name: string;
  readonly subJob: SubJobPlan | null;
  readonly parent: CostCode | null;
}

export interface Coding {
  readonly wbsCodeId: bigint;
  readonly costCode: CostCode;
  readonly costType: CostType;
  readonly flatCode: string;
  readonly description: string;
}

/** Cost codes and budget codes of one project; each is made when a line first uses it. */
export class CostStructure {
  readonly #project: ProjectPlan;
  readonly #ids: IdSources;
  readonly #costCodes = new Map<string, CostCode>();
  readonly #codings = new Map<string, Coding>();

  constructor(project: ProjectPlan, ids: IdSources) {
    this.#project = project;
    this.#ids = ids;
  }

  /** `A/03-30-00.S`: sub job if any, code, cost type. */
  coding(text: string): Coding {
    const known = this.#codings.get(text);
    if (known !== undefined) {
      return known;
    }
    const match = /^(?:(\w+)\/)?([\d-]+)\.([A-Z])$/.exec(text);
    const subJob = this.#project.subJobs.find(({ code }) => code === match?.[1]) ?? null;
    if (match === null || (match[1] !== undefined && subJob === null)) {
      throw new Error(`"${text}" is not a code such as 03-30-00.S or, with a sub job of ${this.#project.number}, A/03-30-00.S`);
    }
    const costCode = this.#costCode(match[2] ?? '', subJob);
    const costType = costTypeOf(match[3] ?? '');
    const prefix = subJob === null ? '' : `${subJob.code}.`;
    const coding: Coding = {
      wbsCodeId: this.#ids.wbsCode.next(),
      costCode,
      costType,
      flatCode: `${prefix}${costCode.fullCode}.${costType.code}`,
      description: [...(subJob === null ? [] : [subJob.name]), costCode.name, costType.name].join('.'),
    };
    this.#codings.set(text, coding);
    return coding;
  }

  codings(): readonly Coding[] {
    return [...this.#codings.values()];
  }

  costCodes(): readonly CostCode[] {
    return [...this.#costCodes.values()];
  }

  #costCode(fullCode: string, subJob: SubJobPlan | null): CostCode {
    const key = `${subJob?.code ?? ''}/${fullCode}`;
    const known = this.#costCodes.get(key);
    if (known !== undefined) {
      return known;
    }
    const division = fullCode.slice(0, 2);
    const parent = fullCode in DIVISIONS ? null : this.#costCode(division, subJob);
    const costCode: CostCode = {
      id: this.#ids.costCode.next(),
      segmentId: this.#ids.segmentItem.next(),
      fullCode,
      name: titleOf(fullCode),
      subJob,
      parent,
    };
    this.#costCodes.set(key, costCode);
    return costCode;
  }
}

/** The part of a code under its division: `30-00` of `03-30-00`. */
export const ownPart = (code: CostCode) => (code.parent === null ? code.fullCode : code.fullCode.slice(3));

function segmentItems({ costCode, costType }: Coding, pathCodes: ProjectPlan['pathCodes']): JsonObject[] {
  const item = (id: bigint, type: keyof typeof SEGMENT_IDS, segmentName: string, rest: JsonObject): JsonObject => ({
    id,
    ...rest,
    status: 'active',
    segment: { id: SEGMENT_IDS[type], name: segmentName, type },
  });
  const flat = (code: string, name: string, id: bigint) => ({
    code,
    name,
    path_code: code,
    path_codes: [code],
    path_ids: [id],
    parent_id: null,
  });
  const { subJob, parent } = costCode;
  const costTypeSegment = costType.id + 50n;
  return [
    ...(subJob === null ? [] : [item(subJob.id, 'sub_job', 'Sub Job', flat(subJob.code, subJob.name, subJob.id))]),
    item(costCode.segmentId, 'cost_code', 'Cost Code', {
      code: ownPart(costCode),
      name: costCode.name,
      path_code: costCode.fullCode,
      path_codes: [...(parent === null ? [] : [parent.fullCode]), pathCodes === 'cumulative' ? costCode.fullCode : ownPart(costCode)],
      path_ids: [...(parent === null ? [] : [parent.segmentId]), costCode.segmentId],
      parent_id: parent?.segmentId ?? null,
    }),
    item(costTypeSegment, 'line_item_type', 'Cost Type', flat(costType.code, costType.name, costTypeSegment)),
  ];
}

export function wbsCodeJson(coding: Coding, { pathCodes }: ProjectPlan, createdAt: string): JsonObject {
  return {
    id: coding.wbsCodeId,
    flat_code: coding.flatCode,
    flat_name: coding.description,
    description: coding.description,
    status: 'active',
    wbs_pattern_id: WBS_PATTERN_ID,
    segment_items: segmentItems(coding, pathCodes),
    created_at: createdAt,
    updated_at: createdAt,
  };
}
