/** What a vendor may be asked for before it is paid. A closed list. */
export const complianceRequirements = ['expiredInsurance', 'missingInsurance', 'missingTaxId'] as const;

export type ComplianceRequirement = (typeof complianceRequirements)[number];

/** Which requirements count at all, and which of them keep a requisition from being posted; of the others only its payment is held. */
export interface ComplianceSettings {
  readonly compliance: readonly ComplianceRequirement[];
  readonly complianceHolds: readonly ComplianceRequirement[];
}

/** An insurance of a vendor as Procore's directory has it. Dates are `YYYY-MM-DD`; null: not said. */
export interface VendorInsurance {
  /** What is insured: `General Liability`. */
  readonly type: string | null;
  /** In Procore's word: `compliant`, `expired`, `non_compliant`, `undecided` ... */
  readonly status: string | null;
  readonly effectiveDate: string | null;
  readonly expirationDate: string | null;
  readonly isExempt: boolean;
}

/** What is known of a vendor's insurances. `unknown` says why they cannot be seen, which is not that there are none. */
export type KnownInsurances = { readonly insurances: readonly VendorInsurance[] } | { readonly unknown: string };

/** A requirement that the vendor does not meet. */
export interface Breach {
  readonly requirement: ComplianceRequirement;
  /** What exactly, as a part of a sentence. */
  readonly says: string;
}

export interface Seen {
  /** Absent: they were not asked for. */
  readonly insurances?: KnownInsurances | undefined;
  /** Absent: the ERP does not show whether there is one. */
  readonly hasTaxId?: boolean | undefined;
}

/** Which of the requirements the vendor does not meet on a day, `YYYY-MM-DD`. */
export function complianceBreaches(
  requirements: readonly ComplianceRequirement[],
  { insurances, hasTaxId }: Seen,
  day: string,
): readonly Breach[] {
  return requirements.flatMap((requirement): readonly Breach[] => {
    const breach = (says: string): Breach => ({ requirement, says });
    if (requirement === 'missingTaxId') return hasTaxId === false ? [breach('it has no tax id in the ERP')] : [];
    // Never taken for a vendor without insurances, nor for one whose insurances are in order.
    if (insurances === undefined) return [breach('its insurances were not read from Procore')];
    if ('unknown' in insurances) {
      return [breach(`its insurances cannot be seen in Procore (${insurances.unknown})`)];
    }
    if (requirement === 'missingInsurance') {
      return insurances.insurances.length === 0 ? [breach('Procore has no insurance of it')] : [];
    }
    return notInForce(insurances.insurances, day).map(breach);
  });
}

/** A renewal may be a record of its own beside the one that it follows: of each type one that is in force will do. */
function notInForce(insurances: readonly VendorInsurance[], day: string): readonly string[] {
  const byType = new Map<string, VendorInsurance[]>();
  for (const one of insurances) {
    const type = (one.type ?? '').trim().toLowerCase();
    byType.set(type, [...(byType.get(type) ?? []), one]);
  }
  return [...byType.values()].flatMap((ofType) => {
    const faults = ofType.map((one) => faultOf(one, day));
    if (faults.includes(null)) return [];
    // Of several the newest says most.
    const newest = ofType.toSorted((a, b) => ((a.expirationDate ?? '') < (b.expirationDate ?? '') ? 1 : -1))[0];
    const type = newest?.type ?? 'an insurance without a type';
    return newest === undefined ? [] : [`${type} ${faultOf(newest, day) ?? ''}`];
  });
}

/** Words under which the date alone decides; one that is not known is no yes. */
const undecided = new Set(['compliant', 'compliant_in_progress', 'undecided', 'unregistered']);

/** Why it does not cover that day; null: it does. Its last day is covered. */
function faultOf({ status, effectiveDate, expirationDate, isExempt }: VendorInsurance, day: string): string | null {
  if (isExempt) return null;
  if (expirationDate !== null && expirationDate < day) return `expired on ${expirationDate}`;
  if (effectiveDate !== null && effectiveDate > day) return `begins on ${effectiveDate}`;
  if (status === null || undecided.has(status)) return null;
  return status === 'expired' ? 'is marked as expired' : `has the status ${status}`;
}

/** Whether what is known is to be read from Procore. */
export function asksForInsurances({ compliance }: Pick<ComplianceSettings, 'compliance'>): boolean {
  return compliance.some((one) => one !== 'missingTaxId');
}
