import { causeKey } from '../../../src/domain/holds/cause-key';
import type { HoldReason, Problem } from '../../../src/domain/holds/hold-reason';
import type { Remedies } from '../../../src/domain/holds/remedy';
import { printAccount, type KontorAccount } from '../chart.fixture';
import type { BooksFact } from '../facts.fixture';
import type { MasterData } from './master-data.fixture';

/** Whether every site and nature that is posted to exists and takes postings: one problem for each that does not. */
export function checkAccounts(used: readonly KontorAccount[], { sites, natures }: MasterData): Problem[] {
  const problems = used.flatMap((account) => {
    const site = sites.find(({ code }) => code === account.site);
    const nature = natures.find(({ code }) => code === account.nature);
    const of = { ...account, name: printAccount(account) };
    return [
      ...(site === undefined ? [missing('site', of.site, of.name)] : []),
      ...(site?.open === false ? [closed('site', of.site, of.name, 'businessUnitClosed')] : []),
      ...(nature === undefined ? [missing('nature', of.nature, of.name)] : []),
      ...(nature?.locked === true ? [closed('nature', of.nature, of.name, 'accountInactive')] : []),
    ];
  });
  return [...new Map(problems.map((problem) => [`${problem.reason} ${problem.causeKey}`, problem])).values()];
}

/** One set of books, whose month is open. */
export function checkBooks(books: readonly BooksFact[], day: string): Problem[] {
  const [only, ...others] = books;
  if (only === undefined) return [];
  if (others.length > 0) {
    const codes = books.map(({ code }) => code).join(', ');
    const message = `The sites of the requisition are in several sets of books of Kontor: ${codes}.`;
    const remedies: Remedies = [{ act: 'changeMapping', text: 'Map its cost codes to sites of one set of books' }];
    return [
      {
        reason: 'twoCompanies',
        kind: 'person',
        field: 'site',
        value: codes,
        message,
        remedies,
        causeKey: causeKey.connection(),
      },
    ];
  }
  const month = day.slice(0, 7);
  if (month >= only.openFrom && month <= only.openTo) return [];
  return [
    {
      reason: 'periodClosed',
      kind: 'person',
      field: 'month',
      value: month,
      message: `${month} is not open in the books ${only.code} of Kontor (open are ${only.openFrom} to ${only.openTo}).`,
      remedies: [{ act: 'inErp', text: 'Open the month in Kontor; it then goes on by itself' }],
      causeKey: causeKey.period(only.code),
    },
  ];
}

function missing(segment: 'site' | 'nature', code: string, account: string): Problem {
  return {
    reason: 'accountMissing',
    kind: 'person',
    field: segment,
    value: code,
    message: `Kontor has no ${segment} ${code}, which the account ${account} names.`,
    remedies: [
      { act: 'inErp', text: `Set the ${segment} up in Kontor; it then goes on by itself` },
      { act: 'changeMapping', text: 'Map the cost code to another account' },
    ],
    causeKey: causeKey.account(code),
  };
}

function closed(segment: 'site' | 'nature', code: string, account: string, reason: HoldReason): Problem {
  return {
    reason,
    kind: 'person',
    field: segment,
    value: code,
    message: `The ${segment} ${code} takes no postings in Kontor; the account ${account} names it.`,
    remedies: [
      { act: 'inErp', text: `Open the ${segment} in Kontor; it then goes on by itself` },
      { act: 'changeMapping', text: 'Map the cost code to another account' },
    ],
    causeKey: causeKey.account(code),
  };
}
