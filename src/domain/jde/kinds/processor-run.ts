import type { PostingKind } from '../../posting/posting-kind';
import type { ProcessorRunBody } from '../bodies/posting-body';
import { runOfBatch } from '../bodies/run-of-batch';
import { storedBody } from '../bodies/stored-body';

/** All that a run is made of is the voucher that stands before it. */
export type ProcessorRunDraft = Readonly<Record<string, never>>;

/** R04110ZA in final mode: "this batch is processed" is an absolute target. */
export const processorRun: PostingKind<ProcessorRunDraft, ProcessorRunBody> = {
  name: 'processorRun',
  called: 'run of the voucher processor',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<ProcessorRunBody>(stored, 'processorRun'),

  complete: (_draft, known) => runOfBatch('final', known),

  fingerprint: ({ kind, ediUser, ediBatch, mode }) => [kind, ediUser, ediBatch, mode],

  // What differs in the voucher that it made is the voucher's own to tell.
  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
