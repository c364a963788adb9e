import type { Wait } from '../../posting/stages/pass';
import type { BankChangeState } from './bank-change';

interface Waiting {
  readonly number: number;
  readonly state: BankChangeState;
  readonly calledBy: string | null;
  readonly decideBy: Date;
  readonly decideLeftMs: number;
  readonly applyAt: Date | null;
  readonly coolingLeftMs: number | null;
}

/** What an open request waits for, in words without an account or a person; null: for nothing. */
export function bankChangeWait(change: Waiting): Wait | null {
  const { number, state, calledBy, decideBy, decideLeftMs, applyAt, coolingLeftMs } = change;
  const command = (words: string): string => `\`ml-connector vendor bank ${words}\``;
  const cancel = `${command(`cancel ${String(number)}`)} ends it.`;
  const show = `${command(`show ${String(number)}`)} says all that is known of it.`;
  if (state === 'requested') {
    const toDo =
      calledBy === null
        ? `Somebody else than whoever asked calls the supplier on a number that is known for long: ${command(`call ${String(number)}`)}.`
        : `Somebody else than whoever asked approves or denies it: ${command(`approve ${String(number)}`)}, ${command(`deny ${String(number)}`)}.`;
    const what = calledBy === null ? 'the call-back and a decision' : 'a decision';
    return {
      // A moment later, so that the deadline is over when it is looked at.
      afterMs: Math.ceil(decideLeftMs) + 1000,
      why: `bank change ${String(number)} waits for ${what}; without an approval it is denied on ${decideBy.toISOString()}`,
      toDo: [toDo, cancel, show],
    };
  }
  if (applyAt === null || coolingLeftMs === null || coolingLeftMs === 0) return null;
  return {
    afterMs: Math.ceil(coolingLeftMs) + 1000,
    why: `bank change ${String(number)} is approved and cools off; it is applied on ${applyAt.toISOString()}`,
    toDo: [cancel, show],
  };
}
