import { ActionError } from '../../action-error';

/** `number` null: the newest was asked for. */
export function noPlan(number: number | null): ActionError {
  const which = number === null ? 'there is no plan of vendors yet' : `there is no plan ${String(number)} of vendors`;
  return new ActionError('notFound', `${which}; "ml-connector vendor import plan" makes one`, { field: 'plan' });
}
