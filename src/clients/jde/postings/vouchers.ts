import { accountName } from '../../../domain/jde/account';
import type { Reference, Stranger } from '../../../domain/posting/look';
import type { VoucherBody } from '../../../domain/jde/bodies/posting-body';
import { sum } from '../../../domain/money/money';
import type { FoundInJde, PostingPart, Postings, SearchResult } from './found-in-jde';
import type { JdeCalls } from './jde-calls';
import { distributionNumber, voucherInputs, type RowsToWrite } from './batch-inputs';
import {
  batchDistributionQuery,
  batchPayItemQuery,
  distributionLine,
  ediLine,
  isProcessed,
  type BatchDistributionRow,
  type BatchKey,
  type BatchPayItemRow,
} from './batch-rows';
import { beforeSending, changedMeanwhile } from '../ais/before-sending';
import { amountText } from '../tables/decimal-text';
import { byDocument, isOurs, isVoided, ledgerQuery, payableColumns, toFoundVoucher, toStranger } from './ledger-rows';
import type { PayableRow } from './ledger-rows';
import { fromTableDate } from '../tables/table-dates';
import { equal } from '../tables/table-query';

const operation = 'PC_ADD_BATCH_VOUCHER';

/** Batch vouchers (reference 13): rows in F0411Z1 and F0911Z1, which the voucher processor turns into F0411 and F0911. */
export class Vouchers implements Postings<VoucherBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  /** In the direction of flow, one after the other: rows that leave the batch tables meanwhile are met in the ledger. */
  async search(body: VoucherBody): Promise<SearchResult> {
    const key = keyOf(body);
    let payItems = await this.#payItemRows(body);
    if (isWaiting(payItems)) {
      const distribution = await this.#jde.controlRow.readProven(batchDistributionQuery(key), body.company);
      const delivered = this.#delivered(body, payItems, distribution);
      if (delivered.missing.length === 0) return { found: [delivered], strangers: [] };
      // A run that purges between the two reads looks like a half-written voucher; the pay items then tell.
      payItems = await this.#payItemRows(body);
      if (isWaiting(payItems)) return { found: [delivered], strangers: [] };
    }
    const { ours, strangers } = await this.#inLedger(body);
    if (ours.length > 0 || payItems.length === 0) return { found: ours, strangers };
    // Processed rows without a voucher: somebody deleted it before it was posted.
    const deleted = { ...this.#delivered(body, payItems, []), missing: [], voided: true };
    return { found: [{ ...deleted, facts: { ...deleted.facts, gone: 'F0411' } }], strangers };
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

  async #inLedger(body: VoucherBody): Promise<{ ours: readonly FoundInJde[]; strangers: readonly Stranger[] }> {
    const rows = await this.#jde.controlRow.readProven(
      {
        purpose: 'vouchers of the supplier with the invoice number',
        table: 'F0411',
        columns: payableColumns,
        // The columns of an index; our key is told among what it finds.
        conditions: [equal('AN8', body.supplier), equal('VINV', body.invoiceNumber)],
        pageBy: 'DOC',
      },
      body.company,
    );
    const accounts = new Set(body.distribution.map((line) => accountName(line.account)));
    const ours: FoundInJde[] = [];
    const strangers: Stranger[] = [];
    for (const payItems of byDocument(rows)) {
      if (!isFilled(payItems)) continue;
      if (payItems.some((row) => isOurs(row, body.erpKey))) {
        const ledger = await this.#jde.controlRow.readProven(ledgerQuery(payItems[0]), body.company);
        const found = toFoundVoucher(payItems, ledger, accounts);
        ours.push({ ...found, reference: { ...keyOf(body), ...found.reference } });
      } else if (!payItems.every(isVoided)) {
        strangers.push(toStranger(payItems));
      }
    }
    return { ours, strangers };
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
      const distribution = await this.#jde.controlRow.readProven(batchDistributionQuery(keyOf(body)), body.company);
      if (!isWaiting(payItems)) throw changedMeanwhile(operation);
      return this.#notStanding(body, payItems, distribution);
    });
    return {
      payItems: missing.includes('payItems') ? absent.payItems : [],
      distribution: missing.includes('distribution') ? absent.distribution : [],
    };
  }

  #payItemRows(body: VoucherBody): Promise<readonly BatchPayItemRow[]> {
    return this.#jde.controlRow.readProven(batchPayItemQuery(keyOf(body)), body.company);
  }
}

function keyOf(body: Pick<VoucherBody, 'ediUser' | 'ediBatch' | 'erpKey'>): BatchKey {
  return { ediUser: body.ediUser, ediBatch: body.ediBatch, ediTransaction: body.erpKey };
}

function isWaiting(payItems: readonly BatchPayItemRow[]): boolean {
  return payItems.length > 0 && !payItems.some(isProcessed);
}

function isFilled(rows: readonly PayableRow[]): rows is readonly [PayableRow, ...PayableRow[]] {
  return rows.length > 0;
}
