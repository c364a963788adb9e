import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import type { MemberProblems } from '../../posting/look';
import type { JournalMember } from '../bodies/journal-member';
import { importCodeText, isOfAccount } from './import-codes';

export interface ReportedError {
  readonly codes: readonly string[];
  /** The whole line of the report: it names account, date or journal. */
  readonly line: string;
}

/** What the report of an import says. */
export interface ImportReport {
  /** Lines that were refused, and journals that do not balance, as the report has them. */
  readonly errors: readonly ReportedError[];
  /** The report's own legend: text by code. */
  readonly key: Readonly<Record<string, string>>;
  /** Groups that the import found to be imported; null: it does not say. None means that source or group were wrong. */
  readonly groups: number | null;
  /** Rows that the loader did not take. */
  readonly rejectedRows: number;
}

/**
 * Whose lines the import refused, with what it says of them. The report names accounts, dates and journals, not our documents: an
 * account that is not valid is so for all lines on it. Empty where a line of the report fits none of ours: then nobody can be told
 * to be right either.
 */
export function refusedMembers(
  members: readonly JournalMember[],
  { errors, key }: Pick<ImportReport, 'errors' | 'key'>,
): readonly MemberProblems[] {
  const byMember = new Map<string, Map<string, Problem>>();
  for (const error of errors) {
    const hits = members.flatMap((member) => hitsOf(member, error).map((account) => ({ member, account })));
    if (hits.length === 0) return [];
    for (const { member, account } of hits) {
      const problems = byMember.get(member.document) ?? new Map<string, Problem>();
      for (const code of error.codes) {
        const of = isOfAccount(code) ? account : '';
        if (!problems.has(`${code} ${of}`)) problems.set(`${code} ${of}`, problemOf(code, of, { error, key, member }));
      }
      byMember.set(member.document, problems);
    }
  }
  return [...byMember].map(([name, problems]) => ({ name, problems: [...problems.values()] }));
}

/** The accounts of the member's lines that the line of the report speaks of; `''`: of the journal as a whole. */
function hitsOf(member: JournalMember, { codes, line }: ReportedError): readonly string[] {
  const { accountingDate, journal, lines } = member;
  const days = [...line.matchAll(/\b(\d{4})[-/](\d\d)[-/](\d\d)\b/g)].map(([, year, month, day]) =>
    [year, month, day].join('-'),
  );
  if (days.length > 0 && !days.includes(accountingDate)) return [];
  const words = new Set(line.split(/\s+/).map(plain));
  const accounts = [...new Set(lines.map(({ account }) => account))].filter((account) => words.has(plain(account)));
  if (accounts.length > 0) return accounts;
  const isWhole =
    ` ${line} `.includes(` ${journal} `) || (days.length > 0 && codes.every((code) => code.startsWith('EP')));
  return isWhole ? [''] : [];
}

/** Separators between segments may differ. */
function plain(account: string): string {
  return account.split(/[^A-Za-z0-9]+/).join('.');
}

function problemOf(
  code: string,
  account: string,
  {
    error,
    key,
    member,
  }: { readonly error: ReportedError; readonly key: ImportReport['key']; readonly member: JournalMember },
): Problem {
  const text = importCodeText(code, key[code] ?? '');
  const facts = { code, report: error.line };
  if (isOfAccount(code) && account !== '') {
    return {
      reason: 'accountMissing',
      kind: 'person',
      field: 'SEGMENT',
      value: account,
      message: `Fusion's import refused a line on combination ${account}: ${text}.`,
      remedies: [
        { act: 'inErp', text: `Correct combination ${account} in Fusion`, andThen: resume },
        { act: 'changeMapping', text: 'Map the cost code to another account' },
      ],
      causeKey: causeKey.account(account),
      facts,
    };
  }
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'GL_INTERFACE',
    value: code,
    message: `Fusion's import refused the journal ${member.journal} of ${member.accountingDate}: ${text}.`,
    remedies: [{ act: 'inErp', text: 'Mend in Fusion what it complains of', andThen: resume }],
    facts,
  };
}
