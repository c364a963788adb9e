import { LosslessNumber } from 'lossless-json';
import type { ErpReference } from '../../../domain/posting/found-posting';
import type { ProcessorRunBody } from '../../../domain/jde/posting-body';
import { sum } from '../../../domain/money/money';
import type { JobState, PostingPort, SearchResult } from '../../erp-gateway';
import type { AisCaller } from '../ais/ais-caller';
import { batchPayItemQuery, isProcessed } from './batch-rows';
import type { ControlRow } from '../tables/control-row';
import { amountText } from '../tables/decimal-text';
import { answerError } from '../ais/errors';
import { isOurs, payableColumns, voucherReference } from './ledger-rows';
import type { Orchestrator } from '../ais/orchestration';
import { jobSchema } from '../ais/schemas';
import type { JdeSettings } from '../settings';
import { equal } from '../tables/table-query';

/** R04110ZA for one posting's batch alone (reference 13.3, 17.2). What it did is told by the tables, not by the job. */
export class ProcessorRuns implements PostingPort<ProcessorRunBody> {
  readonly #caller: AisCaller;
  readonly #controlRow: ControlRow;
  readonly #orchestrator: Orchestrator;
  readonly #settings: JdeSettings;

  constructor(caller: AisCaller, controlRow: ControlRow, orchestrator: Orchestrator, settings: JdeSettings) {
    this.#caller = caller;
    this.#controlRow = controlRow;
    this.#orchestrator = orchestrator;
    this.#settings = settings;
  }

  /** A final run is found by its voucher; a proof changes nothing and so is never found. */
  async search(body: ProcessorRunBody): Promise<SearchResult> {
    const nothing: SearchResult = { found: [], strangers: [] };
    if (body.mode === 'proof') return nothing;
    const { ediUser, ediBatch, ediTransaction } = body;
    const key = { ediUser, ediBatch, ediTransaction };
    const batch = await this.#controlRow.readProven(batchPayItemQuery(key), body.company);
    if (batch.some((row) => !isProcessed(row))) return nothing;
    const payables = await this.#controlRow.readProven(
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

  async send(body: ProcessorRunBody): Promise<ErpReference | null> {
    const output = await this.#orchestrator.run('PC_RUN_VOUCHER_PROCESSOR', {
      EdiUser: body.ediUser,
      EdiBatch: body.ediBatch,
      Mode: body.mode,
    });
    const jobNumber = output.text('JobNumber');
    if (jobNumber === undefined) return null;
    return { jobNumber, executionServer: output.text('ExecutionServer') ?? '' };
  }

  /** `POST report/status` (reference 7). The letters are those of the job master, as far as they are known. */
  async readJobState(reference: ErpReference): Promise<JobState> {
    const { jobNumber = '', executionServer = '' } = reference;
    const operation = 'report status';
    const { answer } = await this.#caller.call({
      operation,
      effect: 'read',
      method: 'POST',
      path: this.#settings.paths.reportStatus,
      // An orchestration names the job as a text; the report service takes its number.
      json: { jobNumber: /^\d+$/.test(jobNumber) ? new LosslessNumber(jobNumber) : jobNumber, executionServer },
    });
    const ask = 'ask the JDE administrator whether the service user may see the state of jobs';
    if (answer.status !== 200 || answer.body.kind !== 'json') throw answerError(answer, operation, 'read', ask);
    return jobState(jobSchema.safeParse(answer.body.value).data?.jobStatus ?? '');
  }
}

export function jobState(letter: string): JobState {
  switch (letter.trim().toUpperCase()) {
    case 'D':
      return 'done';
    case 'E':
      return 'error';
    case 'P':
    case 'W':
    case 'S':
    case 'H':
      return 'running';
    default:
      return 'unknown';
  }
}
