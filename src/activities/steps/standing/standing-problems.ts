import { documentKind } from '../../../domain/documents/document-kinds';
import type { Problem } from '../../../domain/holds/hold-reason';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Tx } from '../../../store/unit-of-work';
import { ofMovedSupplier } from './moved-supplier';
import { reviewed } from './note-standing';
import { targetOf, type StepContext } from '../step-context';

type Of = Pick<StepContext, 'document' | 'targets'>;

/** What is wrong with what is posted of a document where it stands now, all of it, whatever its plan says. */
export async function standingProblems(tx: Tx, { document, targets }: Of): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const posting of await tx.runs.postingsOf(document.id)) {
    if (posting.state !== 'confirmed' || posting.body === null) continue;
    const { kind, target } = targetOf(targets, posting);
    const body = kind.parse(await tx.sealed.open<unknown>('posting', posting.body));
    const found = reviewed(kind, target.words, body, posting);
    const own = await ofMovedSupplier(tx, { document, posting, kind, body }, found);
    problems.push(...(posting.documentId === document.id ? own : await decidedAtOwner(tx, posting, own)));
  }
  return problems;
}

/** A posting of many documents is decided about where it is made, for all of them together. */
async function decidedAtOwner(tx: Tx, posting: PostingRow, problems: readonly Problem[]): Promise<readonly Problem[]> {
  if (problems.length === 0) return [];
  const { kind, sourceId } = await tx.documents.load(posting.documentId);
  return problems.map((problem) => ({ ...problem, remedies: [{ act: 'seeDocument', document: { kind, sourceId } }] }));
}

/**
 * What a person confirmed to stand no more, where nothing stands in its place: it is posted again by no plan, since somebody
 * may have entered it by hand. `wanted`: the steps that are to be posted.
 */
export async function stoodOnce(tx: Tx, { document, targets }: Of, wanted: readonly string[]): Promise<Problem[]> {
  const decisions = (await tx.decisions.of(document.id)).filter(({ kind }) => kind === 'confirmVoided');
  if (decisions.length === 0) return [];
  const postings = (await tx.runs.postingsOf(document.id)).filter(
    (one) => wanted.includes(one.step) && targetOf(targets, one).kind.nature === 'adds',
  );
  return [...new Set(postings.map(({ step }) => step))].flatMap((step) => {
    const own = postings.filter((one) => one.step === step);
    if (own.some(({ state }) => ['sent', 'uncertain', 'confirmed'].includes(state))) return [];
    const newest = own.findLast(({ key }) => decisions.some(({ subject }) => subject === key));
    const decision = decisions.find(({ subject }) => subject === newest?.key);
    return newest === undefined || decision === undefined
      ? []
      : [stoodOnceProblem(newest, decision, { document, targets })];
  });
}

function stoodOnceProblem(
  posting: PostingRow,
  { decidedBy, decidedAt, note }: { readonly decidedBy: string; readonly decidedAt: string; readonly note: string },
  { document, targets }: Of,
): Problem {
  const { words } = targetOf(targets, posting).target;
  const { ofCommitment, series } = documentKind(document.kind);
  const isOrdered = ofCommitment && series === null;
  const { step, key, reference } = posting;
  const name = reference === null ? step : `${step} ${words.reference(reference)}`;
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'our key',
    value: key,
    message: `The ${name} stands in ${words.name} no more, as ${decidedBy} confirmed on ${decidedAt.slice(0, 10)} ("${note}"). It counts as posted no longer, and it is not posted again.`,
    remedies: [
      {
        act: 'inProcore',
        text: isOrdered
          ? 'If it is not to be ordered, delete it in Procore or take its approval back; if it is, enter it there as a new one'
          : 'If it is not to be paid, delete it in Procore or take its approval back',
      },
    ],
    facts: { confirmedBy: decidedBy, confirmedAt: decidedAt, note },
  };
}
