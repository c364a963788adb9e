import { ActionError } from '../../application/action-error';

/** Of an option: a moment before now, with its zone. */
export function timeInThePast(option: string, text: string): Date {
  const isIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const since = new Date(text);
  if (isIso && !Number.isNaN(since.getTime()) && since.getTime() < Date.now()) return since;
  throw new ActionError('badInput', `${option} "${text}": a time in the past with its zone, e.g. 2026-10-31T22:00:00Z`);
}
