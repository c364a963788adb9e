import type { ConnectionSecrets, ConnectionSettings } from '../../config/connection-settings';
import { causeKey } from '../../domain/holds/cause-key';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import type { FeedName } from '../../config/feed-names';
import type { Scope } from '../../store/scope';
import type { ErpSystems } from '../../clients/erp-system';
import { ActionError, badInput } from '../action-error';
import type { Context } from '../context';
import { changedMembers } from './defaults-taken';
import { requireFixed } from './fixed-once-live';
import { requireNoOtherLive } from './other-live';
import { withBareAddresses } from './text-faults';
import type { ReadConnection } from './read-connection-file';
import { settingsBySection } from './settings-by-section';

export interface SavedConnection {
  readonly what: 'added' | 'changed';
  readonly changed: readonly string[];
  /** Held documents that go on, because a setting or the credentials changed. */
  readonly released: number;
}

/** The connection as it stands, if it does; a fault when the file would give it another tenant. */
export async function standingConnection(
  context: Context,
  { file, settings }: ReadConnection,
): Promise<{ connection: Connection; secrets: ConnectionSecrets } | null> {
  requireOwnTenant(context, file.tenant);
  const { store } = context;
  const tenantId = await store.database.tenantOfConnection(file.id);
  if (tenantId === null) return null;
  const fixed = (place: string, was: string, is: string): string[] =>
    was === is
      ? []
      : [`${place}: is ${was} in connection ${file.id} and never changes; for ${is} add another connection`];
  if (tenantId !== file.tenant) throw badInput('connection', fixed('tenant', tenantId, file.tenant));
  return store.inTenant(tenantId, async (tx) => {
    const connection = await tx.connections.load(file.id);
    const faults = [
      ...fixed('environment', connection.environment, file.environment),
      ...fixed('erp', connection.erp, file.erp),
      ...fixed('procore.companyId', connection.settings.procore.companyId, settings.procore.companyId),
    ];
    if (faults.length > 0) throw badInput('connection', faults);
    return { connection, secrets: await tx.connections.loadSecrets(connection) };
  });
}

/** Writes the connection, its feeds and the audit entry in one transaction, and releases what waited for a change of it. */
export async function saveConnectionFile(
  context: Context,
  { file, settings }: ReadConnection,
  secrets: ConnectionSecrets,
  erps: ErpSystems,
): Promise<SavedConnection> {
  requireOwnTenant(context, file.tenant);
  const { store } = context;
  const scope: Scope = { tenantId: file.tenant, connectionId: file.id };
  await store.tenants.ensure(file.tenant, file.tenantName ?? file.tenant);
  // A tenant's first key is made by a transaction of its own.
  await store.sealed.ready(file.tenant);
  return store.inTenant(file.tenant, async (tx) => {
    const before = await tx.connections.find(file.id);
    const erp = erps[file.erp];
    if (erp === undefined) throw badInput('connection', [`erp: ${file.erp} is not known`]);
    if (before !== null) requireFixed(erp, before, settings);
    await requireNoOtherLive(tx, erp, { connectionId: file.id, environment: file.environment, settings });
    const shown = withBareAddresses(settingsBySection(settings));
    const changed =
      before === null ? [] : changedMembers(settingsBySection(before.settings), settingsBySection(settings));
    const causes =
      before === null ? [] : [causeKey.credentials(), ...(changed.length === 0 ? [] : [causeKey.connection()])];
    const { result: what, released } = await tx.mending(scope, causes, async () => {
      const saved = await tx.connections.save({
        ...scope,
        environment: file.environment,
        settings,
        secrets,
      });
      for (const [name, cadence] of Object.entries(connectionFeeds(settings))) {
        await tx.feeds.ensure(scope, '', name as FeedName, cadence);
      }
      if (before !== null) await followPoll(tx, scope, before.settings, settings);
      return saved;
    });
    await tx.audit(
      scope,
      what === 'added' ? 'connection.added' : 'connection.changed',
      what === 'added' ? { settings: shown } : { changed, settings: shown },
    );
    return { what, changed, released };
  });
}

function requireOwnTenant({ tenantId }: Context, wanted: string): void {
  if (tenantId === null || tenantId === wanted) return;
  throw new ActionError('refused', `tenant ${wanted} is not yours; nothing was changed`, { field: 'tenant' });
}

/** What is polled for the connection as a whole. */
function connectionFeeds(settings: ConnectionSettings): Partial<Record<FeedName, unknown>> {
  return { projects: { every: '1h' }, erpFacts: { every: '15m' }, standing: settings.poll };
}

/** A changed `poll` moves the feeds that had the former one; cadences that were set one by one stay. */
async function followPoll(tx: Tx, scope: Scope, before: ConnectionSettings, after: ConnectionSettings): Promise<void> {
  if (changedMembers(before.poll, after.poll).length === 0) return;
  for (const feed of await tx.feeds.list(scope)) {
    const isPolled = feed.name === 'requisitions' || feed.name === 'standing';
    if (!isPolled || changedMembers(before.poll, feed.cadence).length > 0) continue;
    await tx.feeds.setCadence(scope, feed.projectId, feed.name, after.poll);
  }
}
