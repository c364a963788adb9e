import type { ErpAdapter } from '../../clients/erp-adapter';
import { documentKind, seriesSubject } from '../../domain/documents/document-kinds';
import type { Entry } from '../../domain/posting/books/entry';
import { otherwiseFacts } from '../../domain/posting/found-otherwise';
import type { Found } from '../../domain/posting/look';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import { documentStands } from '../../ledger/document-stands';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { HeldDocument } from '../../store/holds/holds';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { DecidedBy } from './decide-held';

export interface PostedByHand {
  readonly store: Store;
  readonly erp: ErpAdapter;
  readonly connection: Connection;
  readonly held: HeldDocument;
  readonly decision: DecidedBy;
}

/** What counts of a held document once it is entered, in the ERP's own terms. */
export interface CountsByHand {
  readonly plan: Plan;
  readonly step: Pick<PlannedStep, 'step' | 'system' | 'subject' | 'kind'>;
  readonly body: unknown;
  readonly key: string;
  readonly ordinal: number;
  /** The content that it is about. */
  readonly contentHash: string;
  /** Of what stood of the document when the ERP was asked. */
  readonly stands: string;
  /** Asked once more under the locks; throws where it may not be entered any more. */
  readonly may?: (tx: Tx, document: DocumentRow) => Promise<void>;
}

/** As it stands there. */
interface EnteredThere {
  readonly found: Found;
  /** From what would have been posted, as it was accepted; `''`: in nothing. */
  readonly differs: string;
  readonly entries: readonly Entry[];
  readonly name: { readonly supplier: string; readonly number: string };
}

export function isUnsettled(billing: string) {
  return ({ step, state, leased }: PostingRow): boolean =>
    step === billing && (state === 'sent' || state === 'uncertain' || (state === 'reserved' && leased));
}

/** Nothing else of ours is known by what was named. */
export async function checkUnclaimed(
  tx: Tx,
  { connectionId }: Pick<Connection, 'connectionId'>,
  { reference }: Pick<Found, 'reference'>,
  called: string,
): Promise<void> {
  const [claimed] = await tx.standings.knownAs({ id: '0', connectionId }, reference);
  if (claimed !== undefined) throw refused(`${called} belongs to another posting of ours (${claimed.key})`);
}

/** In the document's own transaction, and only for what was looked at. */
export async function enterByHand(
  { store, erp, connection, held, decision }: PostedByHand,
  wanted: CountsByHand,
  entered: EnteredThere,
): Promise<void> {
  const { document: then } = held;
  const { plan, step, body, key, ordinal, contentHash } = wanted;
  const called = erp.words.reference(entered.found.reference);
  const { found, differs, entries, name } = entered;
  const { note, evidence = '', role = '' } = decision;
  const cause = documentKind(then.kind).cause(then.sourceId);
  await store.inTenant(then.tenantId, async (tx) => {
    // Two who name the same go one after the other.
    const series = then.commitmentId === null ? [] : [seriesSubject(then.commitmentId)];
    await tx.subjects.lock(then, [...series, `entered:${called}`]);
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
      await checkUnclaimed(tx, connection, found, called);
      await wanted.may?.(tx, document);
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
        contentHash,
        body: {
          ...plan,
          steps: plan.steps.filter(isFollowing(erp)),
          difference: { because, totals: plan.difference?.totals ?? totals },
        },
        ...(totals === null ? {} : { amounts: { ...totals, currency } }),
      });
      const posting = await tx.postings.reserve(document, {
        ...{ documentId: document.id, step: step.step, ordinal, key, origin: 'byHand' as const },
        ...{ system: step.system, kind: step.kind, subject: `${step.subject}/byHand`, occupies: false, ...name },
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

function taken(differs: string): Readonly<Record<string, string>> {
  return { [otherwiseFacts.differs]: differs, [otherwiseFacts.accepted]: differs, [otherwiseFacts.unclear]: '' };
}

function moved(): ActionError {
  return refused('the document is not as it was when the ERP was asked; "hold show" shows how it stands now');
}

export function refused(why: string): ActionError {
  return new ActionError('refused', `${why}. Nothing was changed`);
}
