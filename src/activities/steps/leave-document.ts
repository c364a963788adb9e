import { isFinalStage } from '../../domain/posting/stages/sync-stage';
import type { Problem } from '../../domain/holds/hold-reason';
import { documentKind } from '../../domain/documents/document-kinds';
import type { PassEnd } from '../../domain/posting/stages/pass';
import { settleInFlight } from '../../ledger/settle-in-flight';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import type { ActivityPorts } from '../ports';
import { carryOutOrderChoice, closedByChoice } from './choices/carry-out-order-choice';
import { cancelWithdrawnOrder } from './choices/cancel-withdrawn-order';
import { leftWithdrawn, mayBeLeft, settleOrderLeft } from './choices/leave-order';
import { offerCancel } from './choices/offer-cancel';
import { leaveTakenBack } from './choices/set-by-choice';
import { hintWaitingFor } from './hint-waiting';
import { orderedLines } from './standing/ordered-lines';
import { standingProblems } from './standing/standing-problems';
import { atTarget, targetsOf, type Targets } from './step-context';
import { standingPostings, withdrawnProblem } from './standing/withdrawn-problem';

const notVisibleAgainMs = 3_600_000;

/** What every pass knows when it has read its document. */
export interface PassOf {
  readonly connection: Connection;
  readonly document: DocumentRow;
  /** The connection's count before anything was read (store/version-rows.ts). */
  readonly asOf: string;
}

/** It has nothing left to do; what waits for it goes on. */
export async function closeDocument(
  { store }: Pick<ActivityPorts, 'store'>,
  document: DocumentRow,
  stage: DocumentRow['stage'],
): Promise<PassEnd> {
  // Before those that wait for it are let go: what it bills is part of what they have before.
  if (stage === null || stage === 'withdrawn') {
    await store.inTenant(document.tenantId, (tx) => hintWaitingFor(tx, document));
  }
  const cause = documentKind(document.kind).cause(document.sourceId);
  await store.inTenant(document.tenantId, async (tx) => {
    await tx.mending(document, cause === null ? [] : [cause], async () => {
      // What was recorded without a posting counted for later numbers; withdrawn, it counts no longer.
      if (stage === 'withdrawn') await tx.effects.record(document, []);
      await tx.documents.setStage(document.id, stage, false);
      if (stage === null || stage === 'withdrawn') await tx.retainageReleases.forget(document.id);
    });
  });
  return { next: 'close', stage };
}

/** An event or a person named an id that Procore does not have. */
export async function noDocument({ store }: Pick<ActivityPorts, 'store'>, document: DocumentRow): Promise<PassEnd> {
  await store.inTenant(document.tenantId, async (tx) => {
    await tx.documents.setStage(document.id, null, false);
    await tx.sightings.forget(document);
  });
  return { next: 'close', stage: null };
}

/** Nothing is concluded from what the account may not see. `wasOnItsWay`: by what was known of its status. */
export async function leaveAsItStands(
  ports: ActivityPorts,
  { document, asOf }: PassOf,
  { problem, wasOnItsWay }: { readonly problem: Problem; readonly wasOnItsWay: boolean },
): Promise<PassEnd> {
  const { store } = ports;
  const { stage, projectId } = document;
  await store.inTenant(document.tenantId, (tx) => tx.feeds.noteRun(document, projectId, 'sweep', 'noAccess'));
  const isOnItsWay = stage === null ? wasOnItsWay : !isFinalStage(stage, false);
  if (isOnItsWay) {
    return endWithHold(ports, document, {
      problems: [problem],
      asOf,
      wakeAfterMs: notVisibleAgainMs,
      ...(stage === null ? {} : { stage }),
    });
  }
  await store.inTenant(document.tenantId, (tx) => tx.documents.setStage(document.id, stage, false));
  return { next: 'close', stage };
}

/** It may not be posted any more, or not yet: a hold where something of it stands in the ERP, and nothing else. */
export async function notWanted(
  ports: ActivityPorts,
  pass: PassOf,
  {
    why,
    otherwise,
  }: {
    readonly why: string;
    /** Where it stands when nothing of it is posted. Others wait for a draft, not for what was deleted. */
    readonly otherwise: 'withdrawn' | null;
  },
): Promise<PassEnd> {
  const { connection, document, asOf } = pass;
  const { store } = ports;
  const postings = await store.inTenant(connection.tenantId, (tx) => tx.runs.postingsOf(document.id));
  const targets = await targetsFor(ports, connection, postings);
  const { waitMs, problems: unsettled } = await settleInFlight(store, document, (one) => atTarget(targets, one));
  if (postings.length > 0) await leaveTakenBack(ports, document);
  const now = await store.inTenant(connection.tenantId, (tx) => tx.runs.postingsOf(document.id));
  const standing = standingPostings(now, targets);
  const canceled =
    unsettled.length > 0 ? null : await cancelWithdrawnOrder(ports, { connection, document, targets, asOf, standing });
  if (canceled === 'done') return closeDocument(ports, document, otherwise);
  if (canceled !== null) return canceled.end;
  const chosen = unsettled.length > 0 || standing.length === 0 ? null : await orderChosen(ports, pass, targets);
  if (chosen === 'done') return { next: 'again', why: 'changed' };
  if (chosen !== null) return chosen.end;
  const left = standing.length === 0 || unsettled.length > 0 ? null : await leftAsItStands(ports, connection, document);
  if (left?.chosen != null) {
    const { chosen: id, offer } = left;
    return settleOrderLeft(ports, document, { id, contentHash: offer.contentHash }, async (tx, locked) => {
      const now = await leftWithdrawn(tx, locked);
      return now?.chosen === id;
    });
  }
  if (standing.length + unsettled.length > 0) {
    const { all, lines, offer } = await store.inTenant(connection.tenantId, async (tx) => ({
      all: await standingProblems(tx, { document, targets }),
      lines: await orderedLines(tx, document),
      offer: await offerCancel(tx, document, standing, targets),
    }));
    // Of what nobody can tell whether it stands, a person says so, and nothing else ends this.
    const untold = all.filter(({ reason }) => reason === 'foundButDifferent');
    const shown = { lines, offer: offer ?? left?.offer };
    const isChosenAbout = shown.offer !== undefined || (await choicesOf(ports, pass)) !== undefined;
    const withdrawn =
      standing.length === 0 ? [] : [withdrawnProblem(why, standing, targets, { ...shown, isChosenAbout })];
    const problems = [...withdrawn, ...untold, ...unsettled];
    return endWithHold(ports, document, { problems, asOf, ...(waitMs === null ? {} : { wakeAfterMs: waitMs }) });
  }
  // Somebody is about to send it still: he finds that he may not.
  if (waitMs !== null)
    return endWithWait(ports, document, { afterMs: waitMs, why: 'another attempt is at work on it' });
  return closeDocument(ports, document, otherwise);
}

/** What people may choose about the order of a commitment, or what a change order has on it; undefined: nothing. */
async function choicesOf(ports: ActivityPorts, { connection, document }: Pick<PassOf, 'connection' | 'document'>) {
  const { orderChoices } = await ports.erp(connection);
  return orderChoices?.about.some((kind) => kind === document.kind) === true ? orderChoices : undefined;
}

/** What a person chose about the order; once it is closed so, nothing is asked any more. Null: nobody chose. */
async function orderChosen(
  ports: ActivityPorts,
  { connection, document, asOf }: PassOf,
  targets: Targets,
): Promise<{ readonly end: PassEnd } | 'done' | null> {
  const choices = await choicesOf(ports, { connection, document });
  if (choices === undefined) return null;
  const chosen = await carryOutOrderChoice(ports, { connection, document, targets, asOf, choices });
  if (chosen !== null) return chosen;
  const closed = await closedByChoice(ports, { connection, document, choices });
  return closed === null ? null : { end: closed };
}

/** Null: such documents are not left so, or nothing can be chosen about this one. */
async function leftAsItStands(ports: ActivityPorts, connection: Connection, document: DocumentRow) {
  const { ofCommitment, series } = documentKind(document.kind);
  if (!ofCommitment || series !== null || !mayBeLeft(document, await ports.erp(connection))) return null;
  return ports.store.inTenant(document.tenantId, (tx) => leftWithdrawn(tx, document));
}

/** Clients are made only where something has been posted. */
export async function targetsFor(
  ports: ActivityPorts,
  connection: Connection,
  postings: readonly PostingRow[],
): Promise<Targets> {
  return postings.length === 0 ? new Map() : targetsOf(ports, connection);
}
