import { runJournalProcessor } from './journal-processor';
import { JOURNAL_PROCESSOR, VOUCHER_PROCESSOR } from './processor-run';
import { runVoucherProcessor } from './voucher-processor';

/** The batch programs by the name of their report. */
export const PROCESSORS = {
  [VOUCHER_PROCESSOR]: runVoucherProcessor,
  [JOURNAL_PROCESSOR]: runJournalProcessor,
} as const;
