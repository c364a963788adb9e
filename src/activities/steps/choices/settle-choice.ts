import { seriesSubject } from '../../../domain/documents/document-kinds';
import type { MadeChoice } from '../../../domain/holds/choice';
import { minus } from '../../../domain/money/money';
import type { Plan } from '../../../domain/posting/plan/planned-step';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import type { SyncStage } from '../../../domain/posting/stages/sync-stage';
import { postingKey } from '../../../ledger/posting-key';
import type { Tx } from '../../../store/unit-of-work';
import type { ActivityPorts } from '../../ports';
import type { StepContext } from '../step-context';
import { hintHigherNumbers } from '../hint-waiting';
import { wakeItsOrder } from '../wake-its-order';
import { choiceFor, documentStands } from '../../../ledger/document-stands';
import { handEntries } from './offer-choices';

type Of = Pick<StepContext, 'connection' | 'document' | 'documentKind'>;

/** What stands stays as it is; later numbers go by that. */
export async function settleLeft(ports: ActivityPorts, of: Of, choice: MadeChoice): Promise<PassEnd> {
  return settle(ports, of, choice, 'left', () => Promise.resolve(true));
}

/**
 * The new content counts as posted: an entry of its own beside what stands, by account and item, of which nothing is sent. Its
 * plan says what the document comes to, and is what later content is compared with.
 */
export async function settleByHand(
  ports: ActivityPorts,
  of: Of & { readonly asOf: string; readonly whole: Plan },
  choice: MadeChoice,
): Promise<PassEnd> {
  const { connection, whole, asOf, documentKind } = of;
  const billing = documentKind.choosesAbout;
  const like = whole.steps.find(({ step }) => step === billing);
  if (billing === null || like === undefined) throw new RangeError('nothing of the plan moves cost');
  return settle(ports, of, choice, 'byHand', async (tx) => {
    const document = await tx.documents.lock(of.document.id);
    const postings = await tx.postings.lockOf(document.id);
    const inFlight = postings.some(
      ({ step, state }) => step === billing && ['reserved', 'sent', 'uncertain'].includes(state),
    );
    if (inFlight) return false;
    const entries = handEntries(whole, await documentStands(tx, document));
    const ordinal = Math.max(0, ...postings.filter(({ step }) => step === billing).map((one) => one.ordinal)) + 1;
    const { mappingVersion, totals, currency } = whole.head;
    const planId = await tx.plans.store(document, {
      hintNo: document.hintNo,
      asOf,
      mappingVersion,
      contentHash: choice.contentHash,
      body: { ...whole, steps: [], difference: { because: choice.id, totals: await missingOf(tx, of, whole) } },
      ...(totals === null ? {} : { amounts: { ...totals, currency } }),
    });
    const named = await tx.postings.reserve(document, {
      documentId: document.id,
      step: billing,
      ordinal,
      key: postingKey(connection, document, billing, ordinal),
      origin: 'byHand',
      system: like.system,
      kind: like.kind,
      subject: `${like.subject}/byHand`,
      occupies: false,
      supplier: '',
      number: '',
      because: choice.id,
      planStep: 'byHand',
      planId,
      leaseMs: null,
    });
    const entered = await tx.postings.move(named, 'confirmed', { stage: 'posted', stageWord: 'by hand' });
    if (entered === null) return false;
    await tx.effects.write(entered, [{ document, entries }]);
    await wakeItsOrder(tx, document);
    return true;
  });
}

async function missingOf(tx: Tx, { document }: Of, whole: Plan) {
  const { totals } = await documentStands(tx, document);
  const { head } = whole;
  const zero = { gross: '0', retained: '0', netRetainage: '0', payable: '0', rounding: '0' } as const;
  const own = { released: head.totals?.released ?? '0', tax: head.totals?.tax ?? '0' };
  return { ...zero, released: minus(own.released, totals.released), tax: minus(own.tax, totals.tax) };
}

/** Under the locks of the series and the document, and only while the choice counts. */
async function settle(
  { store }: ActivityPorts,
  { document, documentKind }: Of,
  choice: MadeChoice,
  stage: Extract<SyncStage, 'left' | 'byHand'>,
  enter: (tx: Tx) => Promise<boolean>,
): Promise<PassEnd> {
  // Looked at again as it was left, it ends no wait: a lower number that waits for it and has it looked at would do so for ever.
  const cause = document.stage === stage ? null : documentKind.cause(document.sourceId);
  const settled = await store.inTenant(document.tenantId, async (tx) => {
    if (document.commitmentId !== null) await tx.subjects.lock(document, [seriesSubject(document.commitmentId)]);
    const { result } = await tx.mending(document, cause === null ? [] : [cause], async () => {
      const now = await tx.documents.lock(document.id);
      if (now.hintNo !== document.hintNo) return false;
      const still = await choiceFor(tx, now, choice.contentHash, await documentStands(tx, now));
      if (still?.id !== choice.id || !(await enter(tx))) return false;
      await tx.documents.setStage(document.id, stage, false);
      if (document.stage !== stage) await hintHigherNumbers(tx, document);
      return true;
    });
    if (result)
      await tx.audit(document, `choice.${choice.kind}`, { decision: choice.id, contentHash: choice.contentHash });
    return result;
  });
  return settled ? { next: 'close', stage } : { next: 'again', why: 'changed' };
}
