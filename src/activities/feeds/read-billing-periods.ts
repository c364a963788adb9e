import type { ProcorePort } from '../../clients/procore/procore-port';
import { cadenceSchema } from '../../config/cadence';
import { followsBillingPeriods } from '../../domain/calendar/cadence';
import { cutText } from '../../domain/text/cut-text';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';

const longestSaid = 500;

/**
 * Reads the billing periods of the projects that are polled by them: schedules follow when they change in Procore. Where Procore
 * refuses, `project list` says so and the dates that were known stay.
 */
export async function readBillingPeriods(
  { store }: Pick<ActivityPorts, 'store'>,
  scope: Scope,
  procore: ProcorePort,
): Promise<void> {
  const feeds = await store.inTenant(scope.tenantId, (tx) => tx.feeds.list(scope));
  for (const { projectId, name, cadence } of feeds) {
    if (!followsBillingPeriods(cadenceSchema.parse(cadence))) continue;
    try {
      const periods = await procore.billingDates({ projectId });
      await store.inTenant(scope.tenantId, (tx) => tx.projects.setBillingPeriods(scope, projectId, periods));
    } catch (error) {
      const known = asClientError(error);
      if (known?.kind !== 'Rejected') throw error;
      const why = `billing periods: ${cutText(known.message, longestSaid)}`;
      await store.inTenant(scope.tenantId, (tx) => tx.feeds.noteRun(scope, projectId, name, why));
    }
  }
}
