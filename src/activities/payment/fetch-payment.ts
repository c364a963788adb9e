import { erpPaymentContent, erpPaymentVersion, type ErpPayment } from '../../domain/payment/erp-payment';
import type { StepResult } from '../../domain/posting/stages/pass';
import { contentHashOf } from '../../ledger/content-hash';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { laterOf } from '../feeds/poll-payments';
import { beginPass } from '../steps/begin-pass';
import { noDocument } from '../steps/leave-document';
import { storeContent } from '../steps/store-content';

interface FetchedPayment {
  /** For the search attribute. */
  readonly name: string;
  /** ISO 8601: for the search attribute. */
  readonly sourceUpdatedAt: string;
}

/** Reads the payment in the ERP. One that was there and is no more is kept as it was last, and said to be gone. */
export function createFetchPayment(ports: ActivityPorts) {
  const { store } = ports;
  return async function fetchPayment(ref: DocumentRef): Promise<StepResult<FetchedPayment>> {
    const { connection, document, known, isCurrent, askedAt } = await beginPass<ErpPayment>(store, ref);
    const { payments } = await ports.erp(connection);
    // Switched off: what stands stays as it is.
    if (payments === undefined || connection.settings.posting.paymentsToProcore === 'off') {
      const { stage } = document;
      await store.inTenant(ref.tenantId, (tx) => tx.documents.setStage(document.id, stage, false));
      return { next: 'close', stage };
    }
    const read = isCurrent ? (known?.content ?? null) : await payments.read(ref.sourceId);
    if (read === null && known?.content == null) return noDocument(ports, document);
    const payment: ErpPayment | null = read ?? (known?.content == null ? null : { ...known.content, standing: 'gone' });
    if (payment === null) return noDocument(ports, document);
    const sourceUpdatedAt = laterOf(document.sourceUpdatedAt, payment);
    const stored = await storeContent(store, document, {
      answer: { sourceStatus: payment.status, sourceUpdatedAt },
      contentHash: paymentHash(payment),
      content: payment,
      askedAt: isCurrent ? (document.seenAt ?? askedAt) : askedAt,
      isWanted: true,
    });
    return 'next' in stored ? stored : { next: 'go', name: payment.number, sourceUpdatedAt };
  };
}

/** Of what matters for its record in Procore. */
export function paymentHash(payment: ErpPayment): string {
  return contentHashOf(erpPaymentVersion, erpPaymentContent(payment));
}
