import type { Chart, Segments } from '../chart';
import type { MappingRow } from '../mapping-row';
import { compileMapping, resolveCoding } from '../resolve-coding';

/** A combination that stands in Procore, and the account that it was made of. */
export interface StandingAccount {
  readonly projectId: string;
  readonly projectNumber: string | null;
  /** `''`: of the project itself. */
  readonly subJob: string;
  readonly code: string;
  readonly costType: string;
  readonly segments: Segments;
  readonly wbsCodeId: string;
}

export interface MappingBack {
  /** Rows that fill gaps, and rows that are as they were but for the id of their combination. */
  readonly rows: readonly MappingRow[];
  /** Generated rows that lead elsewhere than to the account now: only a person changes them. */
  readonly differing: readonly { readonly row: MappingRow; readonly account: string }[];
}

/** What the mapping lacks of what stands. A row of a person is never changed, nor one that was generated before. */
export function mappingBack(
  standing: readonly StandingAccount[],
  present: readonly MappingRow[],
  chart: Chart,
): MappingBack {
  const ofPeople = compileMapping(present.filter(({ generated }) => generated !== true));
  const generated = present.filter((row) => row.generated === true);
  const rows: MappingRow[] = [];
  const differing: { row: MappingRow; account: string }[] = [];
  for (const { projectId, projectNumber, subJob, code, costType, segments, wbsCodeId } of standing) {
    const project = `id:${projectId}`;
    const before = generated.find(
      (row) => row.project === project && row.subJob === subJob && row.costCode === code && row.costType === costType,
    );
    if (before !== undefined) {
      const account = chart.print(segments);
      if (chart.print(before.target) !== account) differing.push({ row: before, account });
      else if (before.wbsCodeId !== wbsCodeId) rows.push({ ...before, wbsCodeId });
      continue;
    }
    const key = { projectId, projectNumber, subJob, costCode: code, costType, wbsCodeId };
    if (resolveCoding(ofPeople, key, chart) !== null) continue;
    rows.push({
      ...{ line: 0, project, subJob, costCode: code, costType, target: segments, wbsCodeId },
      generated: true,
    });
  }
  return { rows, differing };
}
