import { accountName } from '../../../../domain/jde/account';
import type { Reference } from '../../../../domain/posting/look';
import type { VoucherBody } from '../../../../domain/jde/bodies/posting-body';
import { sum } from '../../../../domain/money/money';
import type { Posted } from '../../../erp-adapter';
import type { FoundInJde, PostingPart, Postings, SearchResult } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { distributionNumber, voucherInputs, type RowsToWrite } from '../batch-inputs';
import {
  batchDistributionQuery,
  batchPayItemQuery,
  distributionLine,
  ediLine,
  isWaiting,
  type BatchDistributionRow,
  type BatchKey,
  type BatchPayItemRow,
} from '../batch-rows';
import { beforeSending, changedMeanwhile } from '../../ais/before-sending';
import { amountText } from '../../tables/decimal-text';
import { fromTableDate } from '../../tables/table-dates';
import { findVouchers } from './find-vouchers';
import { readLedgerLines, toFoundVoucher } from './found-voucher';
import type { VoucherFound } from './judge-vouchers';
import { toStranger } from './ledger-rows';
import { soughtVoucher } from '../our-keys';

const operation = 'PC_ADD_BATCH_VOUCHER';

/** Batch vouchers (reference 13): rows in F0411Z1 and F0911Z1, which the voucher processor turns into F0411 and F0911. */
export class Vouchers implements Postings<VoucherBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  /**
   * In the direction of flow, one after the other: rows that leave the batch tables meanwhile are met in the ledger. Both batch tables of one
   * that a call just wrote are read at once.
   */
  async search(body: VoucherBody, told: Posted): Promise<SearchResult> {
    const sought = soughtVoucher(body, told);
    const ahead = told.answered && this.#distributionOf(keyOf(body), body.company);
    // It matters only while the pay items stand there.
    ahead?.catch(() => undefined);
    let [found] = await findVouchers(this.#jde, [sought]);
    if (found?.kind === 'waiting') {
      const key = batchKey(body, found.batch);
      const isAhead = key.ediBatch === body.ediBatch;
      const distribution = await ((isAhead && ahead) || this.#distributionOf(key, body.company));
      const delivered = this.#delivered(body, found.batch, distribution);
      if (delivered.missing.length === 0) return { found: [delivered], strangers: [] };
      // A run that purges between the two reads looks like a half-written voucher; the pay items then tell.
      [found] = await findVouchers(this.#jde, [sought]);
      if (found?.kind === 'waiting') return { found: [delivered], strangers: [] };
    }
    if (found === undefined) throw new RangeError(`no answer to a search for ${body.erpKey}`);
    return this.#inLedger(body, found);
  }

  async send(body: VoucherBody, missing?: readonly PostingPart[]): Promise<Reference | null> {
    const rows = missing === undefined ? body : await this.#missingRows(body, missing);
    if (rows.payItems.length + rows.distribution.length === 0) return { ...keyOf(body) };
    const output = await this.#jde.orchestrator.run(
      operation,
      voucherInputs(body, rows, this.#jde.settings.edlnNumbering),
    );
    const written = (name: string): number => Number(output.text(name) ?? 0);
    const complete =
      written('PayItemsWritten') === rows.payItems.length &&
      written('DistributionWritten') === rows.distribution.length;
    return complete ? { ...keyOf(body) } : null;
  }

  async #inLedger(body: VoucherBody, found: Exclude<VoucherFound, { kind: 'waiting' }>): Promise<SearchResult> {
    switch (found.kind) {
      case 'vouchers': {
        const accounts = new Set(body.distribution.map((line) => accountName(line.account)));
        const ours: FoundInJde[] = [];
        for (const voucher of found.vouchers) {
          const ledger = await readLedgerLines(this.#jde.controlRow, voucher, body.company);
          const shown = toFoundVoucher(voucher, ledger, accounts);
          ours.push({ ...shown, reference: { ...keyOf(body), ...shown.reference } });
        }
        return { found: ours, strangers: found.strangers.map(toStranger) };
      }
      case 'unclear':
        return { found: [], strangers: [], unclear: { why: found.why, others: found.others.map(toStranger) } };
      case 'gone':
      case 'none': {
        const strangers = found.strangers.map(toStranger);
        if (found.kind === 'none' || found.batch.length === 0) return { found: [], strangers };
        // Processed rows without a voucher: somebody deleted it before it was posted.
        const deleted = { ...this.#delivered(body, found.batch, []), missing: [], voided: true };
        return { found: [{ ...deleted, facts: { ...deleted.facts, gone: 'F0411' } }], strangers };
      }
    }
  }

  #delivered(
    body: VoucherBody,
    payItems: readonly BatchPayItemRow[],
    distribution: readonly BatchDistributionRow[],
  ): FoundInJde {
    const first = payItems[0];
    const foreign = first?.CRRM === 'F';
    const rows = this.#notStanding(body, payItems, distribution);
    const missing: PostingPart[] = [];
    if (rows.payItems.length > 0) missing.push('payItems');
    if (rows.distribution.length > 0) missing.push('distribution');
    return {
      reference: { ...keyOf(body) },
      company: first?.KCO || (first?.CO ?? ''),
      supplier: first?.AN8 ?? '',
      currency: first?.CRCD ?? '',
      total: sum(payItems.map((row) => amountText(foreign ? row.ACR : row.AG))),
      number: first?.VINV ?? '',
      glDate: fromTableDate(first?.DGJ ?? ''),
      lines: distribution.map((row) => distributionLine(row, foreign)),
      voided: false,
      missing,
      stage: 'delivered',
      facts: {
        invoiceNumber: first?.VINV ?? '',
        glDate: fromTableDate(first?.DGJ ?? ''),
        payItems: String(payItems.length),
        distributionLines: String(distribution.length),
        processed: first?.EDSP ?? '',
        tax: sum(payItems.map((row) => amountText(foreign ? row.CTAM : row.STAM))),
      },
    };
  }

  // Rows are told by their EDLN, so a table of which only some rows were written is completed by the others.
  #notStanding(
    body: VoucherBody,
    payItems: readonly BatchPayItemRow[],
    distribution: readonly BatchDistributionRow[],
  ): RowsToWrite {
    const paying = new Set(payItems.map(ediLine));
    const standing = new Set(distribution.map(ediLine));
    const lineOf = (line: VoucherBody['distribution'][number]): string =>
      distributionNumber(line, body, this.#jde.settings.edlnNumbering);
    return {
      payItems: body.payItems.filter((item) => !paying.has(String(Number(item.payItem)))),
      distribution: body.distribution.filter((line) => !standing.has(lineOf(line))),
    };
  }

  // Read again just before sending: a distribution without its pay items would stop the processor for every later
  // voucher (reference 13.3), so the pay items must still stand and be unprocessed.
  async #missingRows(body: VoucherBody, missing: readonly PostingPart[]): Promise<RowsToWrite> {
    const absent = await beforeSending(operation, async () => {
      const payItems = await this.#payItemRows(body);
      const distribution = await this.#distributionOf(keyOf(body), body.company);
      if (!isWaiting(payItems)) throw changedMeanwhile(operation);
      return this.#notStanding(body, payItems, distribution);
    });
    return {
      payItems: missing.includes('payItems') ? absent.payItems : [],
      distribution: missing.includes('distribution') ? absent.distribution : [],
    };
  }

  #distributionOf(key: BatchKey, company: string): Promise<readonly BatchDistributionRow[]> {
    return this.#jde.controlRow.readProven(batchDistributionQuery(key), company);
  }

  #payItemRows(body: VoucherBody): Promise<readonly BatchPayItemRow[]> {
    return this.#jde.controlRow.readProven(batchPayItemQuery(keyOf(body)), body.company);
  }
}

function keyOf(body: Pick<VoucherBody, 'ediUser' | 'ediBatch' | 'erpKey'>): BatchKey {
  return { ediUser: body.ediUser, ediBatch: body.ediBatch, ediTransaction: body.erpKey };
}

/** The batch that its rows stand in: AP may have moved them into one of its own. */
function batchKey(body: VoucherBody, rows: readonly BatchPayItemRow[]): BatchKey {
  return { ...keyOf(body), ediBatch: rows[0]?.EDBT || body.ediBatch };
}
