import { createHash } from 'node:crypto';
import type { ProcoreQuota } from '../../clients/procore/calls/quota';
import type { Store } from '../../store/store';
import { shareLeftToDocuments } from './in-bulk';

/** Procore counts per app and company, so all processes and connections of that pair share one bucket in the database. */
export function procoreQuota({ quota }: Pick<Store, 'quota'>, clientId: string, companyId: string): ProcoreQuota {
  const key = `${createHash('sha256').update(clientId, 'utf8').digest('hex').slice(0, 32)}/${companyId}`;
  return {
    take: async () => {
      const { waitMs } = await quota.take(key, shareLeftToDocuments());
      return waitMs === 0 ? { granted: true } : { granted: false, retryAfterMs: waitMs };
    },
    observe: ({ limit, remaining, resetAfterMs, retryAfterMs }) =>
      quota.observe(key, { limit, remaining, resetAfterMs, blockedMs: retryAfterMs }),
  };
}
