import type { RequisitionContent } from '../../ledger/requisition-content';
import type { Plan } from '../../domain/posting/plan/planned-step';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import { readableNames } from './readable-names';
import { waitOf } from './stands-as';
import { releaseView } from './release-view';

export type DocumentDetails = Awaited<ReturnType<typeof documentDetails>>;

/** All that is known of one document. */
export async function documentDetails(tx: Tx, scope: Scope, document: DocumentRow) {
  const project = await tx.projects.find(scope, document.projectId);
  const snapshot = await tx.snapshots.load<Partial<RequisitionContent>>(document);
  const plan = document.planId === null ? null : await tx.plans.load<Plan>(document.planId);
  const trail = await tx.documentTrails.of(document);
  const postings = await tx.lists.postingsOf([document.id]);
  const requisition = snapshot?.content?.requisition;
  const releases = document.commitmentId === null ? [] : await tx.retainageReleases.list(scope, document.commitmentId);
  const release = releases.find((one) => one.documentId === document.id);
  const { name, procoreId } = (await readableNames(tx, [document]))(document);
  return {
    name,
    kind: document.kind,
    procoreId,
    projectId: document.projectId,
    projectNumber: project?.number ?? null,
    commitmentId: document.commitmentId,
    number: document.number,
    stage: document.stage,
    sourceStatus: document.sourceStatus,
    sourceUpdatedAt: document.sourceUpdatedAt?.toISOString() ?? null,
    billedThrough: document.billedThrough,
    gross: document.gross,
    payable: document.payable,
    currency: document.currency,
    wait: waitOf(document),
    retainageRelease: release === undefined ? null : releaseView(release),
    open: document.open,
    hintNo: document.hintNo,
    workflowId: document.workflowId,
    snapshot:
      snapshot === null
        ? null
        : {
            hintNo: snapshot.hintNo,
            contentHash: snapshot.contentHash,
            gone: snapshot.content === null,
            invoiceNumber: requisition?.invoiceNumber ?? null,
            vendorId: requisition?.vendorId ?? null,
            vendorName: requisition?.vendorName ?? null,
            billingDate: requisition?.billingDate ?? null,
            items: requisition?.items.length ?? null,
            summary: requisition?.summary ?? null,
          },
    plan:
      plan === null
        ? null
        : {
            id: plan.id,
            createdAt: plan.createdAt.toISOString(),
            hintNo: plan.hintNo,
            mappingVersion: plan.mappingVersion,
            content: {
              ...plan.plan.head,
              notes: plan.plan.notes,
              steps: plan.plan.steps.map(({ id, step, kind, system, subject }) => ({
                id,
                step,
                kind,
                system,
                subject,
              })),
            },
          },
    postings: postings.map(
      ({
        documentId: _,
        documentKind: _kind,
        sourceId: _source,
        projectId: _project,
        lookalikes: _alike,
        ...posting
      }) => ({
        ...posting,
        attempts: trail.attempts.filter((attempt) => attempt.postingId === posting.id),
      }),
    ),
    /** Vouchers in the ERP that may be the same invoice, for whoever reviews it. */
    lookalikes: postings.flatMap((posting) => posting.lookalikes ?? []),
    holds: trail.holds,
    audit: trail.audit,
  };
}
