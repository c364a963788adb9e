import { accountOf, accountText, COMPANY_ACCOUNTS, INACTIVE_ACCOUNT } from './account';
import type { JsonObject } from '../json';
import { compact } from '../month';
import type { ProjectBook } from '../books/project-book';

const COMPANIES = ['00200', '00210'] as const;

export interface AccountTables {
  readonly F0006: readonly JsonObject[];
  readonly F0901: readonly JsonObject[];
}

/** Business units and accounts: one account for each budget code of the projects, and those of the balance sheet. */
export function accountTables(books: readonly ProjectBook[], since: string): AccountTables {
  const day = compact(since);
  const units: JsonObject[] = [];
  const accounts: JsonObject[] = [];
  const addUnit = (MCU: string, STYL: string, CO: string, DL01: string, PECC = '') =>
    units.push({ MCU, STYL, CO, DL01: DL01.slice(0, 30), LDM: '8', PECC, UPMJ: day, UPMT: 80_000 });
  const addAccount = (text: string, CO: string, DL01: string, PEC = '') => {
    const [MCU = '', OBJ = '', SUB = ''] = text.split('.');
    const AID = String(24_001 + accounts.length).padStart(8, '0');
    accounts.push({ AID, CO, MCU, OBJ, SUB, DL01: DL01.slice(0, 30), LDA: '8', PEC, UPMJ: day, UPMT: 80_000 });
  };

  for (const company of COMPANIES) {
    const unit = company.slice(2);
    addUnit(unit, 'BS', company, `Balance sheet ${company}`);
    addUnit(`${unit}01`, 'BP', company, `Branch/plant ${company}`);
    addAccount(`${unit}.1110`, company, 'Bank');
    addAccount(`${unit}.4100`, company, 'Accounts payable trade', 'M');
    addAccount(COMPANY_ACCOUNTS[company].retainage, company, 'Retainage payable');
    addAccount(COMPANY_ACCOUNTS[company].tax, company, 'Sales and use tax');
    addAccount(COMPANY_ACCOUNTS[company].rounding, company, 'Rounding differences');
  }
  for (const { project, structure } of books) {
    addUnit(project.number, 'JB', project.company, project.name, project.permitted ? '' : 'N');
    for (const subJob of project.subJobs) {
      addUnit(`${project.number}${subJob.code}`, 'JB', project.company, subJob.name);
    }
    const codings = structure.codings().map((coding) => ({ coding, text: accountText(accountOf(project, coding)) }));
    const byText = new Map(codings.map(({ coding, text }) => [text, coding]));
    for (const [text, coding] of [...byText].sort(([one], [other]) => (one < other ? -1 : 1))) {
      addAccount(text, project.company, coding.costCode.name, text === INACTIVE_ACCOUNT ? 'I' : '');
    }
  }
  return { F0006: units, F0901: accounts };
}
