import { ClientError } from '../../clients/http/client-error';
import { paidRequisitions, type DifferingPayment, type PaidRequisition } from '../../domain/tie-out/paid-requisitions';
import { throughDay } from '../../domain/tie-out/payments';
import type { Project } from '../../store/connections/projects';
import type { HeldDocument } from '../../store/holds/holds';
import type { ConnectionContext } from '../context';
import { paymentsTied } from '../tie-out/tie-payments';
import type { ClosedDocument } from './closed-documents';

/** What was paid of a project through a day: Procore and the ERP asked now, beside what we wrote. */
export interface ClosePayments {
  /** Why the two could not be asked; null: they were. */
  readonly unread: string | null;
  readonly requisitions: readonly PaidRequisition[];
  /** Each payment that does not stand alike on all sides; `why`: what its hold says. */
  readonly differing: readonly (DifferingPayment & Pick<ClosedDocument, 'why'>)[];
}

/** Null: payments are not written into Procore from here, or the ERP shows none. */
export async function closePayments(
  context: ConnectionContext,
  {
    project,
    through,
    holds,
  }: { readonly project: Project; readonly through: string; readonly holds: readonly HeldDocument[] },
): Promise<ClosePayments | null> {
  const { store, connection } = context;
  const window = throughDay(through);
  try {
    const tied = await paymentsTied(context, window);
    if (tied === null) return null;
    const currency = await store.inTenant(connection.tenantId, (tx) =>
      tx.tieOutDocuments.currency(connection, project.id),
    );
    const { requisitions, differing } = paidRequisitions(window.period, await tied.of(project, currency));
    return { unread: null, requisitions, differing: differing.map((one) => ({ ...one, why: whyOf(one, holds) })) };
  } catch (error) {
    // The rest of the report stands by itself.
    if (!(error instanceof ClientError)) throw error;
    return { unread: error.message, requisitions: [], differing: [] };
  }
}

function whyOf({ name }: DifferingPayment, holds: readonly HeldDocument[]): ClosedDocument['why'] {
  const held = holds.find(({ document }) => `${document.kind}/${document.sourceId}` === name);
  return held?.problems.map(({ reason, message }) => ({ reason, message })) ?? [];
}
