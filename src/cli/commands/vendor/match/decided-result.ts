import type { Decided } from '../../../../application/vendors/matching/decide-matches';
import type { CommandResult } from '../../../output';

export function decidedResult(decided: Decided): CommandResult {
  const { linked, released } = decided;
  return {
    text: `${decided.decided} decided, ${linked} linked\n${released} held documents go on\n`,
    json: decided,
  };
}
