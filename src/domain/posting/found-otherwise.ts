import type { Problem } from '../holds/hold-reason';
import { shortHash } from '../text/short-hash';
import { readableAmount } from '../money/readable-amount';
import { differenceByAccount, type AccountAmount } from './plan/difference-by-account';
import type { Look, Reference } from './look';

/** Facts of a posting in which is kept what stands otherwise than it was sent; each `''` once it is not so any more. */
export const otherwiseFacts = {
  /** What differs, in words. */
  differs: 'differs',
  /** Both sides by account, in words. */
  byAccount: 'differsByAccount',
  /** Why nobody can tell what stands, with what else does. */
  unclear: 'unclear',
  /** The `differs` that a person accepted. */
  accepted: 'acceptedAs',
} as const;

interface Of {
  readonly step: string;
  readonly key: string;
  /** How the system is called. */
  readonly system: string;
  /** Of what others do, and nobody sent: how they put it right. */
  readonly correctedBy?: string | undefined;
}

/** What was sent and what stands on each account that differs. */
export function byAccountText(sent: readonly AccountAmount[], stands: readonly AccountAmount[]): string {
  return differenceByAccount(sent, stands)
    .map(({ account, before, after }) => `${account}: ${before} sent, ${after} stands`)
    .join('; ');
}

/** A person accepts what stands, or has it corrected; then it goes on by itself. */
export function differsProblem(
  { step, key, system, correctedBy }: Of,
  reference: string,
  { differs, byAccount }: { readonly differs: string; readonly byAccount: string },
): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: step,
    value: key,
    message:
      (correctedBy === undefined
        ? `${reference} stands in ${system} under our key, but otherwise than it was sent: ${differs}.`
        : `${reference} stands in ${system} otherwise than it was to be: ${differs}.`) +
      (byAccount === '' ? '' : ` By account: ${byAccount}.`),
    remedies: [
      { act: 'inErp', text: `${correctedBy ?? 'Have it corrected in the ERP'}; it then goes on by itself` },
      { act: 'decide', choice: 'acceptFound' },
    ],
    facts: { differences: differs, byAccount, stands: standsHash(differs) },
  };
}

/** Nothing of ours was told: a person names what is ours, or says that there is none. */
export function unclearProblem({ step, key, system }: Of, why: string): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: step,
    value: key,
    message: `What was posted as ${step} is not found in ${system} as it was sent, and nothing may be concluded from that: ${why}.`,
    remedies: [
      { act: 'inErp', text: 'Find it there', andThen: { act: 'decide', choice: 'nameFound' } },
      {
        act: 'inErp',
        text: 'Make sure that nothing of it stands there',
        andThen: { act: 'decide', choice: 'noneStands' },
      },
    ],
    facts: { unclear: why, stands: standsHash(why) },
  };
}

export function unclearText(
  { why, others }: NonNullable<Look['unclear']>,
  print: (reference: Reference) => string,
): string {
  const list = others.map(
    (one) =>
      `${print(one.reference)} (${one.number} of ${one.date}, ${readableAmount(one.amount, one.currency ?? '')})`,
  );
  return list.length === 0 ? why : `${list.join('; ')}: ${why}`;
}

/** Tells whether what a person saw is what stands still. */
export function standsHash(text: string): string {
  return shortHash(text, 12);
}
