import { planVersion } from '../posting/plan/planned-step';
import type { Planner } from '../posting/plan/planner';
import { decidedAgain } from '../posting/books/decided-again';
import type { VendorWanted } from '../vendor/vendor-wanted';
import { supplier } from './kinds/supplier';
import { supplierTexts } from './supplier-texts';

/** A party that has no supplier in JD Edwards yet comes to one there. Of a vendor that is gone nothing is planned. */
export const jdeVendorPlanner: Planner<VendorWanted> = ({ wanted, effects, decisions }) => {
  if (wanted === null) return { problems: [], choices: [] };
  const { draft, notes, problems } = supplierTexts(wanted.vendor);
  if (problems.length > 0) return { problems, choices: [] };
  const because = decidedAgain('vendor', effects, decisions);
  return {
    plan: {
      version: planVersion,
      steps: [
        {
          id: 'vendor',
          step: 'vendor',
          kind: supplier.name,
          system: 'jde',
          subject: `vendor:${wanted.partyId}`,
          draft,
          entries: [],
          ...(because === null ? {} : { because }),
          asks: ['live'],
        },
      ],
      head: { mappingVersion: 0, company: '', supplier: '', currency: '', totals: null, lines: [], facts: {} },
      recorded: [],
      leftToPeople: null,
      datesFollowTheClock: false,
      notes,
    },
  };
};
