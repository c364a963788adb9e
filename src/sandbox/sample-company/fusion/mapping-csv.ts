import { PROJECTS } from '../catalogue/project-plans';

const HEADER = 'project,sub_job,cost_code,cost_type,company,segment_project,account,segment_cost_code,future1';

/** The rows of JD Edwards' mapping for the segments of the chart: its business unit is the project, its object the account. */
export function fusionMappingCsv(mapping: string): string {
  const rows = mapping.trim().split('\n').slice(1).map(fusionMappingRow);
  return `${[HEADER, ...rows].join('\n')}\n`;
}

/** `4425,,31-*,S,4425,1340,{costCodeDigits},,` as a row that leads to the same place in Fusion. */
export function fusionMappingRow(row: string): string {
  const [project = '', subJob, costCode, costType, businessUnit, object, subsidiary] = row.split(',');
  const company = PROJECTS.find(({ number }) => number === project)?.company.slice(2);
  if (company === undefined) throw new Error(`mapping row ${row}: project ${project} is none of the sample company`);
  return [project, subJob, costCode, costType, company, businessUnit, object, subsidiary, ''].join(',');
}
