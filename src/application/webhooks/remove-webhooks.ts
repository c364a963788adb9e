import { ClientError } from '../../clients/http/client-error';
import type { ConnectionContext } from '../context';
import { withinLimit } from '../within-limit';
import { hookPlaces, hooksAt } from './hooks-of';

interface RemovedWebhooks {
  readonly removed: readonly string[];
  /** Hooks that still stand, with the reason. */
  readonly left: readonly string[];
}

/** Removes the hooks that are ours, those of projects that are not permitted any more included, and no other. */
export async function removeWebhooks(
  context: ConnectionContext,
  report: (line: string) => void,
): Promise<RemovedWebhooks> {
  const { store, connection, ports } = context;
  const procore = await ports.procore(connection);
  const known = await store.inTenant(connection.tenantId, (tx) => tx.webhookHooks.list(connection));
  const names = new Map((await hookPlaces(context)).map(({ scope, name }) => [scope, name]));
  const removed: string[] = [];
  const left: string[] = [];
  for (const mine of known) {
    const { scope } = mine;
    const projectId = scope === '' ? null : scope;
    const name = names.get(scope) ?? `project id:${scope}`;
    try {
      const gone = await withinLimit(
        async () => {
          const { ours } = await hooksAt(procore, context, { projectId }, mine, null);
          for (const { id } of ours) await procore.webhooks.removeHook({ projectId, hookId: id });
          return ours.map(({ id }) => id);
        },
        { report },
      );
      removed.push(...gone.map((id) => `${name}: hook ${id}`));
      await store.inTenant(connection.tenantId, async (tx) => {
        await tx.webhookHooks.forget(connection, scope);
        await tx.audit(connection, 'webhooks.removed', { place: name, hooks: gone });
      });
    } catch (error) {
      if (!(error instanceof ClientError) || error.kind === 'Throttled') throw error;
      left.push(`${name}: hook ${mine.hookId}: ${error.message}`);
    }
  }
  return { removed, left };
}
