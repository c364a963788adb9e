import { z } from 'zod';
import { amountOf, type Amount } from './amount';
import { fetchControl } from './read-json';

/** A cost without a commitment, as Procore has it. */
interface DirectCost {
  readonly id: string;
  readonly projectId: string;
  readonly status: string;
  readonly type: string;
  /** Of whom it is, and under which number and day; each `''` where Procore names none. */
  readonly bill: { readonly vendor: string; readonly number: string; readonly date: string };
  /** A line's amount, and that with its tax. */
  readonly lines: readonly { readonly id: string; readonly amount: Amount; readonly withTax: Amount }[];
}

/** A payment of a commitment, as Procore has it. */
export interface ContractPayment {
  readonly id: string;
  readonly projectId: string;
  /** Of what made it; '': a person. */
  readonly originId: string;
  readonly amount: Amount;
}

/** A package of change order lines, of whatever status. */
interface ChangeOrderPackage {
  readonly id: string;
  readonly projectId: string;
  readonly isApproved: boolean;
  readonly lines: readonly { readonly id: string; readonly amount: Amount }[];
}

export interface ProcoreCosts {
  readonly directCosts: readonly DirectCost[];
  readonly payments: readonly ContractPayment[];
  readonly changeOrders: readonly ChangeOrderPackage[];
}

const text = z.string().nullish();
const ofProjects = <Row extends z.ZodType>(row: Row) => z.record(z.string(), z.array(row));
const lineSchema = z.object({ id: z.string(), amount: text, extended_amount: text, total_amount: text });
const directCostsSchema = ofProjects(
  z.object({
    ...{ id: z.string(), status: z.string(), direct_cost_type: z.string(), line_items: z.array(lineSchema) },
    ...{ vendor: z.object({ name: text }).nullish(), invoice_number: text, direct_cost_date: text },
  }),
);
const paymentsSchema = ofProjects(z.object({ id: z.string(), origin_id: text, amount: text }));
const packagesSchema = ofProjects(
  z.object({ id: z.string(), status: text, deleted_at: text, line_items: z.array(lineSchema).default([]) }),
);

export async function readCosts(controlUrl: string): Promise<ProcoreCosts> {
  const directCosts = await fetchControl(controlUrl, 'records/direct_costs', directCostsSchema);
  const payments = await fetchControl(controlUrl, 'records/contract_payments', paymentsSchema);
  const packages = await fetchControl(controlUrl, 'records/change_order_packages', packagesSchema);
  return {
    directCosts: flat(directCosts, (projectId, row) => ({
      ...{ id: row.id, projectId, status: row.status, type: row.direct_cost_type },
      bill: { vendor: row.vendor?.name ?? '', number: row.invoice_number ?? '', date: row.direct_cost_date ?? '' },
      lines: row.line_items.map((line) => {
        const where = `Procore direct cost ${row.id}`;
        const amount = amountOf(line.amount, where);
        return {
          id: line.id,
          amount,
          withTax: line.total_amount == null ? amount : amountOf(line.total_amount, where),
        };
      }),
    })),
    payments: flat(payments, (projectId, { id, origin_id: originId, amount }) => ({
      ...{ id, projectId, originId: originId ?? '', amount: amountOf(amount, `Procore contract payment ${id}`) },
    })),
    changeOrders: flat(packages, (projectId, { id, status, deleted_at: deleted, line_items: lines }) => ({
      ...{ id, projectId, isApproved: status === 'approved' && deleted == null },
      lines: lines.map((line) => ({
        id: line.id,
        amount: amountOf(line.amount ?? line.extended_amount ?? line.total_amount, `Procore change order ${id}`),
      })),
    })),
  };
}

function flat<Row, Made>(
  byProject: Readonly<Record<string, readonly Row[]>>,
  make: (projectId: string, row: Row) => Made,
): Made[] {
  return Object.entries(byProject).flatMap(([projectId, rows]) => rows.map((row) => make(projectId, row)));
}
