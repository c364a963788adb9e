import { equals, isZero, negate, sum } from '../../money/money';
import type { EnteredItem, EnteredLine } from './entered';

/** What the source says of an item; amounts are decimal strings, `withheld` net. */
export interface ItemOfSource {
  readonly itemKey: string;
  readonly gross: string;
  readonly withheld: string;
}

/** What a person said: so much of that line is that item's. */
export interface SaidOfLine {
  readonly itemKey: string;
  /** Of the line, by its name. */
  readonly line: string;
  readonly amount: string;
}

type Untold = { readonly why: string };

/**
 * Whose item is what people entered (accounting-changes 4): a line belongs to an item where there is only that item, or where that item alone has
 * exactly the line's amount and no other line has it. What does not belong to exactly one a person assigns, in parts that sum to the line.
 * Retainage is each item's own where all of it is what the source withholds.
 */
export function assignLines(
  items: readonly ItemOfSource[],
  lines: readonly EnteredLine[],
  said: readonly SaidOfLine[],
): readonly EnteredItem[] | Untold {
  const wrong = saidWrong(items, lines, said);
  if (wrong !== null) return { why: wrong };
  const cost = costOf(items, lines, said);
  if ('why' in cost) return cost;
  const withheld = withheldOf(items, lines, said);
  if ('why' in withheld) return withheld;
  // What only withholds stands where it is withheld.
  const where = lines.find(({ role, account }) => role === 'retainage' && account !== '') ?? lines[0];
  return items.flatMap(({ itemKey }): EnteredItem[] => {
    const own = cost.filter((part) => part.itemKey === itemKey);
    const kept = withheld.get(itemKey) ?? '0';
    const [first, ...more] =
      own.length > 0 || isZero(kept)
        ? own
        : [{ itemKey, account: where?.account ?? '', orderLine: '', gross: '0', withheld: '0' }];
    return first === undefined ? [] : [{ ...first, withheld: kept }, ...more];
  });
}

function saidWrong(
  items: readonly ItemOfSource[],
  lines: readonly EnteredLine[],
  said: readonly SaidOfLine[],
): string | null {
  for (const { itemKey, line } of said) {
    const named = lines.find(({ name }) => name === line);
    if (named === undefined || named.role === 'tax' || named.role === 'rounding') {
      return `"${line}" is no line that may be assigned`;
    }
    if (!items.some((item) => item.itemKey === itemKey)) return `"${itemKey}" is no item of it`;
  }
  for (const { name, amount } of lines) {
    const parts = said.filter(({ line }) => line === name).map((part) => part.amount);
    if (parts.length > 0 && !equals(sum(parts), amount)) {
      return `what is assigned of ${name} sums to ${sum(parts)}, and ${amount} stands there`;
    }
  }
  return null;
}

function costOf(
  items: readonly ItemOfSource[],
  lines: readonly EnteredLine[],
  said: readonly SaidOfLine[],
): readonly EnteredItem[] | Untold {
  const assigned: EnteredItem[] = [];
  const isSaid = ({ name }: EnteredLine): boolean => said.some(({ line }) => line === name);
  const cost = lines.filter(({ role, amount }) => role === 'cost' && !isZero(amount));
  const free = cost.filter((line) => !isSaid(line));
  const billed = items.filter(({ gross }) => !isZero(gross));
  const open = billed.filter(
    ({ itemKey }) => !said.some((part) => part.itemKey === itemKey && isCost(cost, part.line)),
  );
  for (const line of cost) {
    const { name, account, orderLine, amount } = line;
    const common = { account, orderLine, withheld: '0' };
    if (isSaid(line)) {
      for (const part of said.filter((one) => one.line === name && !isZero(one.amount))) {
        assigned.push({ ...common, itemKey: part.itemKey, gross: part.amount });
      }
      continue;
    }
    const item = onlyOne(items.length === 1 ? items : billed.length === 1 ? billed : alike(line, open, free));
    if (item === null) return { why: `${amount} on ${name} does not belong to exactly one item` };
    assigned.push({ ...common, itemKey: item.itemKey, gross: amount });
  }
  return assigned;
}

function isCost(cost: readonly EnteredLine[], named: string): boolean {
  return cost.some(({ name }) => name === named);
}

/** Items with exactly that amount, unless another line has it too. */
function alike(
  { amount }: EnteredLine,
  open: readonly ItemOfSource[],
  free: readonly EnteredLine[],
): readonly ItemOfSource[] {
  if (free.filter((line) => equals(line.amount, amount)).length > 1) return [];
  return open.filter(({ gross }) => equals(gross, amount));
}

/** What is withheld of each item, net; retainage lines are negative. */
function withheldOf(
  items: readonly ItemOfSource[],
  lines: readonly EnteredLine[],
  said: readonly SaidOfLine[],
): ReadonlyMap<string, string> | Untold {
  const retainage = lines.filter(({ role }) => role === 'retainage');
  const sums = new Map<string, string>();
  const add = (itemKey: string, amount: string): void => {
    sums.set(itemKey, sum([sums.get(itemKey) ?? '0', amount]));
  };
  const saidOf = said.filter(({ line }) => retainage.some(({ name }) => name === line));
  for (const { itemKey, amount } of saidOf) add(itemKey, negate(amount));
  const left = retainage.filter(({ name }) => !saidOf.some(({ line }) => line === name));
  const total = negate(sum(left.map(({ amount }) => amount)));
  if (saidOf.length === 0 && equals(total, sum(items.map(({ withheld }) => withheld)))) {
    return new Map(items.map(({ itemKey, withheld }) => [itemKey, withheld]));
  }
  if (isZero(total)) return sums;
  const holding = items.filter(({ withheld }) => !isZero(withheld));
  const item = onlyOne(items.length === 1 ? items : holding);
  if (item === null) {
    const names = left.map(({ name }) => name).join(', ');
    return { why: `the retainage of ${total} (${names}) does not belong to exactly one item` };
  }
  add(item.itemKey, total);
  return sums;
}

function onlyOne<One>(all: readonly One[]): One | null {
  const [one, ...more] = all;
  return one === undefined || more.length > 0 ? null : one;
}
