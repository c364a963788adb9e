import type { Chart, Segments } from '../coding/chart';
import { accountName, parseAccountName, type Account } from './account';

/** JDE's account: MCU, OBJ and SUB name it; SBL and SBLT go with a line and are no part of its name. */
export const jdeChart: Chart = {
  segments: [
    { name: 'businessUnit', column: 'business_unit', maxLength: 12, required: true },
    { name: 'object', column: 'object', maxLength: 6, required: true },
    { name: 'subsidiary', column: 'subsidiary', maxLength: 8, required: false },
    { name: 'subledger', column: 'subledger', maxLength: 8, required: false, goesWith: 'subledgerType' },
    { name: 'subledgerType', column: 'subledger_type', maxLength: 1, required: false, goesWith: 'subledger' },
  ],
  separator: '.',
  print: (segments) => accountName(accountOf(segments)),
  parse: (name) => {
    const { businessUnit, object, subsidiary } = parseAccountName(name);
    return { businessUnit, object, ...(subsidiary === '' ? {} : { subsidiary }) };
  },
};

/** What a mapping leads to, as an account of JDE. */
export function accountOf({ businessUnit = '', object = '', subsidiary = '', ...rest }: Segments): Account {
  const { subledger, subledgerType = '' } = rest;
  return { businessUnit, object, subsidiary, ...(subledger === undefined ? {} : { subledger, subledgerType }) };
}
