import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import type { Remedy } from '../holds/remedy';
import { complianceBreaches, type Breach, type ComplianceSettings, type Seen } from './compliance';

interface ComplianceFacts extends Seen {
  readonly settings: ComplianceSettings;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly partyId: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** How the ERP keeps it from being paid: `the voucher is posted with pay status H`. */
  readonly paymentHeld: string;
}

export interface ComplianceFindings {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** It is to be posted, and not paid. */
  readonly holdsPayment: boolean;
}

export const noFindings: ComplianceFindings = { problems: [], notes: [], holdsPayment: false };

/**
 * What of a vendor is not in order is no reason to keep its bill out of the month: it is posted and not paid, and the note says why.
 * Only a requirement that the connection names in `complianceHolds` keeps it from being posted.
 */
export function checkCompliance(facts: ComplianceFacts): ComplianceFindings {
  const { settings, vendorId, paymentHeld, day } = facts;
  const breaches = complianceBreaches(settings.compliance, facts, day);
  const isHeld = ({ requirement }: Breach): boolean => settings.complianceHolds.includes(requirement);
  const noted = breaches.filter((one) => !isHeld(one));
  return {
    problems: breaches.filter(isHeld).map((one) => heldBy(one, facts)),
    // Notes stand in plain, so they name nobody.
    notes: noted.map(({ says }) => `Vendor ${vendorId}: ${says}; ${paymentHeld}.`),
    holdsPayment: noted.length > 0,
  };
}

function heldBy({ requirement, says }: Breach, { vendorId, vendorName, partyId }: ComplianceFacts): Problem {
  const isTaxId = requirement === 'missingTaxId';
  const mend: Remedy = isTaxId
    ? { act: 'inErp', text: 'Enter the tax id of the supplier; it then goes on by itself' }
    : {
        act: 'inProcore',
        text: 'Enter the insurance that is in force on the vendor in the company directory, or let the service account see the insurances there; it then goes on by itself',
      };
  return {
    reason: 'vendorOnHold',
    kind: 'person',
    field: requirement,
    value: vendorId,
    message: `The vendor ${vendorName} is not in order: ${says}. The setting posting.complianceHolds keeps its requisitions from being posted for that.`,
    remedies: [
      mend,
      {
        act: 'changeSetting',
        path: 'posting.complianceHolds',
        to: `a list without ${requirement}`,
        onlyIf: 'such bills are to be posted and only not to be paid',
      },
    ],
    causeKey: isTaxId ? causeKey.vendor(partyId) : causeKey.insurances(vendorId),
  };
}
