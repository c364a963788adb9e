import type { Sections } from '../../../src/application/connections/settings-by-section';
import { fusionVendor, type FusionControl } from './fusion-rig';

/** The company of the sample's other business unit, with procurement of its own; see `secondUnit`. */
export const idaho = {
  unit: { id: '300000046987013', name: 'Northgate Builders of Idaho' },
  procurement: { id: '300000046987113', name: 'Idaho Procurement' },
  buyerId: '300000047340499',
  /** Of the supplier of `fusionVendor`, for orders alone. */
  site: 'BOISE',
  /** The same, for invoices. */
  paySite: 'MERIDIAN',
  /** Charged for what is of it. */
  account: { company: '210', project: '4411', account: '1340', costCode: '03300' },
} as const;

const accountsOf = (company: string) => ({
  retainageAccount: `${company}.0000.4110.000000.000`,
  roundingAccount: `${company}.0000.8990.000000.000`,
});

/** What the connection says of both; pay sites as given. */
export function bothUnits(paySites: Readonly<Record<string, string>> = {}): Sections {
  const own = { businessUnit: idaho.unit, procurementBusinessUnit: idaho.procurement, paySites };
  return {
    posting: {
      companies: {
        '200': accountsOf('200'),
        '210': { ...accountsOf('210'), ...own, order: { buyerId: idaho.buyerId } },
      },
    },
  };
}

type Json = Readonly<Record<string, unknown>>;

/** A second procurement business unit with its buyer, two sites of the supplier there that are Idaho's alone, and an account. */
export async function secondUnit(control: FusionControl): Promise<void> {
  const { id: ProcurementBUId, name: ProcurementBU } = idaho.procurement;
  await control('POST', 'items/procurementBusinessUnitsLOV', { ProcurementBUId, ProcurementBU });
  await control('POST', 'items/buyersLOV', { BuyerId: idaho.buyerId, Buyer: 'Reyes, Ana', ProcurementBUId });
  const [supplier] = (await control('GET', `items/suppliers?SupplierNumber=${fusionVendor.supplierNumber}`)) as {
    SupplierId: string;
    sites: readonly Json[];
  }[];
  const [like] = supplier?.sites ?? [];
  const assigned = { ClientBUId: idaho.unit.id, ClientBU: idaho.unit.name };
  for (const [index, name] of [idaho.site, idaho.paySite].entries()) {
    await control('POST', `items/suppliers/${supplier?.SupplierId}/sites`, {
      ...like,
      ...{ SupplierSiteId: `30000004749900${index}`, SupplierSite: name, ProcurementBUId, ProcurementBU },
      ...{ SitePurposePurchasingFlag: name === idaho.site, SitePurposePayFlag: name === idaho.paySite },
      assignments: [{ ...assigned, AssignmentId: `30000004749910${index}` }],
    });
  }
  const all = (await control('GET', 'items/accountCombinationsLOV')) as readonly Json[];
  const job = all.find((one) => one['project'] === '4411' && one['account'] === '1340');
  await control('POST', 'items/accountCombinationsLOV', {
    ...{ ...job, ...idaho.account },
    _CODE_COMBINATION_ID: '300000047019931',
  });
}

/** An invoice that accounts payable enters by hand in that unit on the only line of an order. */
export async function billByHand(
  control: FusionControl,
  {
    number,
    order,
    unit,
    site,
    validate = true,
  }: { number: string; order: string; unit: string; site: string; validate?: boolean },
): Promise<void> {
  const [supplier] = (await control('GET', `items/suppliers?SupplierNumber=${fusionVendor.supplierNumber}`)) as {
    Supplier: string;
  }[];
  const onOrder = { PurchaseOrderNumber: order, PurchaseOrderLineNumber: 1, PurchaseOrderScheduleLineNumber: 1 };
  await control('POST', 'ap/book', {
    validate,
    body: {
      ...{ InvoiceNumber: number, InvoiceCurrency: 'USD', InvoiceAmount: 100, InvoiceType: 'Standard' },
      ...{ InvoiceDate: '2026-11-10', AccountingDate: '2026-11-10' },
      ...{ BusinessUnit: unit, Supplier: supplier?.Supplier, SupplierSite: site },
      invoiceLines: [{ LineNumber: 1, LineType: 'Item', LineAmount: 100, ...onOrder }],
    },
  });
}
