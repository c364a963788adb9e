import type { ProcorePage } from '../../../clients/procore/calls/list-page';
import type { ProcorePort } from '../../../clients/procore/procore-port';
import type { ProcoreVendor } from '../../../clients/procore/records/vendors';
import { Refusal } from '../../../domain/refusal';
import type { SweepRequest } from '../../../workflows/messages';
import type { ActivityPorts } from '../../ports';
import { endSweep, type Swept } from './end-sweep';
import { vendorRecord } from './vendor-record';

/** How far a reading has come: the round, the list and its next page, and how many the lists that were read count. */
interface Reached {
  readonly round: number;
  readonly list: 'active' | 'inactive' | 'end';
  readonly page: number;
  readonly active: number;
  readonly inactive: number;
  /** Rows of this list that cannot be read. */
  readonly unreadable: number;
}

const mostRounds = 3;

const notMatched =
  'vendors are not matched on this connection: add the section "vendors" with externalKeyMeans to connection.json';

/**
 * Reads all vendors of the company, those that are active and then those that are not. Pages shift while vendors change, so that
 * one may slip through: where fewer were read than are listed all is read once more. What a limit interrupts goes on from
 * where it was.
 */
export function createSweepVendors(ports: ActivityPorts) {
  const { store } = ports;
  return async function sweepVendors(request: SweepRequest): Promise<Swept> {
    const { connection, sweep } = await store.inTenant(request.tenantId, async (tx) => ({
      connection: await tx.connections.load(request.connectionId),
      sweep: await tx.companySweeps.begin(request, 'procore'),
    }));
    const settings = connection.settings.vendors;
    if (settings === undefined) throw new Refusal(notMatched);
    const procore = await ports.procore(connection);
    let at: Reached = reachedBefore(sweep.reached);
    while (at.list !== 'end') {
      const { list } = at;
      const readAt = await store.inTenant(request.tenantId, (tx) => tx.vendorBases.now());
      const page = await pageOf(procore, list, at.page);
      const records = page.items.map((vendor) => vendorRecord(vendor, list === 'active', settings));
      const read = readSoFar(at, page);
      at = await store.inTenant(request.tenantId, async (tx) => {
        const changed = await tx.companyRecords.keep(connection, 'procore', { sweep: sweep.number, readAt }, records);
        const { seen } = await tx.companyRecords.seenBy(connection, 'procore', sweep.number, null);
        const isShort = read.list === 'end' && seen < read.active + read.inactive && read.round < mostRounds;
        const reached: Reached = isShort ? { ...fromTheStart, round: read.round + 1 } : read;
        await tx.companySweeps.moveTo(connection, 'procore', sweep.number, { reached, seen: records.length, changed });
        return reached;
      });
    }
    const listed = at.active + at.inactive;
    return store.inTenant(request.tenantId, (tx) =>
      endSweep(tx, connection, 'procore', sweep, { listed, acceptMissing: request.acceptMissing }),
    );
  };
}

async function pageOf(
  procore: ProcorePort,
  list: 'active' | 'inactive',
  page: number,
): Promise<ProcorePage<ProcoreVendor>> {
  const read = await (list === 'active' ? procore.listVendors({ page }) : procore.listInactiveVendors({ page }));
  read.unreadable.forEach((row) => procore.reportUnreadable('listVendors', row));
  return read;
}

/** A row that cannot be read is no company that could be matched, and none that is missing. */
function readSoFar(at: Reached, { items, unreadable, total, hasNext }: ProcorePage<ProcoreVendor>): Reached {
  const isActive = at.list === 'active';
  const bad = at.unreadable + unreadable.length;
  // Without a total, a row that came on two pages counts twice, and costs one more round.
  const listed = total === null ? at[isActive ? 'active' : 'inactive'] + items.length : Math.max(total - bad, 0);
  const counted = { ...at, ...(isActive ? { active: listed } : { inactive: listed }) };
  if (hasNext) return { ...counted, page: at.page + 1, unreadable: bad };
  return { ...counted, list: isActive ? 'inactive' : 'end', page: 1, unreadable: 0 };
}

const fromTheStart: Reached = { round: 1, list: 'active', page: 1, active: 0, inactive: 0, unreadable: 0 };

function reachedBefore(reached: unknown): Reached {
  return reached === null ? fromTheStart : (reached as Reached);
}
