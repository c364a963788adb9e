import type { Coding } from '../catalogue/cost-structure';
import type { ProjectPlan } from '../catalogue/project-plans';

export interface Account {
  readonly businessUnit: string;
  readonly object: string;
  readonly subsidiary: string;
}

/** Objects that differ from that of the cost type; `mapping.csv` says the same in rows of its own. */
export const SPECIAL_OBJECTS = [
  { project: '4440', costCode: '01-50-00', prefix: '01-50-00', costType: 'O', object: '1385' },
  { project: '4452', costCode: '23-*', prefix: '23-', costType: 'S', object: '1345' },
] as const;

/** Where a cost code of a project stands in JD Edwards: its own arithmetic, not a reading of `mapping.csv`. */
export function accountOf(project: ProjectPlan, { costCode, costType }: Coding): Account {
  const special = SPECIAL_OBJECTS.find(
    (entry) =>
      entry.project === project.number && entry.costType === costType.code && costCode.fullCode.startsWith(entry.prefix),
  );
  return {
    businessUnit: `${project.number}${costCode.subJob?.code ?? ''}`,
    object: special?.object ?? costType.object,
    subsidiary: costCode.fullCode.replaceAll('-', ''),
  };
}

export const accountText = (account: Account) =>
  [account.businessUnit, account.object, account.subsidiary].filter((part) => part !== '').join('.');

/** Balance sheet accounts by company. */
export const COMPANY_ACCOUNTS = {
  '00200': { retainage: '200.4110', tax: '200.4230', rounding: '200.8990' },
  '00210': { retainage: '210.4110', tax: '210.4230', rounding: '210.8990' },
} as const;

/** Story: painting on the lofts may not be posted to. */
export const INACTIVE_ACCOUNT = '4452.1340.099100';
