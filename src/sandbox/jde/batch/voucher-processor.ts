import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';
import { BatchControl } from './batch-control';
import { transactionName, unprocessed, VOUCHER_PROCESSOR, type ProcessorRun } from './processor-run';
import { voucherProblems, voucherWarnings } from './voucher-check';
import { writeVoucher } from './voucher-write';

/** R04110ZA. A voucher in error stays as it is and does not stop the others; returns the lines of the report. */
export function runVoucherProcessor(state: SandboxState, run: ProcessorRun): readonly string[] {
  const vouchers = unprocessed(state.database.table('F0411Z1'), run, 'V');
  const { readable, messages } = readDistributions(state, run, new Set(vouchers.keys()));
  const batches = new BatchControl(state, run, 'V', VOUCHER_PROCESSOR);
  for (const [name, items] of vouchers) {
    const lines = readable.get(name) ?? [];
    const transaction = items[0]?.['EDTN'] ?? '';
    const problems = voucherProblems(state, items, lines);
    if (problems.length > 0) {
      messages.push(...problems.map((problem) => `${transaction}: ${problem}`));
      if (run.mode === 'final') {
        batches.leave('F0911Z1', lines);
        batches.leave('F0411Z1', items);
      }
      continue;
    }
    const warnings = voucherWarnings(state, items[0] ?? {});
    messages.push(...warnings.map((warning) => `${transaction}: warning: ${warning}`));
    if (run.mode === 'proof') {
      messages.push(`${transaction}: would be processed`);
      continue;
    }
    const batchNumber = batches.numberFor(items[0] ?? {});
    const document = writeVoucher(state, run, batchNumber, items, lines);
    batches.finish('F0911Z1', lines, document, batchNumber);
    batches.finish('F0411Z1', items, document, batchNumber);
    messages.push(`${transaction}: voucher ${document}, batch ${batchNumber}`);
  }
  return messages;
}

/** A distribution without its voucher stops the reading: all later vouchers are then out of balance. */
function readDistributions(
  state: SandboxState,
  run: ProcessorRun,
  vouchers: ReadonlySet<string>,
): { readable: Map<string, Row[]>; messages: string[] } {
  const readable = new Map<string, Row[]>();
  // Voucher match automation takes these rows: their vouchers stand, so their lines are no orphans.
  const automated = new Set(state.database.table('F0411Z1').find({ ATFLG: '1' }).map(transactionName));
  for (const [name, lines] of unprocessed(state.database.table('F0911Z1'), run, 'V')) {
    if (automated.has(name)) {
      continue;
    }
    if (!vouchers.has(name)) {
      return { readable, messages: [`${lines[0]?.['EDTN'] ?? ''}: F0911Z1 has lines without a voucher in F0411Z1`] };
    }
    readable.set(name, lines);
  }
  return { readable, messages: [] };
}
