import { accountProblem, findAccount } from '../rules/accounts';
import { codeProblem } from '../rules/codes';
import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';

export interface LineAccount {
  readonly businessUnit: string;
  readonly object: string;
  readonly subsidiary: string;
}

/** The account of a Z row by its mode: 1 short id, else BU.object.subsidiary from its columns or from ANI. */
export function lineAccount(state: SandboxState, line: Row): LineAccount {
  if (line['AM'] === '1' || ((line['MCU'] ?? '') === '' && (line['ANI'] ?? '') === '')) {
    const account = state.database.table('F0901').find({ AID: line['AID'] || line['ANI'] || '' })[0];
    return { businessUnit: account?.['MCU'] ?? '', object: account?.['OBJ'] ?? '', subsidiary: account?.['SUB'] ?? '' };
  }
  if ((line['MCU'] ?? '') !== '') {
    return { businessUnit: line['MCU'] ?? '', object: line['OBJ'] ?? '', subsidiary: line['SUB'] ?? '' };
  }
  const [businessUnit = '', object = '', subsidiary = ''] = (line['ANI'] ?? '').split('.');
  return { businessUnit: businessUnit.trim(), object, subsidiary };
}

export function accountId(state: SandboxState, account: LineAccount): string {
  return findAccount(state.database, account)?.['AID'] ?? '';
}

/** What is wrong with the distribution lines of one document, besides their sum. */
export function distributionProblems(state: SandboxState, lines: readonly Row[], company: string): string[] {
  const problems = lines.map((line) =>
    accountProblem(state.database, {
      ...lineAccount(state, line),
      company,
      currency: line['CRCD'] ?? '',
      subledger: line['SBL'] ?? '',
      subledgerType: line['SBLT'] ?? '',
      units: line['U'] ?? '0',
    }),
  );
  problems.push(...lines.map((line) => codeProblem(state, 'unit', line['UM'] ?? '')));
  const numbered = lines.map((line) => line['JELN'] ?? '').filter((number) => Number(number) !== 0);
  if (new Set(numbered).size < numbered.length) {
    problems.push('Record already exists in cache I09UI003 (two lines with the same JELN)');
  }
  if (lines.some((line) => line['EDTC'] !== 'A')) {
    problems.push('Action code must be A');
  }
  return problems.filter((problem) => problem !== undefined);
}
