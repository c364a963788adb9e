import { documentKind, documentKinds } from '../../../domain/documents/document-kinds';
import { minus, plus } from '../../../domain/money/money';
import type { DocumentRow } from '../../../store/documents/documents';
import type { Tx } from '../../../store/unit-of-work';

/** What stands of a line on an order, and what the requisitions of the commitment have billed of it. */
export interface OrderedLine {
  readonly item: string;
  readonly account: string;
  readonly ordered: string;
  readonly billed: string;
  readonly open: string;
}

/** Line by line, of what a commitment or a change order has on the order; empty of what stands in a series, which bills. */
export async function orderedLines(tx: Tx, document: DocumentRow): Promise<readonly OrderedLine[]> {
  if (documentKind(document.kind).series !== null || document.commitmentId === null) return [];
  const effects = (await tx.effects.of(document.id)).standing();
  const own = effects.all.flatMap(({ entries }) => entries).filter(({ book, item }) => book === 'order' && item !== '');
  if (own.length === 0) return [];
  const billedOf = await billed(tx, document, document.commitmentId);
  return own.map(({ item, account, amount: ordered }) => {
    const billed = billedOf.get(item) ?? '0';
    return { item, account, ordered, billed, open: minus(ordered, billed) };
  });
}

async function billed(tx: Tx, document: DocumentRow, commitmentId: string): Promise<ReadonlyMap<string, string>> {
  const sums = new Map<string, string>();
  for (const { id } of await tx.documents.ofCommitment(document, documentKinds.requisition.name, commitmentId)) {
    for (const [key, { gross }] of (await tx.effects.of(id)).standing().byItem()) {
      const item = sourceLineOf(key);
      sums.set(item, plus(sums.get(item) ?? '0', gross));
    }
  }
  return sums;
}

/** A line of a change order that is billed as a whole is called after that: `whole_change_order_item:9/line-77`. */
function sourceLineOf(itemKey: string): string {
  const [, line] = /\/line-(\d+)$/.exec(itemKey) ?? [];
  return line === undefined ? itemKey : `change_order_item:${line}`;
}
