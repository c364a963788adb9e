import { planVersion } from '../posting/planned-step';
import type { Planner } from '../posting/planner';
import { decidedAgain } from '../posting/decided-again';
import type { ProcoreVendor } from '../vendor/procore-vendor';
import type { VendorWanted } from '../vendor/vendor-wanted';
import { supplier, type SupplierDraft } from './kinds/supplier';

/** A party that has no supplier in JD Edwards yet comes to one there. Of a vendor that is gone nothing is planned. */
export const jdeVendorPlanner: Planner<VendorWanted> = ({ wanted, effects, decisions }) => {
  if (wanted === null) return { problems: [], choices: [] };
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
          draft: supplierDraft(wanted.vendor),
          entries: [],
          ...(because === null ? {} : { because }),
          asks: ['live'],
        },
      ],
      head: { mappingVersion: 0, company: '', supplier: '', currency: '', totals: null, lines: [], facts: {} },
      recorded: [],
      leftToPeople: null,
      datesFollowTheClock: false,
      notes: [],
    },
  };
};

function supplierDraft(vendor: ProcoreVendor): SupplierDraft {
  return {
    kind: 'vendor',
    sourceKey: vendor.id,
    name: vendor.name,
    mailingName: vendor.legalName ?? vendor.name,
    taxId: vendor.businessRegister?.identifier ?? '',
    addressLines: vendor.address === null ? [] : [vendor.address],
    city: vendor.city ?? '',
    state: vendor.stateCode ?? '',
    postalCode: vendor.zip ?? '',
    country: vendor.countryCode ?? '',
    phone: vendor.businessPhone ?? '',
    fax: vendor.faxNumber ?? '',
    email: vendor.emailAddress ?? '',
    currency: '',
  };
}
