import { decimalOf, sumOf, withDecimals } from '../../decimal';
import { companyOfBusinessUnit } from '../rules/accounts';
import { domesticCurrency, rateOf } from '../rules/currencies';
import { periodProblem, periodWarning } from '../rules/periods';
import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';
import { BatchControl } from './batch-control';
import { distributionProblems } from './distribution-check';
import { JOURNAL_PROCESSOR, unprocessed, type ProcessorRun } from './processor-run';
import { isForeign } from './voucher-check';
import { ledgerRows } from './voucher-write';

/** R09110Z. A journal must net to zero. */
export function runJournalProcessor(state: SandboxState, run: ProcessorRun): readonly string[] {
  const messages: string[] = [];
  const batches = new BatchControl(state, run, 'G', JOURNAL_PROCESSOR);
  for (const lines of unprocessed(state.database.table('F0911Z1'), run, 'J').values()) {
    const first = lines[0] ?? {};
    const transaction = first['EDTN'] ?? '';
    const problems = journalProblems(state, first, lines);
    const warning = periodWarning(state.database, first['CO'] ?? '', first['DGJ'] ?? '', 'G/L');
    if (problems.length === 0 && warning !== undefined) {
      messages.push(`${transaction}: warning: ${warning}`);
    }
    if (problems.length > 0 || run.mode === 'proof') {
      const found = problems.length > 0 ? problems : ['would be processed'];
      messages.push(...found.map((text) => `${transaction}: ${text}`));
      continue;
    }
    const batchNumber = batches.numberFor(first);
    const documentType = first['DCT'] ?? 'JE';
    const document = state.nextNumbers.next(documentType, 'F0911', 'DOC', { DCT: documentType });
    for (const row of ledgerRows(state, first, lines)) {
      const company = companyOfBusinessUnit(state.database, String(row['MCU'])) ?? first['CO'];
      const key = { DOC: document, DCT: documentType, ICU: batchNumber, ICUT: 'G', CO: company };
      state.write('F0911', { ...row, ...key }, { user: run.user, program: JOURNAL_PROCESSOR });
    }
    batches.finish('F0911Z1', lines, document, batchNumber);
    messages.push(`${transaction}: journal ${document}, batch ${batchNumber}`);
  }
  return messages;
}

function journalProblems(state: SandboxState, first: Row, lines: readonly Row[]): string[] {
  const company = first['CO'] ?? '';
  const domestic = domesticCurrency(state.database, company);
  if (domestic === undefined) {
    return [`Company ${company} is not in Company Constants`];
  }
  const problems = distributionProblems(state, lines, company);
  const period = periodProblem(state.database, company, first['DGJ'] ?? '', 'G/L');
  const sum = sumOf(lines.map((line) => decimalOf(isForeign(line) ? line['ACR'] : line['AA'])));
  if (isForeign(first) && rateOf(state.settings, first['CRCD'] ?? '', domestic) === undefined) {
    problems.push(`There is no exchange rate from ${first['CRCD'] ?? ''} to ${domestic}`);
  }
  if (!sum.isZero()) {
    problems.push(`Out of balance: the lines sum to ${withDecimals(sum, 2)}, a journal must net to zero`);
  }
  return period === undefined ? problems : [...problems, period];
}
