import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { About } from './ledger-problems';
import { partsOf, saidText } from './ledger-problems';

/** What the outside system answered last. */
export interface Answered {
  /** Its own texts. */
  readonly said: readonly string[];
  /** In our words; null where there was no answer. */
  readonly detail: string | null;
}

const sure = 'nothing of that call can arrive any more';

/** It was refused, and nothing of it is to be seen: a person mends what it was refused for. */
export function refusedProblem(posting: PostingRow, { kind, words }: About, answered: Answered): Problem {
  return {
    ...refusal(posting, answered),
    kind: 'person',
    message: `${words.name} refused the ${kind.called}${saidText(answered.said)}.`,
    remedies: [{ act: 'inErp', text: 'Mend in the ERP what it complains of', andThen: resume }],
  };
}

/** Somebody had it looked at again while something of the refused call may still arrive. */
export function refusedWaitsProblem(posting: PostingRow, { kind, words }: About, answered: Answered): Problem {
  return {
    ...refusal(posting, answered),
    kind: 'waiting',
    message: `${words.name} refused the ${kind.called}${saidText(answered.said)}. It is not sent again before ${sure}.`,
    remedies: [{ act: 'byItself', text: `It is sent again, under a new name, when ${sure} and nothing of it stands` }],
  };
}

/** A part of it stands, and the rest was refused. */
export function refusedHalfProblem(
  posting: PostingRow,
  { kind, words }: About,
  answered: Answered,
  missing: readonly string[],
): Problem {
  return {
    ...refusal(posting, answered),
    kind: 'waiting',
    message:
      `${words.name} refused a part of the ${kind.called}${saidText(answered.said)}. ` +
      `The rest stands there; missing: ${partsOf(kind, missing)}.`,
    remedies: [
      { act: 'byItself', text: `What is missing is sent once more when ${sure}` },
      { act: 'inErp', text: 'Mend in the ERP before then what it complains of' },
    ],
  };
}

/** What stood in the way goes by itself. */
export function refusedForNowProblem(posting: PostingRow, { kind, words }: About, answered: Answered): Problem {
  return {
    ...refusal(posting, answered),
    reason: 'changePending',
    kind: 'waiting',
    message: `${words.name} cannot take the ${kind.called} just now${saidText(answered.said)}.`,
    remedies: [
      { act: 'byItself', text: 'It is tried again by itself' },
      { act: 'inErp', text: 'Let whoever keeps the record in the ERP leave it' },
    ],
  };
}

function refusal(
  { step, key }: PostingRow,
  { detail }: Answered,
): Pick<Problem, 'reason' | 'field' | 'value' | 'facts'> {
  return { reason: 'erpRejected', field: step, value: key, ...(detail === null ? {} : { facts: { answer: detail } }) };
}
