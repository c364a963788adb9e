import { Router } from 'express';
import type { Store } from '../store/store';
import type { Metrics } from '../telemetry/metrics';

/** `GET /metrics`: what this process counted, and the state of the rows of all tenants as it is now. */
export function getMetrics({ store, metrics }: { readonly store: Store; readonly metrics: Metrics }): Router {
  metrics.beforeScrape(() => setGauges(store, metrics));
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    const { contentType, body } = await metrics.scrape();
    response.setHeader('Content-Type', contentType);
    response.send(body);
  });
  return router;
}

async function setGauges(store: Store, metrics: Metrics): Promise<void> {
  const postings: Record<string, number> = {};
  const holds: Record<string, number> = {};
  const hooks = { heard: 0, silent: 0 };
  const events = { new: 0, failing: 0, oldestMs: 0 };
  for (const tenantId of await store.tenants.list()) {
    await store.inTenant(tenantId, async (tx) => {
      add(postings, await tx.counts.postingsOnTheirWay());
      add(holds, await tx.counts.holds());
      const { heard, silent } = await tx.counts.webhookHooks();
      hooks.heard += heard;
      hooks.silent += silent;
      const waiting = await tx.counts.waitingEvents();
      events.new += waiting.new;
      events.failing += waiting.failing;
      events.oldestMs = Math.max(events.oldestMs, waiting.oldestMs);
    });
  }
  metrics.setOutbox(await store.outbox.counts());
  metrics.setWaitingEvents(events);
  metrics.setWebhookHooks(hooks);
  metrics.setPostings(postings);
  metrics.setHolds(holds);
}

function add(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}
