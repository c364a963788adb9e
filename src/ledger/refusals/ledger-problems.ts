import type { SystemWords } from '../../clients/erp-adapter';
import { causeKey, forgottenSubject } from '../../domain/holds/cause-key';
import type { PostingKind } from '../../domain/posting/posting-kind';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { PostingRow } from '../../store/ledger/posting-row';

/** How what a problem is about, and the system it stands in, are called. */
export interface About {
  readonly kind: Pick<PostingKind, 'called' | 'parts'>;
  readonly words: SystemWords;
}

/** What the outside system said, to go on a sentence. */
export function saidText(said: readonly string[]): string {
  return said.length === 0 ? '' : `: ${said.join('; ')}`;
}

/** Parts that are missing, as people call them. */
export function partsOf({ parts = {} }: About['kind'], missing: readonly string[]): string {
  return missing.map((one) => parts[one] ?? one).join(' and ');
}

/** The decision that ends these holds; `silenceOf` in the store reads it. */
const vouch = { act: 'decide', choice: 'neverArrived' } as const;

export function uncertainTooLongProblem(posting: PostingRow, { kind, words }: About, said: readonly string[]): Problem {
  return {
    ...tooLong(posting),
    message:
      `The ${kind.called} was sent ${posting.sends} times, nobody knows what became of it, ` +
      `and ${words.name} shows nothing under its key${saidText(said)}.`,
    remedies: [
      { act: 'inErp', text: "Let the ERP's administrator look whether a call is still queued there", andThen: vouch },
    ],
  };
}

export function saidYesProblem(posting: PostingRow, { kind, words }: About): Problem {
  const number = posting.reference === null ? 'without a number' : `with ${words.reference(posting.reference)}`;
  return {
    ...tooLong(posting),
    message: `${words.name} answered yes to the ${kind.called} (${number}), but shows nothing under its key.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Look for it in the ERP by supplier and amount, and have the key put on it',
        andThen: resume,
      },
      { act: 'inErp', text: 'Look for it there, and void it where it stands', andThen: vouch },
    ],
  };
}

export function halfTooLongProblem(
  posting: PostingRow,
  { kind, words }: About,
  missing: readonly string[],
  said: readonly string[],
): Problem {
  return {
    ...tooLong(posting),
    message:
      `The ${kind.called} stands half-written in ${words.name} (missing: ${partsOf(kind, missing)}) ` +
      `and could not be completed${saidText(said)}.`,
    remedies: [
      { act: 'inErp', text: 'Complete it in the ERP', andThen: resume },
      { act: 'inErp', text: 'Remove all that stands of it', andThen: vouch },
    ],
  };
}

/** Another kind of posting is wanted by now, and what was sent is not known any more: nothing can be compared with it. */
export function forgottenProblem({ step, key }: PostingRow, { kind, words }: About): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: step,
    value: key,
    message: `The ledger has forgotten what the ${kind.called} under the key ${key} was to be, and by now another kind of posting is wanted.`,
    remedies: [
      { act: 'byHand', text: `Set the settings back to those that made it a ${kind.called}`, andThen: resume },
      { act: 'inErp', text: `Compare what stands in ${words.name} under that key` },
    ],
  };
}

/** It stood, and does not stand any more: only a decision posts it again. */
export function voidedProblem(posting: PostingRow, { kind, words }: About): Problem {
  const { key, reference } = posting;
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'our key',
    value: key,
    message: `The ${kind.called}${reference === null ? '' : ` ${words.reference(reference)}`} was posted and does not stand in ${words.name} any more.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Find out who did it and why. That it counts as posted no longer (nothing is posted again by that)',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
  };
}

export function occupiedProblem(step: string, subject: string): Problem {
  return {
    reason: 'changePending',
    kind: 'waiting',
    field: step,
    value: subject,
    message: subject.startsWith(forgottenSubject)
      ? 'What another document changed was forgotten with the restored database: it is read back first.'
      : `Another document's change of ${subject} is not in force yet: one goes after the other.`,
    remedies: [{ act: 'byItself', text: 'It goes on by itself once that change is in force' }],
    causeKey: causeKey.subject(subject),
  };
}

/** What it would move on is not to be seen where it stands. */
export function actNotReadyProblem({ name }: PostingKind, posting: PostingRow): Problem {
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: posting.step,
    value: posting.key,
    message: `The ${posting.step} cannot go on (${name}): it does not stand any more where it was posted.`,
    remedies: [
      { act: 'inErp', text: 'Find out who removed it and why', andThen: { act: 'decide', choice: 'confirmVoided' } },
    ],
  };
}

function tooLong(posting: PostingRow): Pick<Problem, 'reason' | 'kind' | 'field' | 'value'> {
  return { reason: 'uncertainTooLong', kind: 'person', field: posting.step, value: posting.key };
}
