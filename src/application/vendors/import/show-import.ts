import type { RowOutcome } from '../../../domain/planned-row';
import { shareWritten } from '../../../domain/vendor/import/carry-out';
import { isToDo, type ImportRow } from '../../../domain/vendor/import/import-row';
import type { ConnectionContext } from '../../context';
import { hoursFor } from '../../hours-for';
import { noPlan } from './no-plan';

interface VendorImportView {
  readonly plan: number;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly appliedBy: string | null;
  readonly appliedAt: string | null;
  readonly taken: readonly string[];
  readonly toDo: number;
  /** Vendors that were linked, and per cent of them that the plan writes on, one decimal. */
  readonly linked: number;
  readonly share: string;
  /** Calls to Procore that carrying it out takes, and the hours at half of its limit. */
  readonly calls: number;
  readonly hours: string;
  readonly rows: readonly VendorImportRowView[];
}

interface VendorImportRowView {
  readonly act: string;
  /** `''`: it is to be made. */
  readonly vendor: string;
  readonly supplier: string;
  readonly name: string;
  /** What would be written: `city: "Ojai" to "Goleta"`. */
  readonly writes: readonly string[];
  readonly why: string;
  /** `open`, or what came of it; `person`: nothing that a run could do. */
  readonly outcome: RowOutcome | 'open' | 'person';
  readonly told: string;
}

/** A plan with its rows; null: the newest. */
export async function showVendorImport(
  { store, connection }: ConnectionContext,
  number: number | null,
): Promise<VendorImportView> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const plan = await tx.vendorImports.find(connection, number);
    if (plan === null) throw noPlan(number);
    const rows = await tx.vendorImports.rows({ connectionId: connection.connectionId, plan: plan.number });
    const share = shareWritten(
      rows.map(({ row }) => row),
      plan.linked,
    );
    return {
      plan: plan.number,
      ...{ madeBy: plan.madeBy, madeAt: plan.madeAt.toISOString(), appliedBy: plan.appliedBy },
      appliedAt: plan.appliedAt?.toISOString() ?? null,
      taken: plan.taken,
      toDo: rows.filter(({ row, outcome }) => isToDo(row) && outcome === null).length,
      ...{ linked: plan.linked, share: share.toFixed(1), calls: plan.calls, hours: hoursFor(plan.calls) },
      rows: rows.map(({ row, outcome, told }) => ({
        act: row.reason ?? row.act,
        ...{ vendor: row.vendor, supplier: row.number, name: row.name, writes: writesOf(row), why: row.why, told },
        outcome: outcome ?? (isToDo(row) ? 'open' : 'person'),
      })),
    };
  });
}

/** A tax id is never shown. */
function writesOf({ changes, taxId, keys, act }: ImportRow): readonly string[] {
  return [
    ...changes.map(({ field, from, to }) =>
      act === 'create' ? `${field}: "${to}"` : `${field}: "${from}" to "${to}"`,
    ),
    ...(taxId === null ? [] : ['tax id']),
    ...(keys === null ? [] : [`key ${keys.originId}`]),
  ];
}
