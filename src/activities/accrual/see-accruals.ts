import type { ErpAdapter } from '../../clients/erp-adapter';
import {
  accrualId,
  isReversalLate,
  periodWasClosed,
  type Accrued,
  type AccruedPeriods,
} from '../../domain/accrual/accrual';
import { dayIn } from '../../domain/calendar/day-in';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { Plan } from '../../domain/posting/plan/planned-step';
import type { Connection } from '../../store/connections/connections';
import type { Unaccrued } from '../../store/ledger/accruals';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { createKnownOfProject } from '../steps/known-beside';
import { accrualWanted } from './accrual-wanted';

const kind = documentKinds.accrual.name;
const none: AccruedPeriods = { requisitions: [], changeOrders: [] };

/**
 * Begins what is to be accrued at the end of periods whose turn has come, and has each accrual looked at of which our records say
 * something else than its plan follows from: it came to be posted, an invoice covers it, the ERP reversed it, or should have by now.
 */
export function createSeeAccruals() {
  const knownOfProject = createKnownOfProject();
  return async function seeAccruals(store: Store, connection: Connection, erp: ErpAdapter): Promise<void> {
    const { goLiveAt, settings, tenantId, mayPost } = connection;
    if (goLiveAt === null || !mayPost || erp.planners.accrual === undefined) return;
    const { timeZone, approvedStatuses } = settings.posting;
    const today = dayIn(timeZone);
    // Without the setting nothing more is accrued, and what is, is reversed all the same.
    const since = dayIn(timeZone, goLiveAt);
    const { requisitions, changeOrders } = (await erp.accruedPeriods?.({ today, since })) ?? none;
    for (const lastDay of requisitions) {
      const found = await store.inTenant(tenantId, (tx) => tx.accruals.unbilled(connection, lastDay, approvedStatuses));
      await beginAll(found, { kind: 'requisition', lastDay });
    }
    // Behind those of requisitions, which are taken off them.
    for (const period of changeOrders) {
      const found = await store.inTenant(tenantId, (tx) =>
        tx.accruals.unaccruedChangeOrders(connection, period, { timeZone, approvedStatuses }),
      );
      await beginAll(found, { kind: 'changeOrder', lastDay: period.lastDay });
    }
    const taken = changeOrders.filter(({ takesJournals }) => takesJournals).map(({ lastDay }) => lastDay);
    const lastDays = [...new Set([...requisitions, ...taken])];
    const unsettled = await store.inTenant(tenantId, (tx) => tx.accruals.unsettled(connection, lastDays));
    for (const sourceId of unsettled) await store.inTenant(tenantId, (tx) => lookAgain(tx, sourceId));

    async function beginAll(found: readonly Unaccrued[], of: Pick<Accrued, 'kind' | 'lastDay'>): Promise<void> {
      for (const { sourceId, projectId, commitmentId } of found) {
        const name = { kind, sourceId: accrualId({ ...of, sourceId }) };
        await store.inTenant(tenantId, async (tx) => {
          if ((await tx.documents.find(connection, name)) !== null) return lookAgain(tx, name.sourceId);
          await tx.documents.hint(await tx.documents.see(connection, name, { projectId, commitmentId }));
        });
      }
    }

    async function lookAgain(tx: Tx, sourceId: string): Promise<void> {
      const document = await tx.documents.find(connection, { kind, sourceId });
      if (document?.planId == null || document.open) return;
      const { wanted, hash } = await accrualWanted(tx, connection, document, knownOfProject);
      const isAsPlanned = (await tx.plans.contentHashOf(document.planId)) === hash;
      if (isAsPlanned && !isReversalLate(wanted, today) && !(await wasMissed(tx, document.planId))) return;
      await tx.documents.hint(document);
    }
  };
}

/** Nothing was accrued because the period was closed; it is asked about since it takes journals again. */
async function wasMissed(tx: Tx, planId: string): Promise<boolean> {
  return (await tx.plans.load<Plan>(planId)).plan.notes.includes(periodWasClosed);
}
