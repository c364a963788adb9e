import { plus } from '../../domain/money/money';
import type { OpeningBalance } from '../../store/ledger/opening-balances';

const [line, detail] = ['contract_item:', 'contract_detail_item:'];

export function hasDetails(balance: Pick<OpeningBalance, 'lines'>): boolean {
  return balance.lines.some(({ itemKey }) => itemKey.startsWith(detail));
}

/**
 * What was billed of each line of the contract before going live, by the line's id; a detail of the subcontractor's schedule of
 * values counts for the line that it details. Null: of some detail nobody knows whose it is.
 */
export function billedOfLines(
  { lines }: Pick<OpeningBalance, 'lines'>,
  details: readonly { readonly id: string; readonly lineItemId: string | null }[],
): ReadonlyMap<string, string> | null {
  const lineOf = new Map(details.map(({ id, lineItemId }) => [id, lineItemId]));
  const billedOf = new Map<string, string>();
  for (const { itemKey, billed } of lines) {
    if (![line, detail].some((kind) => itemKey.startsWith(kind))) continue;
    const id = itemKey.startsWith(line) ? itemKey.slice(line.length) : lineOf.get(itemKey.slice(detail.length));
    if (id == null) return null;
    billedOf.set(id, plus(billedOf.get(id) ?? '0', billed));
  }
  return billedOf;
}
