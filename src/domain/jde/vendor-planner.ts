import { planVersion, type Plan, type PlannedStep } from '../posting/plan/planned-step';
import type { Planned, Planner } from '../posting/plan/planner';
import { decidedAgain } from '../posting/books/decided-again';
import type { SupplierChangeWanted, VendorWanted } from '../vendor/vendor-wanted';
import { supplier } from './kinds/supplier';
import { supplierChange, type SupplierChangeDraft } from './kinds/supplier-change';
import { changeTexts, supplierTexts } from './supplier-texts';

/**
 * A party that has no supplier in JD Edwards yet comes to one there; of one that has, what a person confirmed is set. Of a vendor that
 * is gone nothing is planned.
 */
export const jdeVendorPlanner: Planner<VendorWanted> = ({ wanted, effects, decisions }) => {
  if (wanted === null) return { problems: [], choices: [] };
  const subject = `vendor:${wanted.partyId}`;
  if (wanted.change !== undefined) return plannedChange(wanted.change, subject);
  const { draft, notes, problems } = supplierTexts(wanted.vendor);
  if (problems.length > 0) return { problems, choices: [] };
  const because = decidedAgain('vendor', effects, decisions);
  return {
    plan: planOf(
      {
        ...{ id: 'vendor', step: 'vendor', kind: supplier.name, system: 'jde', subject, draft, entries: [] },
        ...(because === null ? {} : { because }),
        asks: ['live'],
      },
      notes,
    ),
  };
};

/** What would be cut is written not at all: a part of a name, carried back, would take the place of the whole. */
function plannedChange({ supplier: number, confirmedAt, fields }: SupplierChangeWanted, subject: string): Planned {
  const { addressLines, problems } = changeTexts(fields);
  if (problems.length > 0) return { problems, choices: [] };
  const draft: SupplierChangeDraft = { kind: 'supplierChange', supplier: number, confirmedAt, fields, addressLines };
  return {
    plan: planOf(
      {
        ...{ id: 'vendorChange', step: 'vendorChange', kind: supplierChange.name, system: 'jde', subject, draft },
        ...{ entries: [], asks: ['live'] },
      },
      [],
    ),
  };
}

function planOf(step: PlannedStep, notes: readonly string[]): Plan {
  return {
    version: planVersion,
    steps: [step],
    head: { mappingVersion: 0, company: '', supplier: '', currency: '', totals: null, lines: [], facts: {} },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock: false,
    notes,
  };
}
