import type { ErpGateway } from '../../clients/erp-gateway';
import { causeKey } from '../../domain/holds/cause-key';
import { ediBatchFrom } from '../../domain/posting/erp-key';
import type { PostingBody } from '../../domain/jde/posting-body';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/postings';
import type { Store } from '../../store/store';
import { searchPosting } from '../../ledger/search-posting';

/** What falls with a posting that does not stand any more: it was done for that one alone. */
const fallsWith: Readonly<Record<string, string>> = { order: 'orderCancel', voucher: 'processorRun' };

export interface ConfirmVoided {
  readonly store: Store;
  readonly gateway: ErpGateway;
  readonly actor: string;
  readonly note: string;
}

export interface ConfirmedVoided {
  readonly voided: readonly PostingRow[];
  /** Still live in the ERP, so still posted. */
  readonly standing: readonly PostingRow[];
}

/**
 * `confirmed` becomes `voided` (design 6): each order, voucher and journal of the document is read back, and those that
 * the ERP shows voided or no longer has (gone from both tables, proven by a control row) count as posted no longer, on the
 * word of a person. A name under which only something voided stands, before it was ever confirmed, is given up likewise.
 * What is posted after that is named anew.
 */
export async function confirmVoided(deps: ConfirmVoided, document: DocumentRow): Promise<ConfirmedVoided> {
  const { store } = deps;
  const postings = await store.inTenant(document.tenantId, (trx) => store.postings.postingsOf(trx, document.id));
  const voided: PostingRow[] = [];
  const standing: PostingRow[] = [];
  for (const posting of postings) {
    if (['rejected', 'voided'].includes(posting.state) || posting.leased) continue;
    const body = await bodyOf(store, document, posting);
    const found = body === null ? null : (await searchPosting(deps.gateway, body))?.found;
    if (found == null) continue;
    if (found.some((one) => !one.voided)) standing.push(posting);
    else if (posting.state === 'confirmed' || found.length > 0) voided.push(posting);
  }
  const fallen = postings.filter(
    (one) => one.state === 'confirmed' && voided.some((posting) => fallsWith[posting.step] === one.step),
  );
  if (voided.length > 0) await write(deps, document, [...voided, ...fallen]);
  return { voided, standing };
}

/** As it was sent; before that, as it is planned. Order numbers and texts are no part of what is searched for. */
async function bodyOf(store: Store, document: DocumentRow, posting: PostingRow): Promise<PostingBody | null> {
  if (posting.body !== null) return store.sealed.open<PostingBody>(document.tenantId, 'posting', posting.body);
  if (document.planId === null) return null;
  const { planId, tenantId } = document;
  const { plan } = await store.inTenant(tenantId, (trx) =>
    store.plans.loadPlan<RequisitionPlan>(trx, store.sealed, tenantId, planId),
  );
  const { erpKey } = posting;
  if (posting.step === 'order') return plan.order === null ? null : { ...plan.order, erpKey };
  const keys = { erpKey, ediBatch: ediBatchFrom(erpKey) };
  if (plan.voucher !== null) return { ...plan.voucher, ...keys, order: null };
  return plan.journal === null ? null : { ...plan.journal, ...keys };
}

async function write(
  { store, actor, note }: ConfirmVoided,
  document: DocumentRow,
  postings: readonly PostingRow[],
): Promise<void> {
  await store.inTenant(document.tenantId, async (trx) => {
    if (document.commitmentId !== null)
      await store.commitments.lockCommitment(trx, document, document.projectId, document.commitmentId);
    await store.versionRows.touch(trx, document, [causeKey.requisition(document.sourceId)]);
    const locked = await store.documents.lockDocument(trx, document.id);
    for (const posting of postings) {
      const to = posting.state === 'confirmed' ? 'voided' : 'rejected';
      if ((await store.postings.movePosting(trx, posting, to)) === null) continue;
      await store.decisions.recordDecision(trx, locked, {
        kind: 'confirmVoided',
        subject: posting.erpKey,
        note,
        by: actor,
      });
      await store.audit.appendAudit(trx, document.tenantId, {
        actor,
        act: `${posting.step}.${to}`,
        connectionId: document.connectionId,
        documentKind: document.kind,
        sourceId: document.sourceId,
        facts: { erpKey: posting.erpKey, ordinal: posting.ordinal, reference: posting.reference, note },
      });
    }
    // The voucher is what makes the document count as posted; without it later numbers wait again.
    if (postings.some((posting) => posting.step === 'voucher')) await store.countedLines.countLines(trx, locked, []);
    await store.documents.setStage(trx, document.id, 'checking', true);
  });
}
