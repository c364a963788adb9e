import { LosslessNumber } from 'lossless-json';
import type { Reference } from '../../../domain/posting/look';
import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import { sum } from '../../../domain/money/money';
import { batchPayItemQuery, isProcessed, type BatchKey } from './batch-rows';
import type { Postings, SearchResult } from './found-in-jde';
import type { JdeCalls } from './jde-calls';
import { readJournalStanding } from './journal-standing';
import { amountText } from '../tables/decimal-text';
import { answerError } from '../ais/errors';
import { isOurs, payableColumns, voucherReference } from './ledger-rows';
import { jobSchema } from '../ais/schemas';
import { equal } from '../tables/table-query';

export type JobState = 'running' | 'done' | 'error' | 'unknown';

/** R04110ZA, or R09110Z of a journal, for one posting's batch alone (reference 13.3, 14, 17.2). What it did is told by the tables, not by the job. */
export class ProcessorRuns implements Postings<ProcessorRunBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  /** A final run is found by its voucher; a proof changes nothing and so is never found. */
  async search(body: ProcessorRunBody): Promise<SearchResult> {
    const nothing: SearchResult = { found: [], strangers: [] };
    if (body.mode === 'proof') return nothing;
    const { ediUser, ediBatch, ediTransaction } = body;
    const key = { ediUser, ediBatch, ediTransaction };
    if (body.journal !== undefined) return this.#journalRun(body, key, body.journal.documentType);
    const batch = await this.#jde.controlRow.readProven(batchPayItemQuery(key), body.company);
    if (batch.some((row) => !isProcessed(row))) return nothing;
    const payables = await this.#jde.controlRow.readProven(
      {
        purpose: 'voucher of the processed batch',
        table: 'F0411',
        columns: payableColumns,
        conditions: [equal('AN8', body.supplier), equal('VINV', body.invoiceNumber)],
        pageBy: 'DOC',
      },
      body.company,
    );
    const ours = payables.filter((row) => isOurs(row, ediTransaction));
    const first = ours[0] ?? batch[0];
    if (first === undefined) return nothing;
    const rows = ours.length > 0 ? ours : batch;
    const found = {
      reference: { ...key, ...(ours[0] === undefined ? {} : voucherReference(ours[0])) },
      company: first.KCO,
      supplier: first.AN8,
      currency: first.CRCD,
      total: sum(rows.map((row) => amountText(row.CRRM === 'F' ? row.ACR : row.AG))),
      lines: [],
      voided: false,
      missing: [],
      facts: { batchRows: batch.length === 0 ? 'purged' : 'processed', voucher: ours.length > 0 ? 'found' : 'absent' },
    };
    return { found: [found], strangers: [] };
  }

  /** R09110Z: found by the journal that it made, once none of the batch's rows waits any more. */
  async #journalRun(body: ProcessorRunBody, batch: BatchKey, documentType: string): Promise<SearchResult> {
    const { company } = body;
    const standing = await readJournalStanding(this.#jde.controlRow, batch, { company, documentType });
    if (standing === null || standing.stage === 'delivered') return { found: [], strangers: [] };
    const { reference } = standing;
    const shown = { company, supplier: '', currency: '', total: '0', lines: [] };
    return { found: [{ ...shown, reference, voided: false, missing: [] }], strangers: [] };
  }

  async send(body: ProcessorRunBody): Promise<Reference | null> {
    const operation = body.journal === undefined ? 'PC_RUN_VOUCHER_PROCESSOR' : 'PC_RUN_JOURNAL_PROCESSOR';
    const output = await this.#jde.orchestrator.run(operation, {
      EdiUser: body.ediUser,
      EdiBatch: body.ediBatch,
      Mode: body.mode,
    });
    const jobNumber = output.text('JobNumber');
    if (jobNumber === undefined) return null;
    return { jobNumber, executionServer: output.text('ExecutionServer') ?? '' };
  }

  /** The state of the job that `send` started: `POST report/status` (reference 7). The letters are those of the job master, as far as they are known. */
  async readJobState(reference: Reference): Promise<JobState> {
    const { jobNumber = '', executionServer = '' } = reference;
    const operation = 'report status';
    const { answer } = await this.#jde.caller.call({
      operation,
      effect: 'read',
      method: 'POST',
      path: this.#jde.settings.paths.reportStatus,
      // An orchestration names the job as a text; the report service takes its number.
      json: { jobNumber: /^\d+$/.test(jobNumber) ? new LosslessNumber(jobNumber) : jobNumber, executionServer },
    });
    const ask = 'ask the JDE administrator whether the service user may see the state of jobs';
    if (answer.status !== 200 || answer.body.kind !== 'json')
      throw answerError(answer, { operation, effect: 'read', ask });
    return jobState(jobSchema.safeParse(answer.body.value).data?.jobStatus ?? '');
  }
}

function jobState(status: string): JobState {
  switch (status.trim().toUpperCase()) {
    case 'D':
    case 'DONE':
      return 'done';
    case 'E':
    case 'ERROR':
      return 'error';
    case 'P':
    case 'W':
    case 'S':
    case 'H':
    case 'PROCESSING':
    case 'QUEUED':
    case 'WAITING':
      return 'running';
    default:
      return 'unknown';
  }
}
