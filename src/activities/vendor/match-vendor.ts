import { bareTaxId } from '../../domain/vendor/bare-tax-id';
import type { Problem } from '../../domain/holds/hold-reason';
import { causeKey } from '../../domain/holds/cause-key';
import type { StepResult } from '../../domain/posting/stages/pass';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { ErpAdapter, SupplierCandidate, SupplierFound } from '../../clients/erp-adapter';
import type { VendorWanted } from '../../domain/vendor/vendor-wanted';
import type { ProcoreVendor } from '../../clients/procore/records/vendors';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import { linkVendorTo, twinProblem } from './link-vendor-to';
import { keepPlan, type KeptPlan } from '../steps/keep-plan';
import { planWithFacts } from '../steps/plan-with-facts';
import { dayIn } from '../../domain/calendar/day-in';
import { matchingProblem, vendorMatching } from './matching/vendor-matching';
import { endLinked } from './end-linked';
import { keptFromMaking } from './not-made';
import { settleSupplier } from './settle-supplier';
import { confirmedChange } from './carry-to-supplier';
import { vendorContext, type VendorBase } from './vendor-context';

const mostShown = 10;

/**
 * Finds the supplier of a vendor: by external key or tax id it is linked; suppliers that are only similar in name are
 * shown to a person, who links the right one. Goes on with a plan when there is none: then it is created.
 */
export function createMatchVendor(ports: ActivityPorts) {
  return async function matchVendor(ref: DocumentRef): Promise<StepResult<KeptPlan>> {
    const context = await vendorContext(ports, ref);
    if ('end' in context) return context.end;
    if ('linked' in context) return settleLinked(ports, context.linked);
    const { connection, party, vendor, inFlight } = context;
    const matching = await ports.store.inTenant(connection.tenantId, (tx) => vendorMatching(tx, connection, vendor.id));
    // What was begun before is brought to its end.
    const kept = matching === null || inFlight ? null : matchingProblem(context, matching);
    if (kept !== null) return endWithHold(ports, context.document, { problems: [kept], asOf: context.asOf });
    const erp = await ports.erp(connection);
    const taxId = vendor.businessRegister?.identifier ?? '';
    const found = await erp.findSuppliers({ sourceKey: vendor.id, taxId, name: vendor.name });
    const candidates = found.filter(({ supplier }) => matching?.rejected.has(supplier.number) !== true);
    const sure = candidates.filter(
      (one) => one.supplier.isSupplier && (one.by !== 'name' || sameTaxId(one.supplier.taxId, taxId)),
    );
    const numbers = [...new Set(sure.map((one) => one.supplier.number))];
    const [first] = sure;
    if (first !== undefined && numbers.length === 1) {
      const how = `found by ${first.by === 'name' ? 'taxId' : first.by}`;
      return (await settleSupplier(ports, context)) ?? linkVendorTo(ports, context, first.supplier, how);
    }
    // A person who said that it is to be made has seen what is similar.
    const isNew = matching?.decision === 'create';
    const unsure = candidates.filter(({ supplier, by }) => supplier.isSupplier && !(isNew && by === 'name'));
    if (unsure.length > 0) {
      return endWithHold(ports, context.document, {
        problems: [conflict(vendor, party.id, unsure)],
        asOf: context.asOf,
      });
    }
    const twin = await ports.store.inTenant(context.document.tenantId, (tx) =>
      tx.parties.holderOf(context.document, party.id, { number: '', taxId }),
    );
    if (twin !== null) {
      const problems = [twinProblem(context, twin, 'A supplier of its tax id is there', '')];
      return endWithHold(ports, context.document, { problems, asOf: context.asOf });
    }
    const unmade = inFlight
      ? null
      : await keptFromMaking(ports, context, { never: erp.suppliers?.made?.never ?? [], matching });
    return unmade ?? planSupplier(ports, context, erp, { partyId: party.id, vendor });
  };
}

/** A person linked it while a supplier that was sent was still on its way, or confirmed that fields of it are set there. */
async function settleLinked(ports: ActivityPorts, linked: VendorBase): Promise<StepResult<KeptPlan>> {
  const carried = await confirmedChange(ports, linked);
  const unsettled = await settleSupplier(ports, linked, carried === null ? [] : ['vendorChange']);
  if (unsettled !== null) return unsettled;
  if (carried !== null) {
    const { connection, party } = linked;
    return planSupplier(ports, linked, await ports.erp(connection), { partyId: party.id, ...carried });
  }
  return endLinked(ports, linked);
}

/** Through the ledger, so that an answer that is lost never makes a second one. */
async function planSupplier(
  ports: ActivityPorts,
  { connection, document, asOf }: VendorBase,
  erp: ErpAdapter,
  wanted: VendorWanted,
): Promise<StepResult<KeptPlan>> {
  const planner = erp.planners.vendor;
  if (planner === undefined) throw new RangeError(`${erp.system} takes no vendors`);
  const { effects, decisions } = await ports.store.inTenant(document.tenantId, async (tx) => ({
    effects: await tx.effects.of(document.id),
    decisions: await tx.decisions.of(document.id),
  }));
  const outcome = await planWithFacts(ports.store, connection, erp, planner, {
    wanted,
    effects,
    decisions,
    today: dayIn(connection.settings.posting.timeZone),
  });
  if ('problems' in outcome) return endWithHold(ports, document, { problems: outcome.problems, asOf });
  return keepPlan(ports, {
    document,
    documentKind: documentKinds.vendor,
    asOf,
    contentHash: '',
    made: outcome.plan,
    posted: null,
    release: null,
  });
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

function describe(supplier: SupplierFound): string {
  return `${supplier.number} ${supplier.name}${supplier.taxId === '' ? '' : `, tax id ${supplier.taxId}`}`;
}
