import type { JsonObject } from '../../http/json-value';
import { runJournalProcessor } from '../batch/journal-processor';
import type { ProcessorRun } from '../batch/processor-run';
import { runVoucherProcessor } from '../batch/voucher-processor';
import type { SandboxState } from '../sandbox-state';
import type { Orchestration, OrchestrationCall } from './orchestration';
import { OrchestrationError } from './orchestration-error';

export const EXECUTION_SERVER = 'JDEBATCH1';

export const runVouchers = processorOrchestration(
  'PC_RUN_VOUCHER_PROCESSOR',
  'Runs the batch voucher processor for one batch',
  'R04110ZA',
  runVoucherProcessor,
);

export const runJournals = processorOrchestration(
  'PC_RUN_JOURNAL_PROCESSOR',
  'Runs the batch journal processor for one batch',
  'R09110Z',
  runJournalProcessor,
);

function processorOrchestration(
  name: string,
  description: string,
  reportName: string,
  process: (state: SandboxState, run: ProcessorRun) => readonly string[],
): Orchestration {
  return {
    name,
    description,
    inputs: { EdiUser: 'String', EdiBatch: 'String', Mode: 'String' },
    outputs: ['JobNumber', 'ExecutionServer'],
    run: ({ state, inputs, username }: OrchestrationCall): JsonObject => {
      const mode = inputs.required('Mode');
      if (mode !== 'proof' && mode !== 'final') {
        throw new OrchestrationError(`Mode ${mode} must be proof or final`);
      }
      const run = {
        ediUser: inputs.required('EdiUser'),
        ediBatch: inputs.required('EdiBatch'),
        mode,
        user: username,
      } as const;
      const job = state.jobs.submit({ reportName, reportVersion: 'ZPROC01', user: username }, () =>
        process(state, run),
      );
      return { JobNumber: String(job.jobNumber), ExecutionServer: EXECUTION_SERVER };
    },
  };
}
