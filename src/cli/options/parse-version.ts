import { ActionError } from '../../application/action-error';

/** A version of the mapping as it is typed; absent where none was. */
export function parseVersion(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new ActionError('badInput', `${option}: a whole number from 1`);
  return Number(text);
}
