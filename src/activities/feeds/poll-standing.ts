import type { Changed, ErpAdapter, KindAtTarget, SystemWords } from '../../clients/erp-adapter';
import type { Look } from '../../domain/posting/look';
import { postingStages, reaches } from '../../domain/posting/stages/posting-stage';
import { closeRefused } from '../../ledger/refusals/close-refused';
import { toldAsStored } from '../../ledger/effects/told-to-port';
import { lockSharing, wake, wakeSharing } from '../../ledger/sharing';
import type { Connection } from '../../store/connections/connections';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { WatchedKind } from '../../store/ledger/standings';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { createSeeAccruals } from '../accrual/see-accruals';
import { hintTwins } from '../direct-cost/twin-bills';
import { seeMemoReliefs } from '../relief/see-memo-reliefs';
import { openRuns } from '../run/open-runs';
import { causesOf, noteStanding, standingOf, type Looked } from '../steps/standing/note-standing';
import { checkRetainageReleases } from './check-retainage-releases';
import { daysToLookBack } from './days-to-look-back';
import { readUntil } from '../../domain/documents/feed-watermark';
import { mostCompared, noteLookalikes } from './note-lookalikes';

interface OfKind extends KindAtTarget {
  readonly watched: WatchedKind;
  readonly words: SystemWords;
  /** Not at rest yet, or with something open about their document. */
  readonly moving: readonly PostingRow[];
  /** To be brought about by others, and not seen yet. */
  readonly awaited: readonly PostingRow[];
  readonly hasResting: boolean;
  readonly uncompared: readonly PostingRow[];
}

/**
 * Watches every confirmed posting of a connection in its ERP, in a fresh session, and wakes the documents of those that
 * moved on, went back, were voided or are gone. Those not at rest are looked at each time; of the others only what changed
 * lately, so that a poll costs the same however many there are. No workflow polls for its own.
 */
export function createPollStanding(ports: ActivityPorts) {
  const { store } = ports;
  const seeAccruals = createSeeAccruals();
  return async function pollStanding(scope: Scope): Promise<{ watched: number; changed: number }> {
    const beganAt = new Date();
    const connection = await store.inTenant(scope.tenantId, (tx) => tx.connections.load(scope.connectionId));
    const erp = await ports.erp(connection);
    await closeRefused(store, scope, ({ system, kind }) => (system === erp.system ? erp.kinds.get(kind) : undefined));
    if (erp.planners.memoRelief !== undefined) await seeMemoReliefs(store, scope);
    await seeAccruals(store, connection, erp);
    await openRuns(store, scope);
    const { feed, kinds, releasing } = await store.inTenant(scope.tenantId, async (tx) => {
      await tx.feeds.ensure(scope, '', 'standing', connection.settings.poll);
      const kinds: OfKind[] = [];
      for (const one of watchedKinds(erp)) {
        const { watched } = one;
        const uncompared =
          one.port.alike === undefined
            ? []
            : await tx.lookalikes.uncompared(scope, watched.system, watched.kind, mostCompared);
        kinds.push({
          ...one,
          moving: await tx.standings.watched(scope, watched),
          awaited: one.kind.nature === 'awaits' ? await tx.standings.awaited(scope, watched) : [],
          hasResting: one.port.changedWithin !== undefined && (await tx.standings.hasResting(scope, watched)),
          uncompared,
        });
      }
      const feed = await tx.feeds.find(scope, '', 'standing');
      return { feed, kinds, releasing: await tx.retainageReleases.commitmentsWithOpen(scope) };
    });
    const idle = kinds.every(
      (one) => one.moving.length + one.awaited.length + one.uncompared.length === 0 && !one.hasResting,
    );
    if (idle && releasing.length === 0) return { watched: 0, changed: 0 };

    await erp.openSession();
    const days = daysToLookBack(readUntil(feed?.watermark), beganAt);
    let [watched, changed] = [0, 0];
    for (const one of kinds) {
      const known = new Set(one.moving.map((posting) => posting.id));
      const turned = (await changedAtRest(scope, one, days)).filter((posting) => !known.has(posting.id));
      const postings = [...one.moving, ...turned];
      watched += postings.length + one.awaited.length;
      changed += (await noteAll(scope, one, postings)) + (await hintSeen(scope, one));
      await hintLeftTooLong(scope, one, connection);
    }
    if (erp.bills !== undefined) changed += await hintTwins(store, connection, erp.bills, days);
    await checkRetainageReleases(ports, scope, erp, releasing);
    // What was not noted is read again by the next poll.
    if (feed !== null && kinds.some((one) => one.hasResting)) {
      const until = beganAt.toISOString();
      await store.inTenant(scope.tenantId, (tx) => tx.feeds.moveWatermark(feed, { until }));
    }
    // After all that matters for the books: should it fail, only these notes come later.
    for (const one of kinds) await noteLookalikes(ports, scope, one, one.uncompared);
    return { watched, changed };
  };

  /** Postings at rest whose things changed in the ERP lately. */
  async function changedAtRest(
    scope: Scope,
    { hasResting, port, watched }: OfKind,
    days: number,
  ): Promise<PostingRow[]> {
    if (!hasResting || port.changedWithin === undefined) return [];
    const changed = await port.changedWithin(days);
    if (changed.length === 0) return [];
    const resting = await store.inTenant(scope.tenantId, (tx) => tx.standings.resting(scope, watched, changed));
    return resting.filter((posting) => {
      const now = changed.find((one) => isOf(posting, one));
      return now === undefined || now.isLost || !isKnown(posting, now.facts);
    });
  }

  /** What others were to do is entered by a pass of its document, which looks closely. */
  async function hintSeen(scope: Scope, one: OfKind): Promise<number> {
    let seen = 0;
    for (const [posting, look] of await lookAt(one, one.awaited)) {
      if (look.found.length + look.strangers.length === 0) continue;
      const isNews = await store.inTenant(scope.tenantId, async (tx) => {
        const document = await tx.documents.lock(posting.documentId);
        // What may be it under another name is held up to people once; that they leave it for long says nothing of that.
        const isTold =
          document.stage === 'held' && !(await tx.holds.lastReasons(document)).includes('deliveredTooLong');
        if (look.found.length === 0 && isTold) return false;
        await wake(tx, document);
        return true;
      });
      if (isNews) seen += 1;
    }
    return seen;
  }

  /** Their passes find nothing left to do and hold it up to people. */
  async function hintLeftTooLong(scope: Scope, { watched, kind }: OfKind, { settings }: Connection): Promise<void> {
    const { deliveredTooLongDays: days } = settings.timing;
    if (kind.takenFurtherBy === undefined && kind.awaited === undefined) return;
    await store.inTenant(scope.tenantId, async (tx) => {
      const left =
        kind.awaited === undefined
          ? await tx.standings.leftTooLong(scope, watched, days)
          : await tx.holds.awaitingMatchFor(scope, days);
      for (const documentId of left) {
        await tx.outbox.signal(await tx.documents.lock(documentId), 'sourceChanged');
      }
    });
  }

  async function lookAt(
    { kind, port }: OfKind,
    postings: readonly PostingRow[],
  ): Promise<readonly (readonly [PostingRow, Look, unknown])[]> {
    const told = await Promise.all(postings.map((posting) => toldAsStored(store, kind, posting)));
    const known = told.filter((one) => one !== null);
    if (known.length === 0) return [];
    const looks = new Map((await port.look(known)).map((look) => [look.key, look]));
    const bodies = new Map(known.map((one) => [one.key, one.body]));
    return postings.flatMap((posting) => {
      const look = looks.get(posting.key);
      return look === undefined ? [] : [[posting, look, bodies.get(posting.key)] as const];
    });
  }

  async function noteAll(scope: Scope, one: OfKind, postings: readonly PostingRow[]): Promise<number> {
    let changed = 0;
    for (const [posting, look, body] of await lookAt(one, postings)) {
      if (look.running) continue;
      if (await note(scope, posting, { kind: one.kind, words: one.words, body, look })) changed += 1;
    }
    return changed;
  }

  async function note(scope: Scope, posting: PostingRow, looked: Looked): Promise<boolean> {
    const { kind, look } = looked;
    return store.inTenant(scope.tenantId, async (tx) => {
      const { stage, reference } = standingOf(posting, look);
      const { result } = await tx.mending(scope, causesOf(posting, kind, look), async () => {
        const sharing = await lockSharing(tx, posting, kind);
        if (!(await noteStanding(tx, posting, looked))) return null;
        const document = await tx.documents.load(posting.documentId);
        await wake(tx, document);
        await wakeSharing(tx, posting, sharing);
        return document;
      });
      if (result === null) return false;
      await tx.audit(result, `${posting.step}.${stage}`, { key: posting.key, reference });
      return true;
    });
  }
}

function isOf(posting: PostingRow, { key, reference }: Changed): boolean {
  if (key !== null || reference === undefined) return key === posting.key;
  return Object.entries(reference).every(([name, value]) => posting.reference?.[name] === value);
}

function isKnown(posting: PostingRow, facts: Readonly<Record<string, string>>): boolean {
  return Object.entries(facts).every(([name, value]) => posting.facts?.[name] === value);
}

/** Kinds that come further after they are confirmed. */
function watchedKinds(erp: ErpAdapter): readonly (KindAtTarget & Pick<OfKind, 'watched' | 'words'>)[] {
  return [...erp.kinds.values()].flatMap((one) => {
    const { name, system, restsAt, nature } = one.kind;
    if (nature === 'acts' || restsAt === 'stands') return [];
    const restingStages = postingStages.filter((stage) => reaches(stage, restsAt));
    return [{ ...one, words: erp.words, watched: { system, kind: name, restingStages } }];
  });
}
