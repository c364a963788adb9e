import { booksOf } from '../../domain/holds/choice';
import type { Found, Reference } from '../../domain/posting/look';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import type { PostingKind } from '../../domain/posting/posting-kind';
import { isGone } from '../../domain/posting/stages/posting-stage';
import { shortHash } from '../../domain/text/short-hash';
import { documentStands } from '../../ledger/document-stands';
import { knownOf } from '../../ledger/effects/completed-body';
import { toldToPort } from '../../ledger/effects/told-to-port';
import { postingKey } from '../../ledger/posting-key';
import { ActionError } from '../action-error';
import {
  checkUnclaimed,
  enterByHand,
  isUnsettled,
  refused,
  type CountsByHand,
  type PostedByHand,
} from './enter-by-hand';
import { postedUnplanned } from './posted-unplanned';

/** What would be posted now of a held document. */
interface Wanted extends CountsByHand {
  readonly step: PlannedStep;
  readonly kind: PostingKind;
}

/**
 * Somebody entered in the ERP what a held document would post: it counts as posted, and is watched like ours (accounting-changes 4).
 * The ERP is asked: it stands there, nobody else of ours claims it, and it is what the plan says; else both sides are shown,
 * and it counts as it stands only with the mark of that.
 */
export async function postedByHand(deps: PostedByHand): Promise<{ readonly subjects: readonly string[] }> {
  const { erp, decision } = deps;
  const wanted = await wantedOf(deps);
  if (wanted === null) return postedUnplanned(deps);
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
  await enterByHand(deps, wanted, { found, differs: differs.join('; '), entries, name });
  return { subjects: [wanted.key] };
}

/** By the newest plan, or by what the hold offers to post beside what stands. Null: it is not known what would be posted. */
async function wantedOf({ store, erp, connection, held }: PostedByHand): Promise<Wanted | null> {
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
    if (plan === null || step === undefined || known === undefined || step.system !== erp.system) return null;
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
    const contentHash = offer?.contentHash ?? (await tx.plans.contentHashOf(document.planId ?? ''));
    const counts = { plan, step, contentHash, stands: stands.hashBut(null) };
    return { ...counts, kind: known.kind, body, key: keyOf(ordinal), ordinal };
  });
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
  await store.inTenant(connection.tenantId, (tx) => checkUnclaimed(tx, connection, found, written));
  return found;
}
