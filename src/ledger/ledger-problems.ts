import type { SystemWords } from '../clients/erp-adapter';
import type { ClientError } from '../clients/http/client-error';
import { causeKey } from '../domain/holds/cause-key';
import type { Reference } from '../domain/posting/look';
import type { PostingKind } from '../domain/posting/posting-kind';
import type { Problem } from '../domain/holds/hold-reason';
import { resume } from '../domain/holds/remedy';
import type { PostingRow } from '../store/ledger/posting-row';

export function rejectionProblem(posting: PostingRow, error: ClientError | null): Problem {
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: posting.step,
    value: posting.key,
    message: `The ERP refused the ${posting.step}${error === null ? '' : `: ${[error.message, ...error.saidTexts()].join('; ')}`}. Nothing of it stands there.`,
    remedies: [{ act: 'inErp', text: 'Mend in the ERP what it complains of', andThen: resume }],
  };
}

/** The decision that ends these holds; `silenceOf` in the store reads it. */
const vouch = { act: 'decide', choice: 'neverArrived' } as const;

export function uncertainTooLongProblem(posting: PostingRow): Problem {
  return {
    ...tooLong(posting),
    message: `The ${posting.step} was sent ${posting.sends} times, no answer came, and the ERP shows nothing under its key.`,
    remedies: [
      { act: 'inErp', text: "Let the ERP's administrator look whether a call is still queued there", andThen: vouch },
    ],
  };
}

export function saidYesProblem(posting: PostingRow, words: SystemWords): Problem {
  const number = posting.reference === null ? 'without a number' : `with ${words.reference(posting.reference)}`;
  return {
    ...tooLong(posting),
    message: `The ERP answered yes to the ${posting.step} (${number}), but shows nothing under its key.`,
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

export function halfTooLongProblem(posting: PostingRow, missing: readonly string[]): Problem {
  return {
    ...tooLong(posting),
    message: `The ${posting.step} stands half-written in the ERP (${missing.join(' and ')} missing) and could not be completed.`,
    remedies: [
      { act: 'inErp', text: 'Complete its rows in the ERP', andThen: resume },
      { act: 'inErp', text: 'Remove all of them', andThen: vouch },
    ],
  };
}

export function lateAnswerProblem(
  posting: PostingRow,
  late: Reference,
  standing: readonly PostingRow[],
  attemptId: string,
  words: SystemWords,
): Problem {
  const others = [
    ...new Set([posting, ...standing].map((one) => (one.reference === null ? '' : words.reference(one.reference)))),
  ].filter((text) => text !== '');
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: posting.step,
    value: posting.key,
    message:
      `An answer came after the ${posting.step} had been given up or sent again: ${words.reference(late)}` +
      (others.length === 0 ? '' : `, and ${others.join(', ')} stands too`) +
      '. One of them may be a duplicate.',
    remedies: [{ act: 'inErp', text: 'Compare both in the ERP and void the one too many', andThen: resume }],
    facts: { attempt: attemptId, late: words.reference(late) },
  };
}

/** It stood, and does not stand any more: only a decision posts it again. */
export function voidedProblem(posting: PostingRow, words: SystemWords): Problem {
  const { step, key, reference } = posting;
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'our key',
    value: key,
    message: `The ${step}${reference === null ? '' : ` ${words.reference(reference)}`} was posted and does not stand in ${words.name} any more.`,
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
    message: `Another document's change of ${subject} is not in force yet: one goes after the other.`,
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
