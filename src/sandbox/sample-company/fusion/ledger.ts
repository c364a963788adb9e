import type { Application } from '../books/application';
import { money } from '../amounts';
import { vendorNamed } from '../catalogue/vendor-catalogue';
import { isApproved } from '../files/story';
import type { Json, JsonObject } from '../json';
import { firstDay, lastDay, plusMonths, type Month } from '../month';
import { decimalOf, sumOf } from '../../decimal';
import { balanceSheetText } from './chart';

/** What the connection needs for journals; their companies are those of the lines that they answer. */
const ACCOUNTS = {
  invoice: balanceSheetText('00200', '4150'),
  payroll: balanceSheetText('00200', '4240'),
  accrual: balanceSheetText('00200', '4160'),
} as const;

/** Accounts payable enters this bill of a direct cost later, coded to what clears it. */
const BILL = { vendor: 'Evergreen Grading', number: 'EG-1180' } as const;

/** A direct cost as Procore has it, with its project. */
interface Cost {
  readonly row: JsonObject;
  readonly projectId: bigint;
}

function costsOf(files: Readonly<Record<string, Json>>): readonly Cost[] {
  return (files['procore/permitted_projects.json'] as bigint[]).flatMap((projectId) =>
    (files[`procore/projects/${projectId}/direct_costs.json`] as JsonObject[]).map((row) => ({ row, projectId })),
  );
}

/** People approve it after going live. */
const isToApprove = ({ row }: Cost): boolean => row['status'] !== 'approved';

const isBilled = ({ row }: Cost): boolean => row['invoice_number'] === BILL.number;

const totalOf = ({ row }: Cost): string =>
  money(sumOf((row['line_items'] as JsonObject[]).map((line) => decimalOf((line['total_amount'] ?? line['amount']) as string))));

/** Direct costs of two types are booked; the account that clears payroll is disabled while they are on their way. */
export function ledgerStory(files: Readonly<Record<string, Json>>, thisMonth: Month): JsonObject {
  return {
    clearing: { invoice: ACCOUNTS.invoice, payroll: ACCOUNTS.payroll },
    accrual: ACCOUNTS.accrual,
    from: firstDay(plusMonths(thisMonth, -1)),
    through: lastDay(plusMonths(thisMonth, -1)),
    bill: costsOf(files).filter(isBilled).map((cost) => ({
      ...{ direct_cost: cost.row['id'] ?? null, supplier: vendorNamed(BILL.vendor).supplier, number: BILL.number, amount: totalOf(cost) },
    }))[0] ?? null,
    approve: costsOf(files).filter(isToApprove).map(({ row, projectId }) => ({
      ...{ id: row['id'] ?? null, project_id: projectId, type: row['direct_cost_type'] ?? null },
      ...{ description: row['description'] ?? null, refused: row['direct_cost_type'] === 'payroll' },
    })),
  };
}

/** What must stand in the ledger once it is approved: each of a type that is booked, and of no other integration. Tax is cost. */
export function directCostExpectations(files: Readonly<Record<string, Json>>): readonly JsonObject[] {
  return costsOf(files)
    .filter(({ row }) => row['direct_cost_type'] !== 'expense' && row['origin_id'] === null)
    .map((cost) => ({
      ...{ id: cost.row['id'] ?? null, name: cost.row['description'] ?? null },
      mended_by: isToApprove(cost) ? 'directCosts' : null,
      in_ledger: totalOf(cost),
      ...(isBilled(cost) ? { cleared_by: 'accruals' } : {}),
    }));
}

/**
 * What must be accrued for last month and reversed in the next once Payables has closed it: what bills a period that ends by then and
 * has no invoice at the end of the story. What does not add up, and what an account is missing for, is held in place of that.
 * `holdOf`: why a requisition is held at that time; null: it is posted.
 */
export function accrualExpectations(
  applications: readonly Application[],
  thisMonth: Month,
  holdOf: (application: Application) => { readonly mendedBy: string | null; readonly reasons: readonly string[]; readonly why: string } | null,
): { readonly accruals: readonly JsonObject[]; readonly held_accruals: readonly JsonObject[] } {
  const end = lastDay(plusMonths(thisMonth, -1));
  const accruals: JsonObject[] = [];
  const held: JsonObject[] = [];
  for (const application of applications) {
    const { period, status, contract, id, number, lines } = application;
    const hold = holdOf(application);
    if (!period.isOpen || period.end > end || !isApproved(status) || hold === null || hold.mendedBy !== null) continue;
    const named = { id: `${id}-${end}`, name: `${contract.number}/${number}` };
    const story = contract.plan?.story === 'accountInactive' ? 'accountInactive' : hold.reasons[0] ?? null;
    if (story === 'accountInactive' || story === 'amountsDiffer')
      held.push({ ...named, reasons: [story], mended_by: null, since: 'accruals', why: hold.why });
    else accruals.push({ ...named, accrued: money(sumOf(lines.map(({ gross }) => gross))), mended_by: 'accruals' });
  }
  return { accruals, held_accruals: held };
}
