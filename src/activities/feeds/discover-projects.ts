import { causeKey } from '../../domain/holds/cause-key';
import type { FeedWatermark } from '../../domain/documents/feed-watermark';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { Connection } from '../../store/connections/connections';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import type { ActivityPorts } from '../ports';
import { readBillingPeriods } from './read-billing-periods';
import { compareDeliveries } from './compare-deliveries';
import { sweepCadence } from './sweep-requisitions';

interface Discovered {
  readonly projects: readonly { readonly id: string; readonly number: string }[];
  /** Absent: the connection books none. */
  readonly takesDirectCosts?: true;
  /** Absent: commitments and their change orders become no orders. */
  readonly takesOrders?: true;
}

type ActiveProjects = Awaited<ReturnType<ProcorePort['activeProjects']>>['projects'];

/** Which projects there are is read when a connection goes live; what asks before that reads it itself. */
export async function knowProjects({ store, procore }: ActivityPorts, connection: Connection): Promise<void> {
  if (connection.goLiveAt !== null) return;
  const { projects } = await (await procore(connection)).activeProjects();
  await store.inTenant(connection.tenantId, (tx) => saveProjects(tx, connection, projects));
}

async function saveProjects(tx: Tx, scope: Scope, projects: ActiveProjects): Promise<void> {
  for (const { id, projectNumber, name, timeZone } of projects)
    await tx.projects.save(scope, { id, number: projectNumber ?? id, name, timeZone });
}

/**
 * Keeps the list of projects that the service account may use, and for each a feed of requisitions, one of what was deleted, and
 * where the ERP takes commitments, change orders or direct costs one of those.
 * Rows of the list that cannot be read are told by `project list`; the others go on. Where hooks of ours stand, what Procore delivered is
 * compared with what arrived.
 */
export function createDiscoverProjects(ports: ActivityPorts) {
  const { store } = ports;
  return async function discoverProjects(scope: Scope): Promise<Discovered> {
    const connection = await store.inTenant(scope.tenantId, (tx) => tx.connections.load(scope.connectionId));
    const procore = await ports.procore(connection);
    const { projects, unreadable } = await procore.activeProjects();
    const me = await procore.me();
    const { planners, orders, suppliers, notesBankChanges } = await ports.erp(connection);
    const read: FeedWatermark = {
      until: new Date().toISOString(),
      unreadable: unreadable.map(({ id, fault }) => ({ id, fault, number: null, updatedAt: null })),
    };
    await store.inTenant(scope.tenantId, async (tx) => {
      await tx.connections.setProcoreUser(scope, me.userId);
      if (orders !== undefined) await tx.feeds.ensure(scope, '', 'purchaseOrders', connection.settings.poll);
      if (connection.settings.posting.paymentsToProcore !== 'off') {
        await tx.feeds.ensure(scope, '', 'payments', connection.settings.poll);
      }
      const { vendors } = connection.settings;
      if (vendors?.import?.byItself === true || (vendors !== undefined && suppliers?.made?.of === 'all'))
        await tx.feeds.ensure(scope, '', 'suppliers', connection.settings.poll);
      if (notesBankChanges === true) await tx.feeds.ensure(scope, '', 'bankNotes', connection.settings.poll);
      const feed = await tx.feeds.find(scope, '', 'projects');
      if (feed !== null) await tx.feeds.moveWatermark(feed, read);
      await saveProjects(tx, scope, projects);
      for (const project of projects) {
        await tx.feeds.ensure(scope, project.id, 'requisitions', connection.settings.poll);
        await tx.feeds.ensure(scope, project.id, 'sweep', sweepCadence(project.id));
        const { poll } = connection.settings;
        if (planners.commitment !== undefined) await tx.feeds.ensure(scope, project.id, 'commitments', poll);
        if (planners.directCost !== undefined) await tx.feeds.ensure(scope, project.id, 'directCosts', poll);
        if (planners.changeOrder !== undefined) await tx.feeds.ensure(scope, project.id, 'changeOrders', poll);
      }
    });
    await releaseOpened(scope, [...projects, ...unreadable]);
    await readBillingPeriods(ports, connection, procore);
    await compareDeliveries(ports, connection, procore);
    const found = projects.map(({ id, projectNumber }) => ({ id, number: projectNumber ?? id }));
    return {
      projects: found,
      ...(planners.directCost === undefined ? {} : { takesDirectCosts: true }),
      ...(planners.commitment === undefined ? {} : { takesOrders: true }),
    };
  };

  /** What waits for a project that is listed now goes on. */
  async function releaseOpened(scope: Scope, listed: readonly { readonly id: string | null }[]): Promise<void> {
    const opened = new Set(listed.flatMap(({ id }) => (id === null ? [] : [causeKey.project(id)])));
    const awaited = await store.inTenant(scope.tenantId, (tx) => tx.holds.openCauseKeys(scope));
    const causes = awaited.filter((cause) => opened.has(cause));
    if (causes.length > 0) await store.inTenant(scope.tenantId, (tx) => tx.mended(scope, causes));
  }
}
