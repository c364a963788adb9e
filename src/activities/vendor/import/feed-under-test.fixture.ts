import type { CarriedByItself, PlanProgress } from '../../../workflows/messages';
import { createMatchCompanies } from '../matching/match-companies';
import { createApplyVendorImport } from './apply-import';
import type { ImportUnderTest } from './import-under-test.fixture';
import { createNoteSuppliersCarried } from './note-suppliers-carried';
import { pendingSuppliers } from './pending-suppliers';
import { createPlanVendorImport } from './plan-import';
import { createPollSuppliers } from './poll-suppliers';
import { createReadChangedSuppliers } from './read-changed-suppliers';

export type FeedUnderTest = Awaited<ReturnType<typeof openFeed>>;

/** The feed `suppliers`, as its workflow goes about it. */
export async function openFeed(on: ImportUnderTest) {
  await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.feeds.ensure(on.scope, '', 'suppliers', { every: '15m' }));
  const look = (): Promise<CarriedByItself | null> => createPollSuppliers(on.ports)(on.scope);
  const step = (byItself: CarriedByItself) => ({
    ...on.scope,
    ...{ taken: [], acceptChanges: false, actor: 'feed', byItself },
  });
  const applied = async (byItself: CarriedByItself, between: () => Promise<void>): Promise<PlanProgress> => {
    const planned = await createPlanVendorImport(on.ports)(step(byItself));
    await between();
    if (planned.toDo === 0) return planned;
    return createApplyVendorImport(on.ports)({ ...step(byItself), plan: planned.plan });
  };
  const carry = async (byItself: CarriedByItself, between = () => Promise.resolve()): Promise<PlanProgress> => {
    if (byItself.due === 'all') await on.match();
    else if ((await createReadChangedSuppliers(on.ports)(on.scope)).mayMake) {
      await on.sweepVendors();
      await createMatchCompanies(on.ports)(on.scope);
    }
    let came = await applied(byItself, between);
    if (came.moved > 0) came = await applied(byItself, () => Promise.resolve());
    await createNoteSuppliersCarried(on.ports)({ ...on.scope, ...byItself });
    return came;
  };
  const poll = async (between?: () => Promise<void>): Promise<PlanProgress | null> => {
    const due = await look();
    return due === null ? null : carry(due, between);
  };
  const moved = (change: object): Promise<void> =>
    on.acme.store.inTenant(on.scope.tenantId, async (tx) => {
      const { feed, watermark } = await pendingSuppliers(tx, on.scope);
      await tx.feeds.moveWatermark(feed!, { ...watermark, ...change });
    });
  return {
    ...{ look, carry, poll },
    /** A quarter of an hour later: the newest stamp was read once more, in case that it came twice within its second. */
    quiet: async (): Promise<void> => {
      await poll();
      await moved({ newestSince: new Date(Date.now() - 900_000).toISOString() });
      await poll();
      expect(await look()).toBeNull();
    },
    /** The next day: both sides are read whole. */
    nextDay: async (): Promise<PlanProgress | null> => {
      await moved({ wholeAt: null });
      return poll();
    },
    patch: async (table: string, where: object, set: object): Promise<void> => {
      expect((await on.jde.control('PATCH', `tables/${table}`, { where, set })).status).toBe(200);
    },
    add: async (table: string, row: object): Promise<void> => {
      expect((await on.jde.control('POST', `tables/${table}`, row)).status).toBeLessThan(300);
    },
  };
}
