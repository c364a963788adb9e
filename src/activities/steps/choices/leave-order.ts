import type { ErpAdapter } from '../../../clients/erp-adapter';
import { documentKind } from '../../../domain/documents/document-kinds';
import {
  isChoice,
  shownMark,
  type ChoiceBinding,
  type ChoiceOffer,
  type MadeChoice,
} from '../../../domain/holds/choice';
import type { PassEnd } from '../../../domain/posting/stages/pass';
import { choiceFor, documentStands } from '../../../ledger/document-stands';
import type { DocumentRow } from '../../../store/documents/documents';
import type { Tx } from '../../../store/unit-of-work';
import type { ActivityPorts } from '../../ports';

// An order, or lines on it, that stand in the ERP otherwise than Procore says: nothing is changed there by itself, and a person may
// leave them so (accounting-changes 1, 4). Where orders are relieved from here they are not left: what is open of them would follow
// from what is not carried.

type Kind = Pick<DocumentRow, 'kind'>;

/** Whether orders of the document may be left as they stand. */
export function mayBeLeft({ kind }: Kind, { relievesOrders }: Pick<ErpAdapter, 'relievesOrders'>): boolean {
  const { ofCommitment, series } = documentKind(kind);
  return ofCommitment && series === null && relievesOrders !== true;
}

/** That alone: the difference is made in the ERP by whoever buys. */
export function leaveOffer(binding: ChoiceBinding, { hintNo }: Pick<DocumentRow, 'hintNo'>): ChoiceOffer {
  return {
    ...binding,
    hintNo,
    choices: [
      {
        kind: 'leave',
        says: 'The order stays as it is in the ERP, and requisitions bill it as it is. Whoever buys may change it there. It is asked anew when Procore says something else once more.',
        shown: shownMark('leave', binding, []),
        moves: [],
        facts: {},
      },
    ],
  };
}

/** What is under way is settled before anybody chooses by what stands. */
export function isUnderWay({ postings }: Pick<Awaited<ReturnType<typeof documentStands>>, 'postings'>): boolean {
  return postings.some(({ state }) => ['reserved', 'sent', 'uncertain'].includes(state));
}

/** The document is done, and stands as its postings do; only while the choice counts. */
export async function settleOrderLeft(
  { store }: ActivityPorts,
  document: DocumentRow,
  choice: Pick<MadeChoice, 'id' | 'contentHash'> & { readonly kind?: string },
  counts: (tx: Tx, now: DocumentRow) => Promise<boolean>,
): Promise<PassEnd> {
  const { cause, stageOf } = documentKind(document.kind);
  const waitsFor = cause(document.sourceId);
  return store.inTenant(document.tenantId, async (tx): Promise<PassEnd> => {
    const { result } = await tx.mending(document, waitsFor === null ? [] : [waitsFor], async () => {
      const now = await tx.documents.lock(document.id);
      if (now.hintNo !== document.hintNo || !(await counts(tx, now))) return null;
      const stage = stageOf(await tx.runs.postingsOf(now.id));
      await tx.documents.setStage(now.id, stage, false);
      return { stage };
    });
    if (result === null) return { next: 'again', why: 'changed' };
    await tx.audit(document, `choice.${choice.kind ?? 'leave'}`, {
      decision: choice.id,
      contentHash: choice.contentHash,
    });
    return { next: 'close', stage: result.stage };
  });
}

/** Of a content that stands otherwise. */
export function stillChosen({ id, contentHash }: MadeChoice) {
  return async (tx: Tx, now: DocumentRow): Promise<boolean> =>
    (await choiceFor(tx, now, contentHash, await documentStands(tx, now)))?.id === id;
}

/** Of what was taken back in Procore: it is about the plan under which it stands. Null: nothing is to be chosen. */
export async function leftWithdrawn(
  tx: Tx,
  document: DocumentRow,
): Promise<{ readonly chosen: string | null; readonly offer: ChoiceOffer } | null> {
  const stands = await documentStands(tx, document);
  if (document.planId === null || isUnderWay(stands)) return null;
  const binding = { contentHash: document.planId, stands: stands.hashBut(null) };
  const newest = (await tx.decisions.of(document.id)).find(({ kind }) => isChoice(kind) || kind === 'reopen');
  const isChosen =
    newest?.kind === 'leave' && newest.subject === binding.contentHash && newest.stands === binding.stands;
  return { chosen: isChosen ? newest.id : null, offer: leaveOffer(binding, document) };
}
