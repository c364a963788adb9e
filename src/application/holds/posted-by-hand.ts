import type { ErpAdapter } from '../../clients/erp-adapter';
import { documentKind, seriesSubject } from '../../domain/documents/document-kinds';
import { booksOf } from '../../domain/holds/choice';
import type { Entry } from '../../domain/posting/books/entry';
import { otherwiseFacts } from '../../domain/posting/found-otherwise';
import type { Found, Reference } from '../../domain/posting/look';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import type { PostingKind } from '../../domain/posting/posting-kind';
import { isGone } from '../../domain/posting/stages/posting-stage';
import { shortHash } from '../../domain/text/short-hash';
import { documentStands } from '../../ledger/document-stands';
import { knownOf } from '../../ledger/effects/completed-body';
import { toldToPort } from '../../ledger/effects/told-to-port';
import { postingKey } from '../../ledger/posting-key';
import type { Connection } from '../../store/connections/connections';
import type { HeldDocument } from '../../store/holds/holds';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';
import { ActionError } from '../action-error';
import type { DecidedBy } from './decide-held';

interface PostedByHand {
  readonly store: Store;
  readonly erp: ErpAdapter;
  readonly connection: Connection;
  readonly held: HeldDocument;
  readonly decision: DecidedBy;
}

/** What would be posted now of a held document, in the ERP's own terms. */
interface Wanted {
  readonly plan: Plan;
  readonly step: PlannedStep;
  readonly kind: PostingKind;
  readonly body: unknown;
  readonly key: string;
  readonly ordinal: number;
  readonly stands: string;
}

/**
 * Somebody entered in the ERP what a held document would post: it counts as posted, and is watched like ours (accounting-changes 4).
 * The ERP is asked: it stands there, nobody else of ours claims it, and it is what the plan says; else both sides are shown,
 * and it counts as it stands only with the mark of that.
 */
export async function postedByHand(deps: PostedByHand): Promise<{ readonly subjects: readonly string[] }> {
  const { erp, decision } = deps;
  const wanted = await wantedOf(deps);
  const found = await foundAs(deps, wanted, decision.reference ?? '');
  const differs = wanted.kind.compare(wanted.body, found);
  let { entries } = wanted.step;
  let name = wanted.kind.terms(wanted.body);
  if (differs.length > 0) {
    const mark = shortHash(JSON.stringify([wanted.key, booksOf(entries), found.reference, differs]), 8);
    if (decision.shown !== mark) {
      throw refused(
        `${erp.words.reference(found.reference)} is not what would be posted: ${differs.join('; ')}. To have it count as it stands, give --shown ${mark}`,
      );
    }
    const accepted = wanted.kind.accepted?.(wanted.body, found) ?? {
      why: `nothing of the kind ${wanted.kind.name} is accepted`,
    };
    if ('why' in accepted) throw refused(`it cannot be told what counts for which item: ${accepted.why}`);
    ({ entries, ...name } = accepted);
  }
  await enter(deps, wanted, { found, differs: differs.join('; '), entries, name });
  return { subjects: [wanted.key] };
}

/** By the newest plan, or by what the hold offers to post beside what stands. */
async function wantedOf({ store, erp, connection, held }: PostedByHand): Promise<Wanted> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const document = await tx.documents.load(held.document.id);
    const offer = held.problems.find((problem) => problem.offer !== undefined)?.offer;
    const stands = await documentStands(tx, document);
    const stored = document.planId === null ? null : await tx.plans.load<Plan>(document.planId);
    const isNewest = stored !== null && stored.hintNo === document.hintNo;
    const plan = offer === undefined ? (isNewest ? stored.plan : null) : (offer.plan ?? null);
    const billing = stands.step;
    const step = plan?.steps.find((one) => one.step === billing);
    const known = step === undefined ? undefined : erp.kinds.get(step.kind);
    if (plan === null || step === undefined || known === undefined || step.system !== erp.system) {
      throw refused('what it would post is not known: what else is wrong with it is corrected first');
    }
    if (plan.steps.filter((one) => one.step === billing).length > 1) {
      throw refused(
        'it is moved to another supplier, by a credit and a posting anew: "by-hand" says that somebody sees to both',
      );
    }
    if (offer === undefined && stands.entries.length > 0) throw refused('it is posted already');
    if (stands.postings.some(isUnsettled(billing))) {
      throw refused('something of it was sent, and nobody knows yet whether it arrived: that is settled first');
    }
    const own = stands.postings.filter((one) => one.step === billing);
    const ordinal = Math.max(0, ...own.map((one) => one.ordinal)) + 1;
    const keyOf = (at: number): string => postingKey(connection, document, billing, at);
    const { stood, earlier } = await knownOf(tx, stands.postings, step);
    const body = known.kind.complete(step.draft, {
      ...{ key: keyOf(ordinal), ordinal, revision: stood.length + 1, today: '', isByHand: true as const },
      earlier: (name) => earlier.get(name) ?? null,
    });
    return { plan, step, kind: known.kind, body, key: keyOf(ordinal), ordinal, stands: stands.hashBut(null) };
  });
}

function isUnsettled(billing: string) {
  return ({ step, state, leased }: PostingRow): boolean =>
    step === billing && (state === 'sent' || state === 'uncertain' || (state === 'reserved' && leased));
}

/** What the person named, as the ERP shows it: by the ERP's own name of it, else as what has the number there. */
async function foundAs({ store, erp, connection }: PostedByHand, wanted: Wanted, written: string): Promise<Found> {
  const port = erp.kinds.get(wanted.step.kind)?.port;
  if (port === undefined) throw refused('nothing of the kind is looked for');
  const told = (reference: Reference | null) =>
    toldToPort({ key: wanted.key, kind: wanted.kind.name, reference, facts: {}, firstSentAt: null }, wanted.body);
  let reference = (await port.called?.(told(null), written)) ?? null;
  if (reference === null) {
    const [look] = await port.look([told(null)]);
    const names = (look?.strangers ?? []).map((one) => ({ one, called: erp.words.reference(one.reference) }));
    reference = names.find(({ one, called }) => [called, one.number].includes(written.trim()))?.one.reference ?? null;
    if (reference === null) {
      const list = names.map(({ called }) => `"${called}"`).join(', ');
      throw new ActionError(
        'badInput',
        `reference "${written}": ${erp.words.name} shows nothing so called of the supplier${list === '' ? '' : `; it shows ${list}`}`,
      );
    }
  }
  const [look] = await port.look([told(reference)]);
  const [found, ...more] = (look?.found ?? []).filter((one) => !isGone(one.stage));
  if (found === undefined || more.length > 0) {
    throw refused(`${written} does not stand in ${erp.words.name}, or is voided there`);
  }
  const named = reference;
  const claimed = await store.inTenant(connection.tenantId, (tx) =>
    tx.standings.knownAs({ id: '0', connectionId: connection.connectionId }, named),
  );
  if (claimed[0] !== undefined) throw refused(`${written} belongs to another posting of ours (${claimed[0].key})`);
  return found;
}

interface Entered {
  readonly found: Found;
  readonly differs: string;
  readonly entries: readonly Entry[];
  readonly name: { readonly supplier: string; readonly number: string };
}

/** In the document's own transaction, and only for what was looked at. */
async function enter({ store, erp, held, decision }: PostedByHand, wanted: Wanted, entered: Entered): Promise<void> {
  const { document: then } = held;
  const { plan, step, kind, body, key, ordinal } = wanted;
  const { found, differs, entries, name } = entered;
  const { note, evidence = '', role = '' } = decision;
  const cause = documentKind(then.kind).cause(then.sourceId);
  await store.inTenant(then.tenantId, async (tx) => {
    if (then.commitmentId !== null) await tx.subjects.lock(then, [seriesSubject(then.commitmentId)]);
    await tx.mending(then, cause === null ? [] : [cause], async () => {
      const document = await tx.documents.lock(then.id);
      const [now] = await tx.holds.standing(then, { documentId: then.id });
      if (now?.hold.id !== held.hold.id || document.hintNo !== then.hintNo || document.planId !== then.planId)
        throw moved();
      for (const one of await tx.postings.lockOf(document.id)) {
        if (isUnsettled(step.step)(one)) throw moved();
        if (one.step === step.step && one.state === 'reserved') await tx.postings.move(one, 'rejected');
      }
      if ((await documentStands(tx, document)).hashBut(null) !== wanted.stands) throw moved();
      const because = await tx.decisions.record([document], {
        kind: 'postedByHand',
        subject: key,
        note,
        evidence,
        role,
      });
      const { mappingVersion, totals, currency } = plan.head;
      const planId = await tx.plans.store(document, {
        hintNo: document.hintNo,
        asOf: await tx.versionRows.clockNow(document),
        mappingVersion,
        contentHash: await contentHashOf(held, () => tx.plans.contentHashOf(document.planId ?? '')),
        body: {
          ...plan,
          steps: plan.steps.filter(isFollowing(erp)),
          difference: { because, totals: plan.difference?.totals ?? totals },
        },
        ...(totals === null ? {} : { amounts: { ...totals, currency } }),
      });
      const posting = await tx.postings.reserve(document, {
        ...{ documentId: document.id, step: step.step, ordinal, key, origin: 'byHand' as const },
        ...{ system: step.system, kind: kind.name, subject: `${step.subject}/byHand`, occupies: false, ...name },
        ...{ because, planStep: 'postedByHand', planId, leaseMs: null, body: await tx.sealed.seal('posting', body) },
      });
      const facts = { ...found.facts, ...(differs === '' ? {} : taken(differs)) };
      const { reference, stage, stageWord } = found;
      const confirmed = await tx.postings.move(posting, 'confirmed', { reference, stage, stageWord, facts });
      if (confirmed === null) throw moved();
      await tx.effects.write(confirmed, [{ document, entries }]);
      await tx.documents.setStage(document.id, 'byHand', true);
      await tx.holds.release(held);
    });
    await tx.audit(then, 'decision.postedByHand', { key, reference: found.reference, differs, note, evidence, role });
  });
}

/** What follows a voucher, whoever made it: its order is canceled. A run for its rows is none of ours. */
function isFollowing({ system, kinds }: ErpAdapter): (step: PlannedStep) => boolean {
  return (step) => step.system === system && step.moves === undefined && kinds.get(step.kind)?.kind.nature === 'sets';
}

function contentHashOf({ problems }: HeldDocument, ofPlan: () => Promise<string>): Promise<string> {
  const offer = problems.find((problem) => problem.offer !== undefined)?.offer;
  return offer === undefined ? ofPlan() : Promise.resolve(offer.contentHash);
}

function taken(differs: string): Readonly<Record<string, string>> {
  return { [otherwiseFacts.differs]: differs, [otherwiseFacts.accepted]: differs, [otherwiseFacts.unclear]: '' };
}

function moved(): ActionError {
  return refused('the document is not as it was when the ERP was asked; "hold show" shows how it stands now');
}

function refused(why: string): ActionError {
  return new ActionError('refused', `${why}. Nothing was changed`);
}
