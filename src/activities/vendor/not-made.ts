import type { ProcoreVendor } from '../../clients/procore/records/vendors';
import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { PassEnd } from '../../domain/posting/stages/pass';
import type { DocumentRow } from '../../store/documents/documents';
import type { Party } from '../../store/coding/parties';
import type { Tx } from '../../store/unit-of-work';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { VendorMatching } from './matching/vendor-matching';
import type { VendorContext } from './vendor-context';

type Unmade = Pick<VendorContext, 'document' | 'asOf' | 'party'>;

/** Why none is made of a vendor that no supplier is there for. Ends the pass; null: one may be made. */
export async function keptFromMaking(
  ports: ActivityPorts,
  context: VendorContext,
  { never, matching }: { readonly never: readonly string[]; readonly matching: VendorMatching | null },
): Promise<PassEnd | null> {
  const { document, asOf, party, vendor } = context;
  const why = noSupplierOf(vendor, never);
  if (why !== null) return endUnmade(ports, context, unmade(party, why, vendor));
  const twins = matching === null || matching.decision === 'create' ? [] : matching.twins;
  if (twins.length === 0 || (await ports.store.inTenant(document.tenantId, (tx) => isAwaited(tx, context))))
    return null;
  return endWithHold(ports, document, { problems: [twinOf(party, vendor, twins)], asOf });
}

/** Held where a document waits for its supplier; where none does, the vendor is left. */
export async function endUnmade(ports: ActivityPorts, pass: Unmade, problem: Problem): Promise<PassEnd> {
  const { document, asOf } = pass;
  const isLeft = await ports.store.inTenant(document.tenantId, async (tx) => {
    // Locked: a document that comes to wait for it from here on finds it closed, and has it looked at.
    await tx.documents.lock(document.id);
    if (await isAwaited(tx, pass)) return false;
    await tx.documents.setStage(document.id, 'withdrawn', false);
    return true;
  });
  return isLeft ? { next: 'close', stage: 'withdrawn' } : endWithHold(ports, document, { problems: [problem], asOf });
}

async function isAwaited(tx: Tx, { document, party }: { document: DocumentRow; party: Party }): Promise<boolean> {
  const waiting = await tx.holds.standing(document, { causeKeys: [causeKey.vendor(party.id)] });
  return waiting.some((held) => held.document.id !== document.id);
}

function noSupplierOf({ id, name, isActive }: ProcoreVendor, never: readonly string[]): string | null {
  if (never.includes(id)) return `The vendor ${name} is your own company (ownVendors): no supplier is made of it.`;
  return isActive === false ? `The vendor ${name} is inactive in Procore: no supplier is made of it.` : null;
}

function unmade(party: Party, message: string, { id, isActive }: ProcoreVendor): Problem {
  return {
    ...{ reason: 'vendorUnknown', kind: 'person', field: 'vendor_id', value: id, message },
    remedies: [
      { act: 'linkVendor', vendorId: id, candidates: [] },
      isActive === false
        ? { act: 'inProcore', text: 'Make the vendor active again', andThen: resume }
        : { act: 'inProcore', text: 'Name another company on the commitment' },
    ],
    causeKey: causeKey.vendor(party.id),
  };
}

/** Nobody needs it yet: of two that may be one company none is made before somebody has looked. */
function twinOf(party: Party, { id, name }: ProcoreVendor, twins: readonly string[]): Problem {
  return {
    ...{ reason: 'vendorConflict', kind: 'person', field: 'vendor_id', value: id },
    message: `The vendor ${name} of Procore may be one company with ${twins.length === 1 ? 'vendor' : 'vendors'} ${twins.join(', ')} there: no supplier is made of it by itself.`,
    remedies: [
      { act: 'inProcore', text: 'Merge them where they are one company', andThen: resume },
      { act: 'matchVendors', to: 'decide' },
      { act: 'linkVendor', vendorId: id, candidates: [] },
    ],
    causeKey: causeKey.vendor(party.id),
    facts: { twins: twins.join(', ') },
  };
}
