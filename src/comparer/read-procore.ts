import { z } from 'zod';
import { amountOf, sumOf, zero, type Amount } from './amount';
import { fetchControl } from './read-json';

export interface Requisition {
  readonly id: string;
  readonly projectId: string;
  readonly commitmentId: string;
  readonly number: number;
  readonly status: string;
  /** `2026-10-31`; empty where Procore names none. */
  readonly periodEnd: string;
  /** The certificate: earned to date less what was certified before. */
  readonly payable: Amount;
  /** Total to date less the total of the requisition before. */
  readonly gross: Amount;
  readonly released: Amount;
  readonly tax: Amount;
  readonly items: readonly RequisitionItem[];
}

export interface RequisitionItem {
  readonly type: string;
  /** Of a line of the contract or of a change order, or of a detail of one. */
  readonly lineId: string | null;
  readonly detailId: string | null;
  /** The change order that a whole one is. */
  readonly packageId: string | null;
  /** Completed and stored to date. */
  readonly total: Amount;
  /** That less the same item's total on the requisition before. */
  readonly gross: Amount;
}

export interface ProcoreBooks {
  /** Project number or name by id. */
  readonly projects: ReadonlyMap<string, string>;
  readonly requisitions: readonly Requisition[];
}

const text = z.string().nullish();
const itemSchema = z.object({
  id: text,
  item_type: z.string(),
  line_item_id: text,
  detail_line_item_id: text,
  change_order_id: text,
  total_completed_and_stored_to_date: text,
  work_completed_retainage_released_this_period: text,
  materials_stored_retainage_released_this_period: text,
});
const requisitionSchema = z.object({
  id: z.string(),
  commitment_id: z.string(),
  number: z.coerce.number().int(),
  status: z.string(),
  requisition_end: text,
  summary: z.object({
    total_earned_less_retainage: text,
    less_previous_certificates_for_payment: text,
    tax_applicable_to_this_payment: text,
  }),
  items: z.array(itemSchema).default([]),
});
type Row = z.infer<typeof requisitionSchema>;

/** By project and requisition: only there a whole change order is named (reference 13.6). */
const changeOrderItemsSchema = z.record(
  z.string(),
  z.record(z.string(), z.array(z.object({ id: z.string(), change_order_package_id: text }))),
);

const projectsSchema = z.array(z.object({ id: z.string(), project_number: text, name: text }));

/** Null: the app may use all projects. */
const permittedSchema = z.array(z.string()).nullish();

/** What the app may use: a project that Procore does not permit to it is nobody's business here. */
export async function readProcore(controlUrl: string): Promise<ProcoreBooks> {
  const projects = await fetchControl(controlUrl, 'records/projects', projectsSchema);
  const rows = await fetchControl(controlUrl, 'records/requisitions', z.record(z.string(), z.array(requisitionSchema)));
  const named = await fetchControl(controlUrl, 'records/requisition_change_order_items', changeOrderItemsSchema);
  const packageOf = new Map(
    Object.values(named)
      .flatMap((ofProject) => Object.values(ofProject).flat())
      .map((item) => [item.id, item.change_order_package_id ?? null] as const),
  );
  const permitted = await fetchControl(controlUrl, 'records/permitted_projects', permittedSchema);
  const mayUse = (projectId: string): boolean => permitted?.includes(projectId) ?? true;
  return {
    projects: new Map(
      projects.filter((one) => mayUse(one.id)).map((one) => [one.id, one.project_number || one.name || one.id]),
    ),
    requisitions: Object.entries(rows)
      .filter(([projectId]) => mayUse(projectId))
      .flatMap(([projectId, own]) => own.map((row) => requisitionOf(projectId, row, own, packageOf))),
  };
}

function requisitionOf(
  projectId: string,
  row: Row,
  all: readonly Row[],
  packageOf: ReadonlyMap<string, string | null>,
): Requisition {
  const where = `Procore requisition ${row.id}`;
  const { summary } = row;
  const before = all
    .filter((one) => one.commitment_id === row.commitment_id && one.number < row.number)
    .sort((one, other) => other.number - one.number)[0];
  const itemsOf = ({ items }: Pick<Row, 'items'>) =>
    items.map((item) => {
      const of = {
        type: item.item_type,
        lineId: item.line_item_id ?? null,
        detailId: item.detail_line_item_id ?? null,
        packageId: packageOf.get(item.id ?? '') ?? item.change_order_id ?? null,
      };
      return {
        ...of,
        total: amountOf(item.total_completed_and_stored_to_date, `${where}, ${itemName(of)}, total to date`),
      };
    });
  const totalsBefore = new Map(
    (before === undefined ? [] : itemsOf(before)).map((item) => [itemName(item), item.total]),
  );
  const items = itemsOf(row).map((item) => ({
    ...item,
    gross: item.total.minus(totalsBefore.get(itemName(item)) ?? zero),
  }));
  return {
    id: row.id,
    projectId,
    commitmentId: row.commitment_id,
    number: row.number,
    status: row.status,
    periodEnd: row.requisition_end ?? '',
    payable: amountOf(summary.total_earned_less_retainage, where).minus(
      amountOf(summary.less_previous_certificates_for_payment, where),
    ),
    gross: sumOf(items.map((item) => item.gross)),
    items,
    released: sumOf(
      row.items.map((item) =>
        amountOf(item.work_completed_retainage_released_this_period, where).plus(
          amountOf(item.materials_stored_retainage_released_this_period, where),
        ),
      ),
    ),
    tax: amountOf(summary.tax_applicable_to_this_payment, where),
  };
}

function itemName({ type, lineId, detailId, packageId }: Omit<RequisitionItem, 'total' | 'gross'>): string {
  return `${type}:${detailId ?? lineId ?? packageId ?? ''}`;
}
