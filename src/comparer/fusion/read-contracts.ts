import { z } from 'zod';
import { amountOf, type Amount } from '../amount';
import { fetchControl } from '../read-json';

/** A commitment as Procore has it. */
export interface Contract {
  readonly id: string;
  readonly projectId: string;
  readonly number: string;
  readonly status: string;
  /** The contract's own lines in their order. */
  readonly lines: readonly { readonly id: string; readonly amount: Amount }[];
  /** The line of each detail of a subcontractor's schedule of values. */
  readonly lineOfDetail: ReadonlyMap<string, string>;
}

const text = z.string().nullish();
const schema = z.record(
  z.string(),
  z.array(
    z.object({
      id: z.string(),
      number: text,
      status: text,
      line_items: z
        .array(z.object({ id: z.string(), amount: text, position: z.coerce.number().nullish() }))
        .default([]),
      line_item_contract_details: z.array(z.object({ id: z.string(), line_item_id: text })).nullish(),
    }),
  ),
);

export async function readContracts(controlUrl: string): Promise<readonly Contract[]> {
  const contracts: Contract[] = [];
  for (const kind of ['work_order_contracts', 'purchase_order_contracts']) {
    const byProject = await fetchControl(controlUrl, `records/${kind}`, schema);
    for (const [projectId, rows] of Object.entries(byProject)) {
      for (const row of rows) {
        contracts.push({
          id: row.id,
          projectId,
          number: row.number ?? row.id,
          status: row.status ?? '',
          lines: row.line_items.map(({ id, amount }) => ({
            id,
            amount: amountOf(amount, `Procore contract ${row.id}`),
          })),
          lineOfDetail: new Map(
            (row.line_item_contract_details ?? []).flatMap(({ id, line_item_id: line }) =>
              line == null ? [] : [[id, line] as const],
            ),
          ),
        });
      }
    }
  }
  return contracts;
}
