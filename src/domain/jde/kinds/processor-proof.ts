import type { PostingKind } from '../../posting/posting-kind';
import type { ProcessorRunBody } from '../bodies/posting-body';
import { runOfBatch } from '../bodies/run-of-batch';
import { storedBody } from '../bodies/stored-body';
import type { ProcessorRunDraft } from './processor-run';

/** R04110ZA in proof mode: it leaves the rows where they are, and running it twice does no harm. */
export const processorProof: PostingKind<ProcessorRunDraft, ProcessorRunBody> = {
  name: 'processorProof',
  called: 'proof run of the voucher processor',
  system: 'jde',
  nature: 'acts',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<ProcessorRunBody>(stored, 'processorRun'),

  complete: (_draft, known) => runOfBatch('proof', known),

  fingerprint: ({ kind, ediUser, ediBatch, mode }) => [kind, ediUser, ediBatch, mode],

  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
