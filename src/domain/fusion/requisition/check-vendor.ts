import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { Remedy } from '../../holds/remedy';
import { vendorNotLinked } from '../../vendor/not-linked';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import { isOver, type KeptSupplier, type SupplierSite } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { namedSite, onlySite, type SiteUse } from '../supplier-sites';

type Parties = Pick<RequisitionWanted, 'vendor' | 'commitment'> & { readonly vendorName?: string | null };

/** Whether the party is a supplier of Fusion; null: it is. */
export function vendorProblem(
  { vendor, commitment, vendorName }: Parties,
  supplier: KeptSupplier | null,
): Problem | null {
  const { partyId, linked } = vendor;
  const name = vendorName ?? commitment.vendorName ?? partyId;
  const link: Remedy = { act: 'linkVendor', vendorId: commitment.vendorId, candidates: [] };
  const common = { reason: 'vendorUnknown', field: 'vendor_id', causeKey: causeKey.vendor(partyId) } as const;
  if (!linked) return vendorNotLinked({ vendorId: commitment.vendorId, name, partyId }, 'Fusion');
  if (supplier !== null) return null;
  return {
    ...common,
    kind: 'person',
    value: vendor.supplierNumber ?? partyId,
    message: `The supplier ${vendor.supplierNumber ?? ''} that the vendor ${name} is linked to is not to be seen in Fusion any more: it was merged into another there, or the integration user may not see it.`,
    remedies: [{ act: 'inErp', text: 'Make sure that it stands and that the integration user may see it' }, link],
  };
}

/**
 * The site for that use: on an invoice the order's if it serves, else the one a person mapped; on an order the one that serves, or
 * the mapped one of several. None is guessed and none made: every gap is named at once.
 */
export function siteFor(
  use: SiteUse,
  facts: {
    readonly supplier: KeptSupplier;
    /** Of the company that orders or is invoiced. */
    readonly settings: PostingSettings;
    /** Where in the settings its sites are mapped: `posting`, `posting.companies.101`. */
    readonly settingsOf: string;
    readonly partyId: string;
    /** In Procore. */
    readonly vendorId: string | null;
    readonly day: string;
    /** Of the order that is billed; null: none. */
    readonly orderSite: string | null;
  },
): { readonly site: SupplierSite } | { readonly problem: Problem } {
  const { supplier, settings, settingsOf, partyId, vendorId, day, orderSite } = facts;
  const { businessUnit, procurementBusinessUnit, paySites, purchasingSites } = settings;
  const wanted = { supplier, use, businessUnit, procurementBusinessUnitId: procurementBusinessUnit.id, day };
  const mapped = (use === 'invoice' ? paySites : purchasingSites)[supplier.number];
  const tries = [
    ...(orderSite === null ? [] : [namedSite(wanted, orderSite)]),
    ...(mapped === undefined ? [] : [namedSite(wanted, mapped)]),
  ];
  const found = tries.length === 0 ? [onlySite(wanted)] : tries;
  const good = found.find((one) => 'site' in one);
  if (good !== undefined) return good;
  const gaps = found.flatMap((one) => ('gaps' in one ? one.gaps : []));
  const setting = `${settingsOf}.${use === 'invoice' ? 'paySites' : 'purchasingSites'}`;
  return {
    problem: {
      reason: 'vendorOnHold',
      kind: 'person',
      field: 'SupplierSite',
      value: supplier.number,
      message: `Supplier ${supplier.number} (${supplier.name}) can not be ${use === 'invoice' ? 'invoiced' : 'ordered from'} in ${businessUnit.name}: ${[...new Set(gaps)].join('; ')}.`,
      remedies: [
        { act: 'inErp', text: 'Correct the supplier and its sites in Fusion; it then goes on by itself' },
        ...(isOver(supplier.inactiveDate, day)
          ? [{ act: 'linkVendor', vendorId, candidates: [] } as const]
          : [{ act: 'changeSetting', path: setting, add: `the site of supplier ${supplier.number}` } as const]),
      ],
      causeKey: causeKey.vendor(partyId),
    },
  };
}

/** What is asked of the vendor before it is paid. Fusion shows tax ids to few users. */
export function complianceOf({ requisition, commitment, vendor, insurances }: RequisitionWanted) {
  const vendorId = requisition.vendorId ?? commitment.vendorId ?? '';
  return {
    ...{ insurances, vendorId, partyId: vendor.partyId },
    vendorName: requisition.vendorName ?? commitment.vendorName ?? vendorId,
    paymentHeld: 'the invoice is held from payment',
  };
}
