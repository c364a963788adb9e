import { holdReasons, type HoldReason } from '../../domain/holds/hold-reason';
import { ActionError } from '../../application/action-error';

export function parseHoldReason(text: string): HoldReason {
  const found = holdReasons.find((reason) => reason === text);
  if (found !== undefined) return found;
  throw new ActionError('badInput', `--reason "${text}": one of ${holdReasons.join(', ')}`);
}
