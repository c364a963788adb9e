import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import type { Look, Reference } from '../../../domain/posting/look';
import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import type { Posted, PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import type { FoundInJde } from '../postings/found-in-jde';
import { bodyOf } from './search-port';
import { toLook } from './to-look';

/** Runs of the batch voucher processor for one voucher's batch, for good. What a run did is told by the tables. */
export function processorRunPort({ processorRuns }: JdeConnection): PostingPort {
  const lookFor = async (one: Posted): Promise<Look> => {
    const search = () => processorRuns.search({ ...bodyOf<ProcessorRunBody>(one), mode: 'final' }, one);
    const result = await search();
    const job = one.reference;
    if (result.found.some(isSure) || job?.['jobNumber'] === undefined) return toLook(one.key, result);
    const state = await processorRuns.readJobState(job);
    if (state === 'running') return toLook(one.key, { found: [], strangers: [] }, true);
    if (state === 'unknown') return toLook(one.key, result);
    // The job may have ended after the tables were read: only what they show now is its result.
    const after = await search();
    return { ...toLook(one.key, after), ...(after.found.length > 0 ? {} : { refused: leftUnprocessed(job) }) };
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

/** Rows that are away without a voucher of theirs may also have been deleted: then the job tells. */
function isSure({ facts }: FoundInJde): boolean {
  return facts?.['batchRows'] === 'processed' || facts?.['voucher'] === 'found';
}

/** The job is over and the rows stand unprocessed: the processor refused them. */
function leftUnprocessed({ jobNumber = '', executionServer = '' }: Reference): Problem {
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'R04110ZA',
    value: jobNumber,
    message:
      `The batch voucher processor R04110ZA (job ${jobNumber}${executionServer === '' ? '' : ` on ${executionServer}`}) ` +
      'ended and left the voucher unprocessed in the batch tables. Its report and the Work Center say why.',
    remedies: [
      {
        act: 'inErp',
        text: 'Mend what the report says (the processor runs again for this batch when it is resumed)',
        andThen: resume,
      },
    ],
  };
}
