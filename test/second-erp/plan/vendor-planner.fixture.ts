import { decidedAgain } from '../../../src/domain/posting/books/decided-again';
import { planVersion } from '../../../src/domain/posting/plan/planned-step';
import type { Planner } from '../../../src/domain/posting/plan/planner';
import { bareTaxId } from '../../../src/domain/vendor/bare-tax-id';
import type { ProcoreVendor } from '../../../src/domain/vendor/procore-vendor';
import type { VendorWanted } from '../../../src/domain/vendor/vendor-wanted';
import { creditor, matchcodeOf, type CreditorDraft } from '../kinds/creditor.fixture';
import type { KontorSettings } from '../settings.fixture';

/** A party that has no creditor in Kontor yet comes to one there. Of a vendor that is gone nothing is planned. */
export const kontorVendorPlanner: Planner<VendorWanted> = ({ wanted, effects, decisions, settings }) => {
  if (wanted === null) return { problems: [], choices: [] };
  const because = decidedAgain('vendor', effects, decisions);
  const { books } = settings as KontorSettings;
  return {
    plan: {
      version: planVersion,
      steps: [
        {
          id: 'vendor',
          step: 'vendor',
          kind: creditor.name,
          system: 'kontor',
          subject: `vendor:${wanted.partyId}`,
          draft: creditorDraft(wanted.vendor, books),
          entries: [],
          ...(because === null ? {} : { because }),
          asks: ['live'],
        },
      ],
      head: { mappingVersion: 0, company: books, supplier: '', currency: '', totals: null, lines: [], facts: {} },
      recorded: [],
      leftToPeople: null,
      datesFollowTheClock: false,
      notes: [],
    },
  };
};

function creditorDraft(vendor: ProcoreVendor, books: string): CreditorDraft {
  const country = vendor.countryCode ?? '';
  return {
    kind: 'creditor',
    books,
    sourceKey: vendor.id,
    name: vendor.name,
    matchcode: matchcodeOf(vendor.name),
    vatId: withCountry(bareTaxId(vendor.businessRegister?.identifier ?? ''), country),
    street: vendor.address ?? '',
    postcode: vendor.zip ?? '',
    city: vendor.city ?? '',
    country,
  };
}

/** `DE123456789`, also where Procore has it without its country. */
function withCountry(taxId: string, country: string): string {
  return taxId === '' || taxId.startsWith(country) ? taxId : `${country}${taxId}`;
}
