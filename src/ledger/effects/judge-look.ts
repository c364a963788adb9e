import { readableAmount } from '../../domain/money/readable-amount';
import { isGone } from '../../domain/posting/stages/posting-stage';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import { byAccountText, differsProblem, unclearProblem, unclearText } from '../../domain/posting/found-otherwise';
import type { Found, Look, MemberProblems, Reference } from '../../domain/posting/look';
import type { LedgerRequest } from '../ledger-request';

/** What a look under our key means. */
export type Verdict =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'running' }
  /** `of`: whose part it was refused for, where it is made of many. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly of: readonly MemberProblems[] }
  | { readonly kind: 'equal'; readonly found: Found }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'hold'; readonly problem: Problem };

/** `isForgotten`: this ledger knows of no call under the key. */
export function judgeLook(
  { kind, words }: Pick<LedgerRequest, 'kind' | 'words'>,
  body: unknown,
  look: Look,
  isForgotten = false,
): Verdict {
  const live = look.found.filter((one) => !isGone(one.stage));
  const [first = look.found[0]] = live;
  if (first === undefined) {
    if (look.refused !== undefined) return { kind: 'refused', problem: look.refused, of: look.refusedFor ?? [] };
    if (look.unclear !== undefined) {
      const why = unclearText(look.unclear, (reference) => words.reference(reference));
      return { kind: 'hold', problem: unclearProblem({ ...named(kind, words), key: look.key }, why) };
    }
    if (look.waits !== undefined) return { kind: 'hold', problem: look.waits };
    return look.running ? { kind: 'running' } : judgeStrangers((reference) => words.reference(reference), look);
  }
  if (live.length > 1) {
    return hold({
      reason: 'possibleDuplicate',
      field: 'our key',
      value: look.key,
      message: `${words.name} has ${live.length} documents under one key of ours: ${live.map((one) => words.reference(one.reference)).join('; ')}.`,
      remedies: [{ act: 'inErp', text: 'Void all but one of them in the ERP', andThen: resume }],
    });
  }
  if (live.length === 0) {
    const isOne = first.stage === 'voided' && look.found.length === 1;
    if (isOne && kind.entersVoided === true) return { kind: 'equal', found: first };
    if (isOne && isForgotten && kind.compareForgotten?.(body, first).length === 0)
      return { kind: 'equal', found: atRest(kind, first) };
    return hold({
      reason: 'erpVoided',
      field: 'our key',
      value: look.key,
      message: `${words.reference(first.reference)} stands in ${words.name} under our key, but it is voided.`,
      remedies: [{ act: 'inErp', text: 'Find out who voided it and why; it is not posted again by itself' }],
    });
  }
  // Also of a half: what differs already is not ours to complete.
  const forgotten = isForgotten ? kind.compareForgotten?.(body, first) : undefined;
  const differences = forgotten ?? kind.compare(body, first);
  if (differences.length === 0) {
    return first.missing.length > 0 ? { kind: 'incomplete', missing: first.missing } : { kind: 'equal', found: first };
  }
  const differs = differences.join('; ');
  const sent = kind.entries(body).map(({ account, amount }) => ({ account, amount }));
  const byAccount = kind.shownAmounts === undefined ? '' : byAccountText(sent, kind.shownAmounts(first));
  const of = { ...named(kind, words), key: look.key, correctedBy: kind.correctedBy };
  return { kind: 'hold', problem: differsProblem(of, words.reference(first.reference), { differs, byAccount }) };
}

/** Nobody looks at what has come to rest: what was done to it since is another posting's, which is looked for in its own turn. */
function atRest({ restsAt }: LedgerRequest['kind'], found: Found): Found {
  return restsAt === 'stands' ? { ...found, stage: restsAt, stageWord: '' } : found;
}

function named({ name: step }: LedgerRequest['kind'], { name: system }: LedgerRequest['words']) {
  return { step, system };
}

function judgeStrangers(referenceText: (reference: Reference) => string, look: Look): Verdict {
  const [stranger] = look.strangers;
  if (stranger === undefined) return { kind: 'nothing' };
  const amount = readableAmount(stranger.amount, stranger.currency ?? '');
  return hold({
    reason: 'possibleDuplicate',
    field: 'invoice number',
    value: stranger.number,
    message:
      `The supplier already has a voucher with the invoice number ${stranger.number} that is not ours: ` +
      `${referenceText(stranger.reference)} of ${stranger.date}, ${amount}.`,
    remedies: [
      { act: 'inErp', text: 'If it is the same invoice, let AP void the one typed by hand', andThen: resume },
      { act: 'decide', choice: 'postedByHand' },
      { act: 'inProcore', text: 'If it is not, correct the invoice number in Procore' },
    ],
    facts: { date: stranger.date, amount, ...stranger.reference, forKey: look.key },
  });
}

function hold(problem: Omit<Problem, 'kind'>): Verdict {
  return { kind: 'hold', problem: { ...problem, kind: 'person' } };
}
