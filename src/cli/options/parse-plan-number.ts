import { ActionError } from '../../application/action-error';

/** The number of a plan; null: the newest. */
export function parsePlanNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ActionError('badInput', `plan "${text}": expected its number, as the command "plan" told it`, {
    field: 'plan',
  });
}
