import type { AuditHeadSigner } from '../crypto/audit-head-signer';
import type { Store } from '../store/store';
import type { LastRound } from '../telemetry/last-round';
import type { Logger } from '../telemetry/log';

export interface AuditHeadLogOptions {
  readonly store: Store;
  readonly signer: AuditHeadSigner;
  readonly logger: Logger;
  /** How often it looks whether a day has begun or a tenant was added. Default 10 min. */
  readonly lookAgainMs?: number;
  readonly lastRound?: LastRound;
}

export const auditHeadsEveryMs = 600_000;

/**
 * Writes each tenant's signed audit head to the log, at the first start and then once a day (UTC). Any number of
 * processes may run it: the row in the database lets one of them write. A process that ends between row and line leaves
 * that day without one, which is better than two lines that a reader would have to explain.
 */
export function startAuditHeadLog(options: AuditHeadLogOptions): { stop(): Promise<void> } {
  const { store, signer } = options;
  // These lines are asked for whatever level the rest of the process logs at.
  const logger = options.logger.child({}, { level: 'info' });
  const look = async (): Promise<void> => {
    for (const tenantId of await store.tenants.list()) {
      const head = await store.inTenant(tenantId, (tx) => tx.auditTrail.takeHeadOfTheDay());
      if (head !== null) logger.info(signer.sign(head), 'audit head; keep it where nobody can change it');
    }
    options.lastRound?.done();
  };
  let underWay = Promise.resolve();
  const tick = (): void => {
    underWay = underWay
      .then(look)
      .catch((error: unknown) => logger.warn({ err: error }, 'the audit heads were not logged; tried again'));
  };
  tick();
  const timer = setInterval(tick, options.lookAgainMs ?? auditHeadsEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
