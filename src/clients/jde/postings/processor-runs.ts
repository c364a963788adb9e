import { LosslessNumber } from 'lossless-json';
import type { Reference } from '../../../domain/posting/look';
import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import { sum } from '../../../domain/money/money';
import type { Posted } from '../../erp-adapter';
import type { BatchKey, BatchPayItemRow } from './batch-rows';
import { findVouchers } from './vouchers/find-vouchers';
import type { Postings, SearchResult } from './found-in-jde';
import type { JdeCalls } from './jde-calls';
import { readJournalStanding } from './journal-standing';
import { amountText } from '../tables/decimal-text';
import { answerError } from '../ais/errors';
import { totalOf, voucherReference } from './vouchers/ledger-rows';
import { documentOf, type SoughtVoucher } from './our-keys';
import { jobSchema } from '../ais/schemas';

export type JobState = 'running' | 'done' | 'error' | 'unknown';

/** R04110ZA, or R09110Z of a journal, for one posting's batch alone (reference 13.3, 14, 17.2). What it did is told by the tables, not by the job. */
export class ProcessorRuns implements Postings<ProcessorRunBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  /** A final run is found by its batch, which does not wait any more; a proof changes nothing and so is never found. */
  async search(body: ProcessorRunBody, told: Posted): Promise<SearchResult> {
    const nothing: SearchResult = { found: [], strangers: [] };
    if (body.mode === 'proof') return nothing;
    const { ediUser, ediBatch, ediTransaction } = body;
    if (body.journal !== undefined) {
      return this.#journalRun(body, { ediUser, ediBatch, ediTransaction }, body.journal.documentType);
    }
    const [voucher] = await findVouchers(this.#jde, [voucherOfRun(body, told)]);
    if (voucher === undefined || voucher.kind === 'waiting') return nothing;
    const { batch } = voucher;
    const ours = voucher.kind === 'vouchers' ? voucher.vouchers[0] : undefined;
    // Purged, and nothing tells whether its voucher is gone or another one: the run is over either way.
    if (ours === undefined && batch.length === 0 && voucher.kind !== 'unclear') return nothing;
    const [first = batch[0]] = ours?.payItems ?? [];
    const found = {
      reference: { ediUser, ediBatch, ediTransaction, ...(ours === undefined ? {} : voucherReference(ours)) },
      company: first?.KCO ?? body.company,
      supplier: first?.AN8 ?? body.supplier,
      currency: first?.CRCD ?? '',
      total: ours === undefined ? sum(batch.map(amountOf)) : totalOf(ours),
      lines: [],
      voided: false,
      missing: [],
      facts: {
        batchRows: batch.length === 0 ? 'purged' : 'processed',
        voucher: ours === undefined ? 'absent' : 'found',
      },
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

/** The voucher that a run is for. A run is made of a voucher that was read back complete. */
export function voucherOfRun(body: ProcessorRunBody, { reference }: Posted): SoughtVoucher {
  const { ediUser, ediBatch, ediTransaction: erpKey, company, supplier, invoiceNumber, traits = null } = body;
  const known = { erpKey, ediUser, ediBatch, company, supplier, invoiceNumber, traits };
  return { ...known, document: documentOf(reference), wasSent: true, stood: true };
}

function amountOf(row: BatchPayItemRow): string {
  return amountText(row.CRRM === 'F' ? row.ACR : row.AG);
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
