import type { BatchDeletionBody } from '../../../../domain/jde/bodies/posting-body';
import type { Problem } from '../../../../domain/holds/hold-reason';
import { resume } from '../../../../domain/holds/remedy';
import type { Look, Reference } from '../../../../domain/posting/look';
import { beforeSending, changedMeanwhile } from '../../ais/before-sending';
import { equal } from '../../tables/table-query';
import { batchDistributionQuery, isProcessed, type BatchDistributionRow, type BatchPayItemRow } from '../batch-rows';
import type { JdeCalls } from '../jde-calls';
import { soughtVoucher } from '../our-keys';
import { findVouchers } from './find-vouchers';
import type { VoucherFound } from './judge-vouchers';
import { toStranger } from './ledger-rows';

const operation = 'PC_DELETE_BATCH_VOUCHER';

/** Rows of a voucher of ours in F0411Z1 and F0911Z1 that the processor has not taken, deleted (reference 22.1). */
export class BatchDeletion {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  /**
   * It stands when no row is left in either table and none has become a voucher. What the processor took is refused. Where no key
   * of ours is known to reach the ledger, that none is there under its number is enough: its rows waited right before the call.
   */
  async look(key: string, body: BatchDeletionBody): Promise<Look> {
    const found = await this.#voucher(body);
    const nothing = { key, found: [], strangers: [], running: false };
    if (found.kind === 'waiting') return nothing;
    if (found.kind === 'vouchers') return { ...nothing, refused: takenMeanwhile(body) };
    if (found.kind === 'unclear' && found.others.length > 0) {
      return { ...nothing, unclear: { why: found.why, others: found.others.map(toStranger) } };
    }
    // A distribution without its pay items would stop the processor for every later voucher (reference 13.3).
    const left = await this.#distribution(body);
    if (left.some((row) => !isProcessed(row))) return nothing;
    const reference = { ...body.reference };
    return { ...nothing, found: [{ reference, stage: 'stands', stageWord: '', missing: [], shown: null, facts: {} }] };
  }

  async send(body: BatchDeletionBody): Promise<Reference | null> {
    const { ediUser, ediBatch, erpKey } = body.voucher;
    const { payItems, distribution } = await beforeSending(operation, async () => {
      const found = await this.#voucher(body);
      // Rows of which one is processed are the processor's.
      if (found.kind === 'vouchers' || found.batch.some(isProcessed)) throw changedMeanwhile(operation);
      return { payItems: found.batch, distribution: await this.#distribution(body) };
    });
    const output = await this.#jde.orchestrator.run(operation, {
      EdiUser: ediUser,
      // AP may have moved them into a batch of its own.
      EdiBatch: batchOf(payItems) ?? ediBatch,
      EdiTransaction: erpKey,
    });
    const deleted = (name: string): number => Number(output.text(name) ?? 0);
    const all =
      deleted('PayItemsDeleted') === payItems.length && deleted('DistributionDeleted') === distribution.length;
    return all ? { ...body.reference } : null;
  }

  async #voucher({ voucher, reference }: BatchDeletionBody): Promise<VoucherFound> {
    const told = { key: voucher.erpKey, kind: 'voucher', body: voucher, reference, facts: {}, firstSentAt: null };
    const [found] = await findVouchers(this.#jde, [soughtVoucher(voucher, told)]);
    if (found === undefined) throw new RangeError(`no answer to a search for ${voucher.erpKey}`);
    return found;
  }

  /** Under whatever batch. */
  #distribution({ voucher }: BatchDeletionBody): Promise<readonly BatchDistributionRow[]> {
    const { ediUser, ediBatch, erpKey, company } = voucher;
    const query = batchDistributionQuery({ ediUser, ediBatch, ediTransaction: erpKey });
    const conditions = [equal('EDUS', ediUser), equal('EDTN', erpKey)];
    return this.#jde.controlRow.readProven({ ...query, conditions }, company);
  }
}

function batchOf(rows: readonly BatchPayItemRow[]): string | undefined {
  return rows[0]?.EDBT || undefined;
}

function takenMeanwhile({ voucher }: BatchDeletionBody): Problem {
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'EDSP',
    value: voucher.invoiceNumber,
    message: `The voucher processor took the rows of ${voucher.invoiceNumber} meanwhile: they are not deleted, and nothing is posted in their place.`,
    remedies: [{ act: 'byHand', text: 'Have the vouchers looked at, and choose by what stands then', andThen: resume }],
  };
}
