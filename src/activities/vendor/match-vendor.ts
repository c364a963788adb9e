import { bareTaxId } from '../../domain/vendor/bare-tax-id';
import type { ErpSupplier } from '../../domain/jde/erp-facts';
import type { Problem } from '../../domain/holds/hold-reason';
import { causeKey } from '../../domain/holds/cause-key';
import type { StepResult } from '../../domain/posting/pass';
import type { SupplierCandidate } from '../../clients/erp-gateway';
import type { ProcoreVendor } from '../../clients/procore/vendors';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { linkVendorTo } from './link-vendor-to';
import { vendorContext } from './vendor-context';

const mostShown = 10;

/**
 * Finds the supplier of a vendor: by external key or tax id it is linked; suppliers that are only similar in name are
 * shown to a person, who links the right one. Goes on when there is none: then it is created.
 */
export function createMatchVendor(ports: ActivityPorts) {
  return async function matchVendor(ref: DocumentRef): Promise<StepResult<object>> {
    const context = await vendorContext(ports, ref);
    if ('end' in context) return context.end;
    const { connection, party, vendor } = context;
    const gateway = await ports.erp(connection);
    const taxId = vendor.businessRegister?.identifier ?? '';
    const candidates = await gateway.findSuppliers({ sourceKey: vendor.id, taxId, name: vendor.name });
    const sure = candidates.filter(
      (one) => one.supplier.isSupplier && (one.by !== 'name' || sameTaxId(one.supplier.taxId, taxId)),
    );
    const numbers = [...new Set(sure.map((one) => one.supplier.number))];
    const [first] = sure;
    if (first !== undefined && numbers.length === 1) {
      return linkVendorTo(ports, context, first.supplier, `found by ${first.by === 'name' ? 'taxId' : first.by}`);
    }
    const unsure = candidates.filter((one) => one.supplier.isSupplier);
    if (unsure.length > 0) {
      return endWithHold(ports, context.document, {
        problems: [conflict(vendor, party.id, unsure)],
        asOf: context.asOf,
      });
    }
    return { next: 'go' };
  };
}

/** A search for one form of a tax id does not find the others. */
function sameTaxId(one: string, other: string): boolean {
  return bareTaxId(one) !== '' && bareTaxId(one) === bareTaxId(other);
}

function conflict(vendor: ProcoreVendor, partyId: string, candidates: readonly SupplierCandidate[]): Problem {
  const shown = candidates.slice(0, mostShown).map(({ supplier, by }) => `${describe(supplier)} (by ${by})`);
  const names = new Map(candidates.map(({ supplier }) => [supplier.number, supplier.name]));
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field: 'vendor_id',
    value: vendor.id,
    message: `The vendor ${vendor.name} of Procore may be one of these suppliers: ${shown.join('; ')}.`,
    remedies: [
      {
        act: 'linkVendor',
        vendorId: vendor.id,
        candidates: [...names].slice(0, mostShown).map(([number, name]) => ({ number, name })),
      },
    ],
    causeKey: causeKey.vendor(partyId),
    facts: Object.fromEntries(candidates.map(({ supplier, by }) => [supplier.number, `${supplier.name} (by ${by})`])),
  };
}

function describe(supplier: ErpSupplier): string {
  return `${supplier.number} ${supplier.name}${supplier.taxId === '' ? '' : `, tax id ${supplier.taxId}`}`;
}
