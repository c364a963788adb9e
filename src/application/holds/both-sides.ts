import { isZero, minus, sum } from '../../domain/money/money';
import { readableAmount } from '../../domain/money/readable-amount';
import type { Entered, EnteredLine } from '../../domain/posting/entered/entered';
import { itemName } from '../../domain/requisition/checks/amounts-problem';
import type { UnplannedContent } from './unplanned-content';

/** What Procore says of a requisition by item, beside what people entered for it by line, and what of it differs; for a person. */
export function bothSides(system: string, called: string, content: UnplannedContent, entered: Entered): string {
  const { currency, unit, supplier, number, date, lines } = entered;
  const show = (amount: string): string => readableAmount(amount, currency);
  const { items } = content;
  const billed = sum(items.map(({ gross }) => gross));
  const withheld = sum(items.map(({ netRetainage }) => netRetainage));
  const of = (role: EnteredLine['role']): string =>
    sum(lines.filter((line) => line.role === role).map(({ amount }) => amount));
  const differences = [
    ...(content.supplier === null || content.supplier === supplier
      ? []
      : [`supplier: linked is ${content.supplier}, ${supplier} stands`]),
    ...compared('gross', billed, of('cost'), show),
    ...compared('withheld', withheld, minus('0', of('retainage')), show),
  ];
  return [
    `What would be posted is not known, so nothing is compared by account. Procore bills ${show(billed)}, ${show(withheld)} of it withheld:`,
    ...items.map(({ item, gross, netRetainage }, index) => {
      const kept = isZero(netRetainage) ? '' : `, withheld ${show(netRetainage)}`;
      return `  item ${index + 1}, ${itemName(item)}: ${show(gross)}${kept}`;
    }),
    `${system} shows ${called}, invoice ${number} of ${date}, ${unit}, supplier ${supplier}:`,
    ...lines.map((line) => `  ${line.name}: ${show(line.amount)}${lineWords(line)}`),
    differences.length === 0 ? 'Both come to the same.' : `They differ: ${differences.join('; ')}.`,
  ].join('\n');
}

function lineWords({ name, role, account }: EnteredLine): string {
  return `${name === account || account === '' ? '' : ` on ${account}`}${role === 'cost' ? '' : ` (${role})`}`;
}

function compared(what: string, procores: string, there: string, show: (amount: string) => string): string[] {
  return isZero(minus(procores, there)) ? [] : [`${what}: Procore ${show(procores)}, stands ${show(there)}`];
}
