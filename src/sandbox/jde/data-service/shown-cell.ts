import { LosslessNumber } from 'lossless-json';
import type { JdeSandboxSettings } from '../settings';
import type { Column } from '../tables/column';

/** A cell as the service puts it out: numbers as JSON numbers, padded business units, masked bank accounts. */
export function shownCell(column: Column, text: string, settings: JdeSandboxSettings): string | LosslessNumber {
  switch (column.kind) {
    case 'number':
      return new LosslessNumber(text);
    case 'untypedNumber':
      return text === '' ? settings.blankText : new LosslessNumber(text);
    case 'date':
      return text;
    case 'untypedText':
      return text === '' ? settings.blankText : text;
    case 'text':
      if (text === '') {
        return settings.blankText;
      }
      if (settings.maskBankAccounts && (column.alias === 'CBNK' || column.alias === 'IBAN')) {
        return maskedAccount(text);
      }
      return column.rightJustified ? text.padStart(column.length) : text;
  }
}

export function maskedAccount(text: string): string {
  return `****${text.slice(-4)}`;
}
