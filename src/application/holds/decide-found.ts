import { seriesSubject } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import { otherwiseFacts, standsHash, unclearText } from '../../domain/posting/found-otherwise';
import type { Look, Reference } from '../../domain/posting/look';
import type { Accepted, PostingKind } from '../../domain/posting/posting-kind';
import { isGone } from '../../domain/posting/stages/posting-stage';
import type { ErpAdapter, KindAtTarget } from '../../clients/erp-adapter';
import { toldToPort } from '../../ledger/effects/told-to-port';
import type { DocumentRow } from '../../store/documents/documents';
import type { HeldDocument } from '../../store/holds/holds';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';

export interface DecideFound {
  readonly store: Store;
  readonly erp: ErpAdapter;
  readonly held: HeldDocument;
  readonly note: string;
}

/** A posting that the hold asks about, as the ERP shows it now. */
interface Questioned {
  readonly posting: PostingRow;
  readonly known: KindAtTarget;
  readonly body: unknown;
  readonly look: Look;
}

/**
 * What stands otherwise than it was sent counts as posted (accounting 4): with its supplier, number, accounts and amounts, for
 * previous, withheld and certificates. It counts for what the person saw: the content that was held, and what stood then.
 */
export async function acceptFound(deps: DecideFound): Promise<readonly string[]> {
  const { held } = deps;
  const subjects: string[] = [];
  for (const { posting, known, body, look } of await questioned(deps)) {
    const [found, ...others] = look.found.filter((one) => !isGone(one.stage));
    if (look.unclear !== undefined || found === undefined || others.length > 0) {
      throw refused(`the ERP does not show exactly one document for ${posting.key} now`);
    }
    const differs = known.kind.compare(body, found).join('; ');
    sawIt(held, posting, differs);
    const accepted = known.kind.accepted?.(body, found) ?? {
      why: `nothing of the kind ${known.kind.name} is accepted`,
    };
    if ('why' in accepted) throw refused(`it cannot be told what counts for which item: ${accepted.why}`);
    await write(deps, posting, 'acceptFound', async (tx, document) => {
      const confirmed = await asConfirmed(tx, posting, { ...found, facts: { ...found.facts, ...taken(differs) } });
      if (confirmed === null) throw moved();
      const { supplier, number } = accepted;
      const facts = { ...found.facts, ...taken(differs) };
      if (!(await tx.standings.accept(confirmed, { supplier, number, facts }))) throw moved();
      await writeEffects(tx, document, confirmed, accepted);
      return { supplier, number, differs, reference: found.reference };
    });
    subjects.push(posting.key);
  }
  return subjects;
}

/** Which thing in the ERP is ours: it is looked for by that from now on, and compared like any other. */
export async function nameFound(deps: DecideFound, written: string): Promise<readonly string[]> {
  const { erp, held, store } = deps;
  const [one, ...others] = await questioned(deps);
  if (one === undefined || others.length > 0) throw refused('the hold does not ask about exactly one posting');
  const { posting, known, body, look } = one;
  if (look.unclear === undefined) throw moved();
  sawIt(
    held,
    posting,
    unclearText(look.unclear, (reference) => erp.words.reference(reference)),
  );
  const reference = await namedIn(erp, one, written);
  const named = { ...posting, reference: { ...posting.reference, ...reference } };
  const [again] = await known.port.look([toldToPort(named, body)]);
  const [found, ...more] = (again?.found ?? []).filter((each) => !isGone(each.stage));
  if (again === undefined || found === undefined || more.length > 0) {
    throw new ActionError(
      'refused',
      `${written} does not stand in ${erp.words.name}, or is voided there. Nothing was changed`,
    );
  }
  const claimed = await store.inTenant(posting.tenantId, (tx) => tx.standings.knownAs(posting, reference));
  if (claimed.length > 0) throw refused(`${written} belongs to another posting of ours (${claimed[0]?.key ?? ''})`);
  await write(deps, posting, 'nameFound', async (tx) => {
    await tx.standings.nameReference(posting, found.reference);
    if (posting.state === 'confirmed') {
      const { stage, stageWord, facts } = found;
      const now = { ...facts, ...compared(known.kind, body, found) };
      await tx.postings.noteStanding(posting, { stage, stageWord, reference: found.reference, facts: now });
    }
    return { reference: found.reference };
  });
  return [posting.key];
}

/** A name of a posting that the hold names as `foundButDifferent`, with the ERP asked about it anew. */
async function questioned({ store, erp, held }: DecideFound): Promise<readonly Questioned[]> {
  const { document } = held;
  const keys = new Set(
    held.problems.filter(({ reason }) => reason === 'foundButDifferent').map((problem) => problem.value),
  );
  const postings = await store.inTenant(document.tenantId, (tx) => tx.postings.of(document.id));
  const all: Questioned[] = [];
  for (const posting of postings.filter(({ key }) => keys.has(key))) {
    const known = posting.system === erp.system ? erp.kinds.get(posting.kind) : undefined;
    if (known === undefined || posting.body === null || posting.leased) throw moved();
    if (posting.state !== 'confirmed' && posting.state !== 'uncertain') throw moved();
    const body = known.kind.parse(await store.sealed.open<unknown>(posting.tenantId, 'posting', posting.body));
    const [look] = await known.port.look([toldToPort(posting, body)]);
    if (look === undefined) throw moved();
    all.push({ posting, known, body, look });
  }
  if (all.length === 0) throw refused('the hold does not name a posting that was sent');
  return all;
}

/** What the hold showed the person must be what stands there now. */
function sawIt(held: HeldDocument, posting: PostingRow, stands: string): void {
  const problem = held.problems.find((one) => one.reason === 'foundButDifferent' && one.value === posting.key);
  if (problem?.facts?.['stands'] !== standsHash(stands)) throw moved();
}

async function namedIn(
  { words }: ErpAdapter,
  { posting, known: { port }, body, look }: Questioned,
  written: string,
): Promise<Reference> {
  const shown = look.unclear?.others.find(({ reference }) => words.reference(reference) === written.trim());
  const reference = shown?.reference ?? (await port.called?.(toldToPort(posting, body), written)) ?? null;
  if (reference !== null) return reference;
  const list = (look.unclear?.others ?? []).map((one) => words.reference(one.reference)).join(', ');
  throw new ActionError(
    'badInput',
    `reference "${written}": name it as ${words.name} does, e.g. ${list === '' ? '"9001 PV 00200"' : `"${list}"`}`,
  );
}

/** In the document's own transaction: who decided, about what, and that it looks again. */
async function write(
  { store, held, note }: DecideFound,
  posting: PostingRow,
  kind: 'acceptFound' | 'nameFound',
  change: (tx: Tx, document: DocumentRow) => Promise<Record<string, unknown>>,
): Promise<void> {
  const { document: then } = held;
  await store.inTenant(then.tenantId, async (tx) => {
    if (then.commitmentId !== null) await tx.subjects.lock(then, [seriesSubject(then.commitmentId)]);
    await tx.versionRows.touch(then, [causeKey.requisition(then.sourceId)]);
    const document = await tx.documents.lock(then.id);
    // A newer content, or a newer plan, was not what the person saw.
    if (document.hintNo !== then.hintNo || document.planId !== then.planId) throw moved();
    const parts = await tx.effects.documentsOf(posting.id);
    if (parts.some((id) => id !== document.id)) throw refused('it is a posting of several documents');
    const said = await change(tx, document);
    await tx.decisions.record([document], { kind, subject: posting.key, note });
    await tx.audit(document, `decision.${kind}`, { key: posting.key, note, ...said });
    await tx.documents.setStage(document.id, 'checking', true);
  });
}

async function asConfirmed(
  tx: Tx,
  posting: PostingRow,
  { reference, stage, stageWord, facts }: Look['found'][number],
): Promise<PostingRow | null> {
  if (posting.state === 'confirmed') {
    await tx.postings.noteStanding(posting, { stage, stageWord, reference, facts });
    return posting;
  }
  return tx.postings.move(posting, 'confirmed', { reference, stage, stageWord, facts, leaseMs: null });
}

async function writeEffects(tx: Tx, document: DocumentRow, posting: PostingRow, { entries }: Accepted): Promise<void> {
  await tx.effects.write(posting, [{ document, entries }]);
}

function taken(differs: string): Readonly<Record<string, string>> {
  return { [otherwiseFacts.differs]: differs, [otherwiseFacts.accepted]: differs, [otherwiseFacts.unclear]: '' };
}

function compared(kind: PostingKind, body: unknown, found: Look['found'][number]): Readonly<Record<string, string>> {
  const differs = found.shown === null ? '' : kind.compare(body, found).join('; ');
  return { [otherwiseFacts.differs]: differs, [otherwiseFacts.unclear]: '' };
}

/** The world is not what the person saw. */
export function moved(): ActionError {
  return new ActionError(
    'refused',
    'what stands in the ERP, or the document, is not what the hold showed any more; "hold resume" has it looked at anew, then decide. Nothing was changed',
  );
}

function refused(why: string): ActionError {
  return new ActionError('refused', `${why}. Nothing was changed`);
}
