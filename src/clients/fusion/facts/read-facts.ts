import type { Fact, FactKey } from '../../../domain/posting/plan/planner';
import type { Order } from '../../../domain/fusion/order';
import type { FusionConnection } from '../connect';
import { ourKeyIn } from '../postings/our-keys';
import { readCombinations } from './accounts';
import { readBills } from './bills';
import { readOrder, readOrderBilling } from './orders';
import { readLedger, readPeriods } from './periods';
import { readSuppliers } from './suppliers';

type Reader = (
  fusion: FusionConnection,
  ids: readonly string[],
  source: string,
) => Promise<ReadonlyMap<string, unknown>>;

/** By kind of fact; an id that is absent from the answer does not exist. */
const readers: Readonly<Record<string, Reader>> = {
  combination: readCombinations,
  periods: (fusion, ids) =>
    each(ids, async (id) => {
      const [ledgerId = '', applicationId = ''] = id.split('/');
      return readPeriods(fusion, ledgerId, applicationId);
    }),
  ledger: (fusion, ids) => each(ids, (id) => readLedger(fusion, id)),
  supplier: readSuppliers,
  order: (fusion, ids) =>
    each(ids, async (id) => {
      const order = await readOrder(fusion, id);
      return order === null ? null : withoutWords(order);
    }),
  orderBilling: (fusion, ids, source) => each(ids, (id) => readOrderBilling(fusion, id, source)),
  bills: (fusion, ids) =>
    each(ids, (id) => {
      const [supplier = '', ...number] = id.split('/');
      return readBills(fusion, supplier, number.join('/'));
    }),
};

/** Facts are kept in plain: of what people wrote, or we behind our key, only the word that tells whose it is. */
function withoutWords(order: Order): Order {
  const firstWord = (words: string): string => words.trim().split(/\s/)[0] ?? '';
  const { pendingChange } = order;
  return {
    ...order,
    description: firstWord(order.description),
    pendingChange: pendingChange !== null && ourKeyIn(pendingChange) !== '' ? ourKeyIn(pendingChange) : pendingChange,
    lines: order.lines.map((line) => ({ ...line, description: firstWord(line.description) })),
  };
}

/** One answer for each key, in their order. */
export async function readFacts(
  fusion: FusionConnection,
  keys: readonly FactKey[],
  source: string,
): Promise<readonly Fact[]> {
  const read = new Map<string, ReadonlyMap<string, unknown>>();
  for (const kind of new Set(keys.map((key) => key.kind))) {
    const reader = readers[kind];
    if (reader === undefined) {
      const known = Object.keys(readers).join(', ');
      throw new RangeError(`fact ${kind}: Fusion knows no facts of this kind; there are ${known}`);
    }
    const ids = keys.filter((key) => key.kind === kind).map((key) => key.id);
    read.set(kind, await reader(fusion, [...new Set(ids)], source));
  }
  return keys.map((key) => ({ ...key, value: read.get(key.kind)?.get(key.id) ?? null }));
}

async function each(
  ids: readonly string[],
  read: (id: string) => Promise<unknown>,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const id of ids) {
    const value = await read(id);
    if (value !== null) found.set(id, value);
  }
  return found;
}
