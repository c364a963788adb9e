import type { Look } from '../../../domain/posting/look';
import type { ProcessorRunBody } from '../../../domain/jde/posting-body';
import type { Posted, PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { bodyOf } from './search-port';
import { toLook } from './to-look';

/** Runs of the batch voucher processor for one voucher's batch, for good. What a run did is told by the tables. */
export function processorRunPort({ processorRuns }: JdeConnection): PostingPort {
  const lookFor = async (one: Posted): Promise<Look> => {
    const result = await processorRuns.search({ ...bodyOf<ProcessorRunBody>(one), mode: 'final' });
    const isDone = result.found.some((found) => found.facts?.['voucher'] === 'found');
    const job = one.reference;
    const running =
      !isDone && job?.['jobNumber'] !== undefined && (await processorRuns.readJobState(job)) === 'running';
    return toLook(one.key, result, running);
  };
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(await lookFor(one));
      return looks;
    },
    send: (one) => processorRuns.send({ ...bodyOf<ProcessorRunBody>(one), mode: 'final' }),
  };
}
