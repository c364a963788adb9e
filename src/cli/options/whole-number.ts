import { badInput } from '../../application/action-error';

/** A number that the program gave out itself. */
export function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badInput(name, [`"${text}" is no whole number from 1`]);
  return Number(text);
}
