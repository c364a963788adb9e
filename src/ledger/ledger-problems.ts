import type { PostingPart } from '../clients/erp-gateway';
import type { ClientError } from '../clients/http/client-error';
import type { ErpReference } from '../domain/posting/found-posting';
import type { Problem } from '../domain/holds/hold-reason';
import type { PostingRow } from '../store/ledger/posting-row';
import { referenceText } from './reference-text';

export function rejectionProblem(posting: PostingRow, error: ClientError | null): Problem {
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: posting.step,
    value: posting.erpKey,
    message: `The ERP refused the ${posting.step}${error === null ? '' : `: ${[error.message, ...error.saidTexts()].join('; ')}`}. Nothing of it stands there.`,
    fix: 'Mend in the ERP what it complains of, then: ml-connector hold resume DOCUMENT',
  };
}

/** The decision that ends these holds; `silenceOf` in the store reads it. */
const vouch =
  'When it is certain that nothing of it arrived or will arrive: ml-connector hold decide DOCUMENT never-arrived --note WHY. It is then sent again under a new name.';

export function uncertainTooLongProblem(posting: PostingRow): Problem {
  return {
    ...tooLong(posting),
    message: `The ${posting.step} was sent ${posting.sends} times, no answer came, and the ERP shows nothing under its key.`,
    fix: `Let the ERP's administrator look whether a call is still queued there. ${vouch}`,
  };
}

export function saidYesProblem(posting: PostingRow): Problem {
  const number = posting.reference === null ? 'without a number' : `with ${referenceText(posting)}`;
  return {
    ...tooLong(posting),
    message: `The ERP answered yes to the ${posting.step} (${number}), but shows nothing under its key.`,
    fix: `Look for it in the ERP by supplier and amount, and have the key put on it or void it. ${vouch}`,
  };
}

export function halfTooLongProblem(posting: PostingRow, missing: readonly PostingPart[]): Problem {
  return {
    ...tooLong(posting),
    message: `The ${posting.step} stands half-written in the ERP (${missing.join(' and ')} missing) and could not be completed.`,
    fix: `Complete its rows in the ERP, then: ml-connector hold resume DOCUMENT; or remove all of them. ${vouch}`,
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
    fix: 'Compare both in the ERP and void the one too many, then: ml-connector hold resume DOCUMENT',
    facts: { attempt: attemptId, late: referenceText({ reference: late }) },
  };
}

function tooLong(posting: PostingRow): Pick<Problem, 'reason' | 'kind' | 'field' | 'value'> {
  return { reason: 'uncertainTooLong', kind: 'person', field: posting.step, value: posting.erpKey };
}
