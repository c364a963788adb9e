import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { bodyOf } from './search-port';
import { lookAtVouchers } from './voucher-looks';

/**
 * Proof runs of the batch voucher processor: they check the rows of one voucher's batch and leave them where they are. There
 * is nothing of a proof to be found again, so a look tells where its voucher stands.
 */
export function processorProofPort({ processorRuns, controlRow }: JdeConnection): PostingPort {
  return {
    look: (of) =>
      lookAtVouchers(
        controlRow,
        of.map((one) => {
          const body = bodyOf<ProcessorRunBody>(one);
          return { key: one.key, voucher: { ...body, erpKey: body.ediTransaction } };
        }),
      ),
    send: (one) => processorRuns.send({ ...bodyOf<ProcessorRunBody>(one), mode: 'proof' }),
  };
}
