import type { SystemWords } from '../../clients/erp-adapter';
import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { Found, Reference } from '../../domain/posting/look';
import type { InvoiceHolder } from '../../store/ledger/subjects';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { About } from './ledger-problems';

/** An answer came after somebody else went on without it. */
export function lateAnswerProblem(
  posting: PostingRow,
  late: Reference,
  standing: readonly PostingRow[],
  attemptId: string,
  { kind, words }: About,
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
      `An answer came after the ${kind.called} had been given up or sent again: ${words.reference(late)}` +
      (others.length === 0 ? '' : `, and ${others.join(', ')} stands too`) +
      '. One of them may be a duplicate.',
    remedies: [{ act: 'inErp', text: 'Compare both in the ERP and void the one too many', andThen: resume }],
    facts: { attempt: attemptId, late: words.reference(late) },
  };
}

/** Something stands under a name that was given up. */
export function lateFoundProblem(
  { step, key, state }: Pick<PostingRow, 'step' | 'key' | 'state'>,
  live: readonly Found[],
  words: SystemWords,
): Problem {
  const texts = live.map((one) => words.reference(one.reference)).join('; ');
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: step,
    value: key,
    message: `${words.name} shows ${texts} under a key of ours that counts as ${state}: it came late.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Compare it with what is or was to be posted in its place, and void the one too many in the ERP',
        andThen: resume,
      },
    ],
  };
}

/** Another document of ours has an invoice of this supplier under the same number. */
export function sameNumberProblem(
  { supplier, number }: Pick<PostingRow, 'supplier' | 'number'>,
  { posting, document, isSettled }: InvoiceHolder,
  { words }: About,
): Problem {
  const reference = posting.reference === null ? posting.key : words.reference(posting.reference);
  const { kind, sourceId, number: no, commitmentId } = document;
  const name = no === null ? `${kind} ${sourceId}` : `${kind} ${no} of commitment ${commitmentId ?? 'none'}`;
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: 'invoice number',
    value: number,
    message:
      `The invoice number ${number} of supplier ${supplier} is taken by ${name} (id ${sourceId}): ` +
      (isSettled ? `${reference} stands in ${words.name}.` : `${reference} was sent to ${words.name}.`),
    remedies: [
      { act: 'inProcore', text: 'If it is another invoice, correct the invoice number in Procore' },
      { act: 'inErp', text: 'If the other one is wrong, let AP void it; this one then goes on by itself' },
      { act: 'seeDocument', document: { kind, sourceId } },
    ],
    causeKey: causeKey.invoice(supplier, number),
    facts: { document: `${kind}/${sourceId}`, key: posting.key },
  };
}
