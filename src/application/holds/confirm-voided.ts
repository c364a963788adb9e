import type { ErpGateway } from '../../clients/erp-gateway';
import { causeKey } from '../../domain/holds/cause-key';
import { ediBatchFrom } from '../../domain/posting/erp-key';
import type { PostingBody } from '../../domain/jde/posting-body';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';
import { searchPosting } from '../../ledger/search-posting';

/** What falls with a posting that does not stand any more: it was done for that one alone. */
const fallsWith: Readonly<Record<string, string>> = { order: 'orderCancel', voucher: 'processorRun' };

export interface ConfirmVoided {
  readonly store: Store;
  readonly gateway: ErpGateway;
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
  const postings = await store.inTenant(document.tenantId, (tx) => tx.postings.of(document.id));
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
  const { plan } = await store.inTenant(tenantId, (tx) => tx.plans.load<RequisitionPlan>(planId));
  const { erpKey } = posting;
  if (posting.step === 'order') return plan.order === null ? null : { ...plan.order, erpKey };
  const keys = { erpKey, ediBatch: ediBatchFrom(erpKey) };
  if (plan.voucher !== null) return { ...plan.voucher, ...keys, order: null };
  return plan.journal === null ? null : { ...plan.journal, ...keys };
}

async function write(
  { store, note }: ConfirmVoided,
  document: DocumentRow,
  postings: readonly PostingRow[],
): Promise<void> {
  await store.inTenant(document.tenantId, async (tx) => {
    if (document.commitmentId !== null) await tx.commitments.lock(document, document.projectId, document.commitmentId);
    await tx.versionRows.touch(document, [causeKey.requisition(document.sourceId)]);
    const locked = await tx.documents.lock(document.id);
    for (const posting of postings) {
      const to = posting.state === 'confirmed' ? 'voided' : 'rejected';
      if ((await tx.postings.move(posting, to)) === null) continue;
      await tx.decisions.record(locked, { kind: 'confirmVoided', subject: posting.erpKey, note });
      await tx.audit(document, `${posting.step}.${to}`, {
        erpKey: posting.erpKey,
        ordinal: posting.ordinal,
        reference: posting.reference,
        note,
      });
    }
    // The voucher is what makes the document count as posted; without it later numbers wait again.
    if (postings.some((posting) => posting.step === 'voucher')) await tx.countedLines.count(locked, []);
    await tx.documents.setStage(document.id, 'checking', true);
  });
}
