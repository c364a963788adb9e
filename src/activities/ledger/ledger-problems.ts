import type { ClientError } from '../../clients/http/client-error';
import type { ErpReference } from '../../domain/found-posting';
import type { Problem } from '../../domain/hold-reason';
import type { PostingRow } from '../../store/postings';

export function rejectionProblem(posting: PostingRow, error: ClientError | null): Problem {
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: posting.step,
    value: posting.erpKey,
    message: `The ERP refused the ${posting.step}${error === null ? '' : `: ${[error.message, ...error.saidTexts()].join('; ')}`}. Nothing of it stands there.`,
    fix: 'Mend in the ERP what it complains of, then resume: ml-connector hold resume.',
  };
}

export function uncertainTooLongProblem(posting: PostingRow): Problem {
  return {
    reason: 'uncertainTooLong',
    kind: 'person',
    field: posting.step,
    value: posting.erpKey,
    message: `The ${posting.step} was sent ${posting.sends} times, no answer came, and the ERP shows nothing under its key.`,
    fix: 'Let the JDE administrator look whether the call is still queued there; when it is certain that it never arrived, resume.',
  };
}

export function lateAnswerProblem(posting: PostingRow, reference: ErpReference, attemptId: string): Problem {
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: posting.step,
    value: posting.erpKey,
    message:
      `An answer came after the ${posting.step} had been given up or sent again: ${Object.values(reference).join(' ')}` +
      (posting.reference === null ? '' : `, and ${Object.values(posting.reference).join(' ')} stands too`) +
      '. One of them may be a duplicate.',
    fix: 'Compare both in the ERP and void the one too many, then resume.',
    facts: { attempt: attemptId, late: Object.values(reference).join(' ') },
  };
}
