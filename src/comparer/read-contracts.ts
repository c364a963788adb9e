import { z } from 'zod';
import { amountOf, type Amount } from './amount';
import { fetchControl } from './read-json';

interface Line {
  readonly id: string;
  readonly amount: Amount;
}

/** A commitment as Procore has it. */
export interface Contract {
  readonly id: string;
  readonly projectId: string;
  readonly number: string;
  readonly status: string;
  /** Of what made it: an order's id in Fusion; '': nothing did. */
  readonly originId: string;
  /** The contract's own lines in their order. */
  readonly lines: readonly Line[];
  /** Its change orders that are approved, in the order of that. */
  readonly changeOrders: readonly { readonly packageId: string; readonly lines: readonly Line[] }[];
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
      origin_id: text,
      line_items: z
        .array(z.object({ id: z.string(), amount: text, position: z.coerce.number().nullish() }))
        .default([]),
      line_item_contract_details: z.array(z.object({ id: z.string(), line_item_id: text })).nullish(),
    }),
  ),
);

/** A change order of one tier or of more has a package; a package's line need not have `amount` (reference 12.2). */
const packagesSchema = z.record(
  z.string(),
  z.array(
    z.object({
      id: z.string(),
      contract_id: text,
      status: text,
      reviewed_at: text,
      deleted_at: text,
      line_items: z
        .array(z.object({ id: z.string(), amount: text, extended_amount: text, total_amount: text }))
        .default([]),
    }),
  ),
);
type Package = z.infer<typeof packagesSchema>[string][number];

export async function readContracts(controlUrl: string): Promise<readonly Contract[]> {
  const contracts: Contract[] = [];
  const packages = Object.values(
    await fetchControl(controlUrl, 'records/change_order_packages', packagesSchema),
  ).flat();
  const approved = packages
    .filter(({ status, deleted_at: deleted }) => status === 'approved' && deleted == null)
    .sort((one, other) => (approvalOf(one) < approvalOf(other) ? -1 : 1));
  for (const kind of ['work_order_contracts', 'purchase_order_contracts']) {
    const byProject = await fetchControl(controlUrl, `records/${kind}`, schema);
    for (const [projectId, rows] of Object.entries(byProject)) {
      for (const row of rows) {
        contracts.push({
          id: row.id,
          projectId,
          number: row.number ?? row.id,
          status: row.status ?? '',
          originId: row.origin_id ?? '',
          lines: row.line_items.map(({ id, amount }) => ({
            id,
            amount: amountOf(amount, `Procore contract ${row.id}`),
          })),
          changeOrders: approved.filter((one) => one.contract_id === row.id).map(changeOrderOf),
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

/** Of one moment, or without one, by id; without one comes last. */
function approvalOf({ id, reviewed_at: at }: Package): string {
  return `${at ?? '9999'} ${id.padStart(20, '0')}`;
}

function changeOrderOf({ id, line_items: lines }: Package): Contract['changeOrders'][number] {
  return {
    packageId: id,
    lines: lines.map((line) => ({
      id: line.id,
      amount: amountOf(line.amount ?? line.extended_amount ?? line.total_amount, `Procore change order ${id}`),
    })),
  };
}
