import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { voucherOfRun } from '../postings/processor-runs';
import { bodyOf } from './search-port';
import { lookAtVouchers } from './voucher-looks';

/**
 * Proof runs of the batch voucher processor: they check the rows of one voucher's batch and leave them where they are. There
 * is nothing of a proof to be found again, so a look tells where its voucher stands.
 */
export function processorProofPort(jde: JdeConnection): PostingPort {
  return {
    look: (of) =>
      lookAtVouchers(
        jde,
        of.map((one) => ({
          key: one.key,
          voucher: voucherOfRun(bodyOf<ProcessorRunBody>(one), one),
          distribution: null,
        })),
      ),
    send: (one) => jde.processorRuns.send({ ...bodyOf<ProcessorRunBody>(one), mode: 'proof' }),
  };
}
