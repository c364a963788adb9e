import { isApprovedCost } from '../../domain/direct-cost/approved';
import type { DirectCostWanted } from '../../domain/direct-cost/direct-cost-wanted';
import type { CostOfBill } from '../../domain/direct-cost/same-bill-twice';
import { documentKinds } from '../../domain/documents/document-kinds';
import { isZero } from '../../domain/money/money';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import type { StepResult } from '../../domain/posting/stages/pass';
import { directCostHash, withdrawnHash } from '../../ledger/direct-cost-content';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { beforePlanning, endUnplanned, type Unplanned } from '../steps/before-planning';
import { contentOrGone } from '../steps/current-content';
import type { KeptPlan } from '../steps/keep-plan';
import { createKnownOfProject } from '../steps/known-beside';
import type { PlanSource } from '../steps/make-plan';
import type { Targets } from '../steps/step-context';
import { notTakenAnyMore } from './direct-cost-problems';
import { withdrawnStands } from './withdrawn-cost';

type Source = PlanSource<DirectCostWanted>;

/**
 * Reads, in one transaction, what a direct cost's plan follows from. Ends the pass where there is nothing to plan: the content is
 * stale, it is booked already, or something more basic is wrong. `isTaken`: the connection's settings book direct costs.
 */
export function createReadDirectCostSource(ports: ActivityPorts) {
  const { store } = ports;
  const knownOfProject = createKnownOfProject();

  return async function readDirectCostSource(
    ref: DocumentRef,
    { targets, isTaken }: { readonly targets: Targets; readonly isTaken: boolean },
  ): Promise<Source | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(ref.tenantId, async (tx): Promise<Source | { unplanned: Unplanned }> => {
      const current = await contentOrGone<ProcoreDirectCost>(tx, ref);
      if ('unplanned' in current) return current;
      const { asOf, connection, document, content } = current;
      const directCost = content !== null && isApprovedCost(content) ? content : null;
      // It may be settled by now, or have been approved again: the next pass begins with that.
      if (directCost === null && (await withdrawnStands(tx, document)) !== 'booked') {
        return { unplanned: { end: { next: 'again', why: 'changed' } } };
      }
      const contentHash = directCost === null ? withdrawnHash : directCostHash(directCost);
      const of = { connection, document, documentKind: documentKinds.directCost, targets };
      const effects = await tx.effects.of(document.id);
      // What was recorded by the settings of its day is judged by those of today.
      const isMoved = effects.mayStand().isEmpty;
      const unplanned = await beforePlanning(tx, of, { asOf, contentHash, series: [], isMoved });
      if (unplanned !== null) return { unplanned };
      if (!isTaken) return { unplanned: { document, asOf, problems: [notTakenAnyMore()] } };
      const { known, ...beside } = await knownOfProject(tx, document, { effects, last: 'cost' });
      const vendorId = directCost?.vendorId ?? null;
      const party = vendorId === null ? null : await tx.parties.find(document, vendorId);
      const looksForBill = effects.mayStand().isEmpty && !document.inBooksBefore;
      const wanted: DirectCostWanted = {
        ...known,
        directCost,
        supplierNumber: party?.erpNumber ?? null,
        // Its newest plan has it, and none is made in another one while something stands.
        bookedIn: effects.standing().isEmpty || document.currency === '' ? null : document.currency,
        looksForBill,
        sameBill: looksForBill ? await costsOfBill(tx, document) : [],
        vendor: { partyId: '', linked: true },
      };
      return { connection, document, asOf, contentHash, wanted, ...beside };
    });
    return 'unplanned' in read ? { end: await endUnplanned(ports, read.unplanned) } : read;
  };
}

async function costsOfBill(tx: Tx, document: DocumentRow): Promise<readonly CostOfBill[]> {
  const others: CostOfBill[] = [];
  for (const { id, sourceId, sourceStatus, stage } of await tx.documents.ofBill(document)) {
    const booked = [...(await tx.effects.of(id)).mayStand().byAccount('cost').values()];
    others.push({ sourceId, sourceStatus, stage, isBooked: booked.some((amount) => !isZero(amount)) });
  }
  return others;
}
