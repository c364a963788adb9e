import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import type { Look, Reference } from '../../../domain/posting/look';
import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import type { Posted, PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import type { FoundInJde } from '../postings/found-in-jde';
import { toLook } from './to-look';

/** Runs of the batch voucher processor for one voucher's batch, for good. What a run did is told by the tables. */
export function processorRunPort({ processorRuns }: JdeConnection): PostingPort {
  const lookFor = async (one: Posted): Promise<Look> => {
    const search = () => processorRuns.search({ ...(one.body as ProcessorRunBody), mode: 'final' }, one);
    const result = await search();
    const job = one.reference;
    if (result.found.some(isSure) || job?.['jobNumber'] === undefined) return toLook(one.key, result);
    const state = await processorRuns.readJobState(job);
    if (state === 'running') return toLook(one.key, { found: [], strangers: [] }, true);
    if (state === 'unknown') return toLook(one.key, result);
    // The job may have ended after the tables were read: only what they show now is its result.
    const after = await search();
    return {
      ...toLook(one.key, after),
      ...(after.found.length > 0 ? {} : { refused: leftUnprocessed(job, one.body as ProcessorRunBody) }),
    };
  };
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(await lookFor(one));
      return looks;
    },
    send: (one) => processorRuns.send({ ...(one.body as ProcessorRunBody), mode: 'final' }),
  };
}

/** Rows that are away without a voucher of theirs may also have been deleted: then the job tells. */
function isSure({ facts }: FoundInJde): boolean {
  return facts?.['batchRows'] === 'processed' || facts?.['voucher'] === 'found';
}

/** The job is over and the rows stand unprocessed: the processor refused them. */
function leftUnprocessed({ jobNumber = '', executionServer = '' }: Reference, { journal }: ProcessorRunBody): Problem {
  const [report, thing] = journal === undefined ? ['R04110ZA', 'voucher'] : ['R09110Z', 'journal'];
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: report,
    value: jobNumber,
    message:
      `The batch ${thing} processor ${report} (job ${jobNumber}${executionServer === '' ? '' : ` on ${executionServer}`}) ` +
      `ended and left the ${thing} unprocessed in the batch tables. Its report and the Work Center say why.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Mend what the report says (the processor runs again for this batch when it is resumed)',
        andThen: resume,
      },
    ],
  };
}
