import type { PostingPart } from '../clients/erp-gateway';
import type { ClientError } from '../clients/http/client-error';
import type { ErpReference } from '../domain/posting/found-posting';
import type { Problem } from '../domain/holds/hold-reason';
import { resume } from '../domain/holds/remedy';
import type { PostingRow } from '../store/ledger/posting-row';
import { referenceText } from './reference-text';

export function rejectionProblem(posting: PostingRow, error: ClientError | null): Problem {
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: posting.step,
    value: posting.erpKey,
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

export function saidYesProblem(posting: PostingRow): Problem {
  const number = posting.reference === null ? 'without a number' : `with ${referenceText(posting)}`;
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

export function halfTooLongProblem(posting: PostingRow, missing: readonly PostingPart[]): Problem {
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
  late: ErpReference,
  standing: readonly PostingRow[],
  attemptId: string,
): Problem {
  const others = [...new Set([posting, ...standing].map((one) => referenceText(one)))].filter((text) => text !== '');
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: posting.step,
    value: posting.erpKey,
    message:
      `An answer came after the ${posting.step} had been given up or sent again: ${referenceText({ reference: late })}` +
      (others.length === 0 ? '' : `, and ${others.join(', ')} stands too`) +
      '. One of them may be a duplicate.',
    remedies: [{ act: 'inErp', text: 'Compare both in the ERP and void the one too many', andThen: resume }],
    facts: { attempt: attemptId, late: referenceText({ reference: late }) },
  };
}

function tooLong(posting: PostingRow): Pick<Problem, 'reason' | 'kind' | 'field' | 'value'> {
  return { reason: 'uncertainTooLong', kind: 'person', field: posting.step, value: posting.erpKey };
}
