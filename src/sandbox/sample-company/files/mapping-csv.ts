import { SPECIAL_OBJECTS } from '../jde/account';
import { COST_TYPES } from '../catalogue/cost-catalogue';
import type { ProjectBook } from '../books/project-book';

const HEADER = 'project,sub_job,cost_code,cost_type,business_unit,object,subsidiary,subledger,subledger_type';

/** On this project subcontracts are mapped by division, and one division is not; see `UNMAPPED`. */
const BY_DIVISION = '4425';

export const UNMAPPED = {
  project: '4425',
  code: '31-23-00.S',
  mappingRow: '4425,,31-23-00,S,4425,1340,312300,,',
} as const;

export function mappingCsv(books: readonly ProjectBook[]): string {
  const rows = books.filter(({ project }) => project.permitted).flatMap(rowsOf);
  return `${[HEADER, ...rows].join('\n')}\n`;
}

function rowsOf(book: ProjectBook): string[] {
  const { project } = book;
  const rows: string[] = [];
  for (const type of COST_TYPES) {
    if (project.number === BY_DIVISION && type.code === 'S') {
      rows.push(...divisionRows(book, type.object));
      continue;
    }
    rows.push(`${project.number},,*,${type.code},{project},${type.object},{costCodeDigits},,`);
    if (project.subJobs.length > 0) {
      rows.push(`${project.number},*,*,${type.code},{project}{subJob},${type.object},{costCodeDigits},,`);
    }
  }
  for (const special of SPECIAL_OBJECTS.filter((entry) => entry.project === project.number)) {
    rows.push(`${project.number},,${special.costCode},${special.costType},{project},${special.object},{costCodeDigits},,`);
  }
  return rows;
}

/** A prefix row for each division, but for earthwork one for each code: that is how a code came to be forgotten. */
function divisionRows({ project, structure }: ProjectBook, object: string): string[] {
  const codes = structure
    .codings()
    .filter(({ costType }) => costType.code === 'S')
    .map(({ costCode }) => costCode.fullCode)
    .filter((code) => `${code}.S` !== UNMAPPED.code);
  const patterns = codes.map((code) => (code.startsWith('31-') ? code : `${code.slice(0, 2)}-*`));
  return [...new Set(patterns)]
    .sort()
    .map((pattern) => `${project.number},,${pattern},S,{project},${object},{costCodeDigits},,`);
}
