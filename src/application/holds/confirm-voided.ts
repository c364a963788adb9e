import { seriesSubject } from '../../domain/documents/document-kinds';
import { isBooking } from '../../domain/posting/posting-kind';
import { isGone } from '../../domain/posting/stages/posting-stage';
import type { ErpAdapter } from '../../clients/erp-adapter';
import { causeKey, keptBy } from '../../domain/holds/cause-key';
import { standsHash, unclearText } from '../../domain/posting/found-otherwise';
import type { Look } from '../../domain/posting/look';
import type { Plan } from '../../domain/posting/plan/planned-step';
import { completedBody, knownOf } from '../../ledger/effects/completed-body';
import { toldToPort } from '../../ledger/effects/told-to-port';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';

/** What falls with a posting that does not stand any more: it was done for that one alone. */
const fallsWith: Readonly<Record<string, readonly string[]>> = {
  order: ['orderChange', 'orderCancel'],
  voucher: ['processorRun'],
};

export interface ConfirmVoided {
  readonly store: Store;
  readonly erp: ErpAdapter;
  readonly note: string;
  /** `noneStands`: also what nobody can tell of counts as gone, on the word of a person. */
  readonly kind: 'confirmVoided' | 'noneStands';
  /** With `noneStands`: the postings that the person was asked about, and the hash of what was shown of each. */
  readonly shown?: ReadonlyMap<string, string>;
  /** It is not to be paid at all: what was handled by hand falls with what is voided, on the person's word. */
  readonly isWithdrawn?: boolean;
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
    if (['rejected', 'voided'].includes(posting.state) || posting.leased || isOfNothingSent(posting)) continue;
    const look = await lookFor(deps, document, posting, postings);
    if (look === null) continue;
    const { found, unclear } = look;
    const isAsked = deps.kind === 'noneStands';
    if (isAsked && !sawIt(deps, posting, look)) continue;
    const mayStand = unclear !== undefined && !isAsked;
    if (mayStand || found.some((one) => !isGone(one.stage))) standing.push(posting);
    else if (posting.state === 'confirmed' || found.length > 0 || unclear !== undefined) voided.push(posting);
  }
  const byHand = deps.isWithdrawn === true && standing.length === 0;
  const fallen = postings.filter(
    (one) =>
      one.state === 'confirmed' &&
      (voided.some((posting) => fallsWith[posting.step]?.includes(one.step)) || (byHand && isOfNothingSent(one))),
  );
  // Of what was taken over nothing of ours stands there: that it is out of the books the person says.
  const gone = voided.length > 0 ? voided : fallen.filter(({ origin }) => origin === 'takenOver');
  if (gone.length > 0) await write(deps, document, [...new Set([...gone, ...fallen])]);
  return { voided: gone, standing };
}

/** Handled by hand, or taken over, it is under no key of ours: the ERP cannot be asked about it. */
function isOfNothingSent({ origin, body }: PostingRow): boolean {
  return ['byHand', 'takenOver'].includes(origin) && body === null;
}

/** What the person was shown of the posting is what cannot be told still. */
function sawIt({ erp, shown }: ConfirmVoided, { key }: PostingRow, { unclear }: Pick<Look, 'unclear'>): boolean {
  if (unclear === undefined) return false;
  return shown?.get(key) === standsHash(unclearText(unclear, (reference) => erp.words.reference(reference)));
}

/** Null for what is no thing of value there, or of which nobody knows what it was to be. */
async function lookFor(
  { store, erp }: ConfirmVoided,
  document: DocumentRow,
  posting: PostingRow,
  postings: readonly PostingRow[],
): Promise<Pick<Look, 'found' | 'unclear'> | null> {
  const known = erp.kinds.get(posting.kind);
  if (posting.system !== erp.system || known === undefined || !isBooking(known.kind)) return null;
  const { kind, port } = known;
  const body = await store.inTenant(document.tenantId, async (tx) => {
    if (posting.body !== null) return kind.parse(await tx.sealed.open<unknown>('posting', posting.body));
    if (document.planId === null) return null;
    // Before it is sent, as it is planned.
    const { plan } = await tx.plans.load<Plan>(document.planId);
    const step = plan.steps.find((one) => one.step === posting.step && one.kind === posting.kind);
    if (step === undefined) return null;
    const request = { kind, step, today: '', keyOf: () => posting.key };
    return completedBody(request, await knownOf(tx, postings, step), posting.ordinal);
  });
  if (body === null) return null;
  const [look] = await port.look([toldToPort(posting, body)]);
  return look ?? { found: [] };
}

async function write(
  { store, note, kind }: ConfirmVoided,
  document: DocumentRow,
  postings: readonly PostingRow[],
): Promise<void> {
  await store.inTenant(document.tenantId, async (tx) => {
    if (document.commitmentId !== null) await tx.subjects.lock(document, [seriesSubject(document.commitmentId)]);
    // What stands no more keeps nobody off its subject or its number: who waits for that goes on.
    const freed = postings.flatMap(keptBy);
    await tx.versionRows.touch(document, [causeKey.requisition(document.sourceId), ...freed]);
    // A posting of many documents falls for all of them, so all are decided about together, and look again.
    const parts = await Promise.all(postings.map((posting) => tx.effects.documentsOf(posting.id)));
    const locked = await tx.documents.lockAll([...new Set([document.id, ...parts.flat()])]);
    for (const [index, posting] of postings.entries()) {
      const to = posting.state === 'confirmed' ? 'voided' : 'rejected';
      if ((await tx.postings.move(posting, to)) === null) continue;
      const others = locked.filter((one) => one.id !== document.id && parts[index]?.includes(one.id));
      await tx.decisions.record([document, ...others], { kind, subject: posting.key, note });
      for (const other of others) await tx.documents.hint(other);
      await tx.audit(document, `${posting.step}.${to}`, {
        key: posting.key,
        ordinal: posting.ordinal,
        reference: posting.reference,
        note,
      });
    }
    await tx.documents.setStage(document.id, 'checking', true);
    await tx.holds.releaseByCause(document, freed);
  });
}
