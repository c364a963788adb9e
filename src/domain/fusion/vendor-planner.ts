import { causeKey } from '../holds/cause-key';
import { resume } from '../holds/remedy';
import type { Planner } from '../posting/plan/planner';
import type { VendorWanted } from '../vendor/vendor-wanted';

/** Nothing is written to suppliers in Fusion: a party that has none there yet waits until a person has set it up, and links it. */
export const fusionVendorPlanner: Planner<VendorWanted> = ({ wanted }) => {
  if (wanted === null) return { problems: [], choices: [] };
  const { vendor, partyId } = wanted;
  return {
    problems: [
      {
        reason: 'vendorUnknown',
        kind: 'person',
        field: 'vendor_id',
        value: vendor.id,
        message: `No supplier of Fusion has the tax id or exactly the name of the vendor ${vendor.name}, and none is made from here.`,
        remedies: [
          { act: 'linkVendor', vendorId: vendor.id, candidates: [] },
          {
            act: 'inErp',
            text: 'Set the supplier up in Fusion with an address, a site and its assignment to the business unit',
            andThen: resume,
          },
        ],
        causeKey: causeKey.vendor(partyId),
      },
    ],
    choices: [],
  };
};
