import { Refusal } from '../../../domain/refusal';
import type { SweepRequest } from '../../../workflows/messages';
import type { ActivityPorts } from '../../ports';
import { dayIn } from '../../../domain/calendar/day-in';
import { endSweep, type Swept } from './end-sweep';

/** Reads all suppliers of the ERP, a page at a time; what is interrupted goes on behind the last page that was kept. */
export function createSweepSuppliers(ports: ActivityPorts) {
  const { store } = ports;
  return async function sweepSuppliers(request: SweepRequest): Promise<Swept> {
    const { connection, sweep } = await store.inTenant(request.tenantId, async (tx) => ({
      connection: await tx.connections.load(request.connectionId),
      sweep: await tx.companySweeps.begin(request, 'erp'),
    }));
    const erp = await ports.erp(connection);
    const { suppliers } = erp;
    if (suppliers === undefined) throw new Refusal(`${erp.words.name} shows no list of its suppliers`);
    await erp.openSession();
    const today = dayIn(connection.settings.posting.timeZone);
    for (let after: string | null = reachedId(sweep.reached); ;) {
      const readAt = await store.inTenant(request.tenantId, (tx) => tx.vendorBases.now());
      const page = await suppliers.page({ after, today });
      await store.inTenant(request.tenantId, async (tx) => {
        const changed = await tx.companyRecords.keep(
          connection,
          'erp',
          { sweep: sweep.number, readAt },
          page.suppliers,
        );
        const reached = { after: page.next ?? after };
        await tx.companySweeps.moveTo(connection, 'erp', sweep.number, {
          reached,
          seen: page.suppliers.length,
          changed,
        });
      });
      if (page.next === null) break;
      after = page.next;
    }
    return store.inTenant(request.tenantId, (tx) =>
      endSweep(tx, connection, 'erp', sweep, { listed: null, acceptMissing: request.acceptMissing }),
    );
  };
}

function reachedId(reached: unknown): string | null {
  if (typeof reached !== 'object' || reached === null || !('after' in reached)) return null;
  return typeof reached.after === 'string' ? reached.after : null;
}
