import { numberOf, type JsonObject } from '../../../http/json-value';
import { EXECUTION_SERVER } from '../../batch/job-queue';
import { JOURNAL_PROCESSOR, VOUCHER_PROCESSOR } from '../../batch/processor-run';
import { PROCESSORS } from '../../batch/processors';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { OrchestrationError } from '../orchestration-error';

export const runVouchers = processorOrchestration(
  'PC_RUN_VOUCHER_PROCESSOR',
  'Runs the batch voucher processor for one batch',
  VOUCHER_PROCESSOR,
);

export const runJournals = processorOrchestration(
  'PC_RUN_JOURNAL_PROCESSOR',
  'Runs the batch journal processor for one batch',
  JOURNAL_PROCESSOR,
);

function processorOrchestration(name: string, description: string, reportName: keyof typeof PROCESSORS): Orchestration {
  return {
    name,
    description,
    inputs: { EdiUser: 'String', EdiBatch: 'String', Mode: 'String' },
    outputs: ['JobNumber', 'ExecutionServer'],
    run: ({ state, inputs, username }: OrchestrationCall): JsonObject => {
      // The processing option is blank for a proof.
      const mode = inputs.required('Mode') || 'proof';
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
        PROCESSORS[reportName](state, run),
      );
      return { JobNumber: numberOf(job.jobNumber), ExecutionServer: EXECUTION_SERVER };
    },
  };
}
