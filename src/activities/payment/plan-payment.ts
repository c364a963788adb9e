import { documentKinds } from '../../domain/documents/document-kinds';
import { placeName } from '../../domain/documents/readable-name';
import { erpPaymentVersion, type ErpPayment } from '../../domain/payment/erp-payment';
import type { OtherRecord } from '../../domain/payment/by-hand';
import { paymentSubject } from '../../domain/payment/plan-payment';
import type { PaidRequisition, PaymentWanted } from '../../domain/payment/payment-wanted';
import type {
  ContractPaymentBody,
  ProcoreContractPayment,
  WrittenPayment,
} from '../../domain/procore/contract-payment';
import { contentHashOf } from '../../ledger/content-hash';
import type { Connection } from '../../store/connections/connections';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { StandingOfDocument } from '../../store/ledger/standings';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { closedProject } from '../steps/closed-project';
import { closeDocument } from '../steps/leave-document';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { sourceFromErp } from '../steps/source-from-erp';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { paymentHash } from './fetch-payment';
import { payingOurs } from '../../ledger/paying-ours';

/** What Procore shows of the commitment whose invoice was paid. */
interface Shown {
  readonly records: readonly ProcoreContractPayment[];
  readonly closedProject: PaymentWanted['closedProject'];
}

/** Makes the plan of a payment's record by what Procore shows of the commitment; or holds it with every reason why not. */
export function createPlanPayment(ports: ActivityPorts) {
  const { store } = ports;
  const documentKind = documentKinds.payment;

  return async function planPayment(ref: DocumentRef): Promise<MadePlan> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets } = begun;
    const erp = await ports.erp(begun.connection);
    const { connection, document, paid } = await store.inTenant(ref.tenantId, async (tx) => {
      const { document, snapshot } = await tx.snapshots.named<ErpPayment>(ref, ref);
      const connection = await tx.connections.load(ref.connectionId);
      const payment = snapshot?.content ?? null;
      return {
        connection,
        document,
        paid: payment === null ? null : await paidRequisition(tx, connection, erp.system, payment),
      };
    });
    if (document === null) throw new RangeError(`${ref.kind} ${ref.sourceId} was never seen`);
    // Its invoice was never posted from here, or was voided after it: what stands in Procore stays.
    if (paid === null) return closeDocument(ports, document, document.stage);
    const shown = await shownOf(connection, paid);
    const ownOf = ({ originId }: ErpPayment) => shown.records.filter((record) => record.originId === originId);
    const source = await sourceFromErp<ErpPayment, PaymentWanted>(ports, ref, {
      ...{ documentKind, targets },
      contentHash: (payment) =>
        contentHashOf(erpPaymentVersion, JSON.stringify([paymentHash(payment), paid.isWithdrawn, ownOf(payment)])),
      wanted: async (tx, { connection, content: payment, postings }) => {
        const { projectId, contractId: commitmentId } = paid;
        await tx.documents.see(ref, ref, { projectId, commitmentId });
        return {
          ...{ payment, requisition: paid, own: ownOf(payment) },
          others: await otherRecords(tx, ref, shown, payment),
          closedProject: shown.closedProject,
          written: await writtenLast(tx, postings),
          wasSent: postings.length > 0,
          withCredits: connection.settings.posting.paymentsToProcore === 'withCredits',
          vendor: { partyId: '', linked: true },
        };
      },
    });
    if ('end' in source) return source.end;
    return makePlan(ports, { source, erp, targets, documentKind, booking: [] });
  };

  async function shownOf(connection: Connection, { projectId, contractId }: PaidRequisition): Promise<Shown> {
    const closed = await closedProject(ports, connection, projectId);
    if (closed !== null) return { records: [], closedProject: closed };
    const procore = await ports.procore(connection);
    return { records: await procore.contractPayments({ projectId, contractId }), closedProject: null };
  }
}

/** Null also while something was sent after it: that may have taken it out already. */
async function writtenLast(tx: Tx, postings: readonly PostingRow[]): Promise<WrittenPayment | null> {
  const newest = postings.findLast((one) => one.step === 'payment' && (one.sends > 0 || one.state === 'confirmed'));
  if (newest?.state !== 'confirmed' || newest.body === null) return null;
  const body = await tx.sealed.open<ContractPaymentBody>('posting', newest.body);
  return body.record === null ? null : body;
}

async function otherRecords(
  tx: Tx,
  ref: DocumentRef,
  { records }: Shown,
  { originId: own }: ErpPayment,
): Promise<readonly OtherRecord[]> {
  const others: OtherRecord[] = [];
  for (const record of records.filter(({ originId }) => originId !== own)) {
    const { originId } = record;
    // What was sent a moment ago stands before its answer says so.
    const isOurs =
      originId !== null &&
      ((await tx.standings.isOurs(ref, 'procore', { originId })) ||
        (await tx.subjects.isOurs(ref, paymentSubject(originId))));
    others.push({ ...record, isOurs });
  }
  return others;
}

/** Null: its invoice is none of ours. */
async function paidRequisition(
  tx: Tx,
  connection: Connection,
  system: string,
  payment: ErpPayment,
): Promise<PaidRequisition | null> {
  const [found] = await payingOurs(tx, connection, system, [payment]);
  const commitmentId = found?.of.commitmentId ?? null;
  if (found === undefined || commitmentId === null) return null;
  const [commitment] = await tx.commitments.named(connection, { ids: [commitmentId] });
  const project = await tx.projects.find(connection, found.of.projectId);
  return requisitionOf(connection, found.of, {
    ...{ id: commitmentId, type: commitment?.type ?? 'WorkOrderContract' },
    ...{ number: commitment?.number ?? null, project: project?.number ?? null },
  });
}

function requisitionOf(
  { settings }: Connection,
  { kind, sourceId, number, projectId, stage, sourceStatus, sourceUpdatedAt }: StandingOfDocument,
  commitment: {
    readonly id: string;
    readonly type: string;
    readonly number: string | null;
    readonly project: string | null;
  },
): PaidRequisition {
  const isApproved = settings.posting.approvedStatuses.some((status) => status === sourceStatus);
  return {
    id: sourceId,
    name:
      placeName({ kind, project: commitment.project, commitment: commitment.number, number }) ?? `${kind}/${sourceId}`,
    ...{ projectId, contractId: commitment.id, contractType: commitment.type },
    // Of one that is gone nobody knows when it changed.
    isWithdrawn: !isApproved || stage === 'withdrawn' || sourceUpdatedAt === null,
  };
}
