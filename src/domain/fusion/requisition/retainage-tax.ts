import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import { isZero } from '../../money/money';
import type { AccountLine } from '../bodies/invoice-body';
import type { PostingSettings } from '../posting-settings';
import type { LinkedItem } from './plan-lines';

/**
 * Where tax on retainage is due when that is paid, our retainage line carries the classification of the lines it is withheld
 * from, so that Fusion takes their tax off with it. With several, or none that can be read, nobody knows which.
 */
export function retainageTax(
  lines: readonly AccountLine[],
  facts: {
    readonly linked: readonly LinkedItem[];
    readonly tax: string;
    readonly settings: Pick<PostingSettings, 'taxMethod' | 'taxOnRetainage'>;
  },
): { readonly lines: readonly AccountLine[]; readonly problems: readonly Problem[] } {
  const { linked, tax, settings } = facts;
  if (settings.taxMethod !== 'fusion' || settings.taxOnRetainage !== 'whenPaid') return { lines, problems: [] };
  const withheld = linked.filter(({ item }) => !isZero(item.netRetainage));
  const classes = [...new Set(withheld.map(({ line }) => line?.schedules[0]?.taxClassification ?? null))];
  const [only = null] = classes;
  if (lines.length === 0 || (only === null && classes.length < 2 && isZero(tax))) return { lines, problems: [] };
  if (only !== null && classes.length === 1) {
    return { lines: lines.map((line) => ({ ...line, taxClassification: only })), problems: [] };
  }
  const names = classes.map((name) => name ?? 'none').join(', ');
  return {
    lines,
    problems: [
      {
        reason: 'tax',
        kind: 'person',
        field: 'TaxClassification',
        value: names,
        message: `Tax on retainage is due when it is paid, so the retainage line needs the tax classification of the lines it is withheld from; these have: ${names}.`,
        remedies: [
          { act: 'inErp', text: 'Give the lines of the order one tax classification in Fusion', andThen: resume },
          {
            act: 'changeSetting',
            path: 'posting.taxOnRetainage',
            to: 'whenBilled',
            onlyIf: 'the tax on retainage is due with the bill',
          },
        ],
      },
    ],
  };
}
