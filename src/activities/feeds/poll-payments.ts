import type { ListedPayment } from '../../clients/erp-sources';
import { documentKinds } from '../../domain/documents/document-kinds';
import { readUntil } from '../../domain/documents/feed-watermark';
import type { Connection } from '../../store/connections/connections';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import type { ActivityPorts } from '../ports';
import { payingOurs } from '../../ledger/paying-ours';
import { daysToLookBack } from './days-to-look-back';
import { noteListed } from './note-listed';

const kind = documentKinds.payment.name;
/** So many payments are compared with what is posted in one statement. */
const atOnce = 500;

/** Reads the payments of the ERP that changed since the last time, and hints those of invoices that were posted from here. */
export function createPollPayments(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollPayments(scope: Scope): Promise<{ seen: number; hinted: number }> {
    const { connection, feed, askedAt } = await store.inTenant(scope.tenantId, async (tx) => {
      const connection = await tx.connections.load(scope.connectionId);
      const isOn = connection.settings.posting.paymentsToProcore !== 'off';
      if (isOn) await tx.feeds.ensure(scope, '', 'payments', connection.settings.poll);
      const feed = isOn ? await tx.feeds.find(scope, '', 'payments') : null;
      return { connection, feed, askedAt: await tx.sightings.now() };
    });
    const erp = await ports.erp(connection);
    if (feed === null || erp.payments === undefined || connection.goLiveAt === null) return { seen: 0, hinted: 0 };
    await erp.openSession();
    const payments = await erp.payments.changedWithin(daysToLookBack(readUntil(feed.watermark), askedAt));
    const hinted = await store.inTenant(scope.tenantId, async (tx) => {
      let count = 0;
      const now = await tx.connections.lock(scope.connectionId);
      for (let at = 0; at < payments.length; at += atOnce) {
        const ours = await payingOurs(tx, scope, erp.system, payments.slice(at, at + atOnce));
        for (const { payment } of ours) if (await note(tx, now, payment, askedAt)) count += 1;
      }
      await tx.feeds.moveWatermark(feed, { until: askedAt.toISOString() });
      return count;
    });
    return { seen: payments.length, hinted };
  };

  async function note(tx: Tx, connection: Connection, payment: ListedPayment, askedAt: Date): Promise<boolean> {
    const { id, status } = payment;
    const before = await tx.documents.find(connection, { kind, sourceId: id });
    const updatedAt = laterOf(before?.sourceUpdatedAt ?? null, payment);
    const listed = { status, updatedAt, deletedAt: null };
    const seen = { sourceStatus: status, sourceUpdatedAt: updatedAt };
    return noteListed(tx, connection, { kind, sourceId: id }, { listed, seen, isWanted: true, askedAt });
  }
}

/** The ERP's clock goes back with the end of summer time: what it says then is no older version. */
export function laterOf(known: Date | null, { changedAt }: Pick<ListedPayment, 'changedAt'>): string {
  const at = new Date(changedAt);
  return (known === null || at > known ? at : known).toISOString();
}
