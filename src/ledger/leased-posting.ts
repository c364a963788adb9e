import type { Found } from '../domain/posting/look';
import { reaches } from '../domain/posting/stages/posting-stage';
import type { PostingState } from '../domain/posting/stages/posting-state';
import type { Problem } from '../domain/holds/hold-reason';
import { causeKey, invoiceKeptBy, keptBy } from '../domain/holds/cause-key';
import type { PostingRow } from '../store/ledger/posting-row';
import type { EffectPart } from '../store/ledger/effects';
import type { Answer, PostingSilence } from '../store/ledger/posting-attempts';
import type { PostingChange } from '../store/ledger/postings';
import type { Tx } from '../store/unit-of-work';
import { bodyHash } from './effects/completed-body';
import type { LedgerDeps, LedgerRequest, Members } from './ledger-request';
import { sameNumberProblem } from './refusals/duplicate-problems';
import { lockMembers } from './lock-members';
import { replaceEarlier } from './replace-earlier';
import { lockSharing, wakeSharing } from './sharing';

/** What was decided right before sending; `problem`: it must not be sent. Null: stale. */
export type Decided = { readonly attemptId: string; readonly body: unknown } | { readonly problem: Problem } | null;

/** One posting under our lease: each method is one transaction, and a move that finds no row says so. */
export class LeasedPosting {
  readonly #deps: LedgerDeps;
  readonly #request: LedgerRequest;
  #row: PostingRow;

  constructor(deps: LedgerDeps, request: LedgerRequest, row: PostingRow) {
    this.#deps = deps;
    this.#request = request;
    this.#row = row;
  }

  /** As we last knew it. */
  get row(): PostingRow {
    return this.#row;
  }

  /** By this step of the plan, and not by what was decided before. */
  get isAskedFor(): boolean {
    const { because = null, id } = this.#request.step;
    return this.#row.because === because && (because === null || this.#row.planStep === id);
  }

  async storedBody(): Promise<unknown> {
    const { body, tenantId } = this.#row;
    if (body === null) return null;
    return this.#request.kind.parse(await this.#deps.store.sealed.open<unknown>(tenantId, 'posting', body));
  }

  /**
   * Step 3: under the locks, is this still what should be sent? Where one posting is made of many documents, those that have
   * changed are dropped, and `bodyOf` makes the body of the rest's draft. Writes `sent` with the exact body.
   */
  async decide(bodyOf: (draftOfTheRest?: unknown) => unknown, missing?: readonly string[]): Promise<Decided> {
    const { document, plan, step, kind, locks, members } = this.#request;
    const { timing } = this.#deps;
    return this.#transaction(async (tx) => {
      const occupied = kind.occupiesUntil === null ? [] : [this.#row.subject];
      await tx.subjects.lock(document, [...locks, ...occupied, ...invoiceKeptBy(this.#row)]);
      const rest = members === undefined ? null : await lockMembers(tx, document, members);
      // A name that was sent keeps its content: of fewer members it is another one's.
      const isOther = this.#row.state === 'uncertain' && missing === undefined && rest?.length !== members?.all.length;
      if (
        rest?.length === 0 ||
        isOther ||
        !(await this.#planIsCurrent(tx)) ||
        !(await tx.plans.isFresh(plan.id, timing.planMaxAgeMs)) ||
        !(await this.#request.mayGo(tx))
      ) {
        await tx.postings.releaseLease(this.#row);
        return null;
      }
      const holder = await tx.subjects.invoiceHeldBy(document, this.#row);
      if (holder !== null) {
        await tx.postings.releaseLease(this.#row);
        return { problem: sameNumberProblem(this.#row, holder, this.#request) };
      }
      // Rows that complete an earlier body belong to that body and its plan, whatever the present one says.
      const body = missing !== undefined || rest === null ? bodyOf() : bodyOf(members?.draftOf(rest));
      const sent = await tx.postings.move(this.#row, 'sent', {
        ...(await this.#sealedBody(body)),
        ...(missing === undefined ? { planId: plan.id } : {}),
        sends: this.#row.sends + 1,
        sendWithinMs: timing.sendWindowMs,
        settleAfterMs: timing.sendWindowMs + timing.settleMs,
        leaseMs: timing.leaseMs,
      });
      if (sent === null) return null;
      this.#row = sent;
      if (missing === undefined) await this.#writeEffects(tx, body, rest);
      await this.#audit(tx, `${step.step}.sent`, { ordinal: sent.ordinal, sends: sent.sends }, body);
      return { attemptId: await tx.postingAttempts.open(sent, this.#deps.caller), body };
    });
  }

  /** Null: somebody else went on with it. */
  async confirm(found: Found, body: unknown): Promise<PostingRow | null> {
    const { document, step, kind, mends = [], lastly } = this.#request;
    const isFree = kind.occupiesUntil !== null && reaches(found.stage, kind.occupiesUntil);
    const confirmed = await this.#transaction(async (tx) => {
      const causes = isFree ? [...mends, causeKey.subject(this.#row.subject)] : mends;
      const { result: moved } = await tx.mending(document, causes, () => this.#confirm(tx, found, body, isFree));
      if (moved === null) return null;
      await lastly?.(tx);
      const facts = { ordinal: moved.ordinal, reference: found.reference, ...found.facts };
      await this.#audit(tx, `${step.step}.confirmed`, facts, body);
      return moved;
    });
    if (confirmed !== null) this.#row = confirmed;
    return confirmed;
  }

  /** `reserved` and `uncertain` after a call, `rejected` for good. False: somebody else went on with it. */
  async move(to: 'reserved' | 'uncertain' | 'rejected', act: string, change: PostingChange = {}): Promise<boolean> {
    return this.#move(to, act, change, () => Promise.resolve(true));
  }

  /** The call provably did not leave: the posting is what it was before, and that send does not count. */
  async backTo(state: PostingState): Promise<void> {
    if (state !== 'reserved' && state !== 'uncertain') return;
    await this.move(state, 'notSent', { sends: this.#row.sends - 1 });
  }

  /** Gives the name up because nothing under it ever arrived; only the newest plan may say so. */
  async giveUp(act: string): Promise<boolean> {
    return this.#move('rejected', act, {}, (tx) => this.#planIsCurrent(tx));
  }

  /** What stands half-written under our key, though we never sent it, may still be on its way. */
  async waitForTheRest(body: unknown): Promise<boolean> {
    return this.move('uncertain', 'foundHalfWay', {
      ...(await this.#sealedBody(body)),
      settleAfterMs: this.#deps.timing.settleMs,
    });
  }

  /** An answer is a fact: committed by itself, whoever holds the lease. */
  async answer(attemptId: string, answer: Answer): Promise<void> {
    await this.#transaction((tx) => tx.postingAttempts.recordAnswer(attemptId, answer));
  }

  silence(): Promise<PostingSilence> {
    return this.#transaction((tx) => tx.postingAttempts.silenceOf(this.#row));
  }

  /** The posting as it is now, whoever holds it, and what else of its step stands. */
  async now(): Promise<{ readonly row: PostingRow; readonly standing: readonly PostingRow[] }> {
    return this.#transaction(async (tx) => {
      const row = await tx.postings.load(this.#row.id);
      const all = await tx.postings.of(row.documentId);
      return { row, standing: all.filter((one) => one.step === row.step && one.state === 'confirmed') };
    });
  }

  async #confirm(tx: Tx, found: Found, body: unknown, isFree: boolean): Promise<PostingRow | null> {
    const { kind, members } = this.#request;
    const coming = members?.all.map(({ documentId }) => documentId);
    const locked = await lockSharing(tx, this.#row, kind, coming);
    // A reserved posting may still hold a body that provably was not sent: what stands is the one it was compared with.
    const isAdopted = this.#row.state === 'reserved' || this.#row.firstSentAt === null;
    const moved = await tx.postings.move(this.#row, 'confirmed', {
      reference: found.reference,
      facts: found.facts,
      stage: found.stage,
      stageWord: found.stageWord,
      leaseMs: null,
      ...(isFree ? { occupies: false } : {}),
      ...(isAdopted ? { ...(await this.#sealedBody(body)), ...this.#request.kind.terms(body) } : {}),
    });
    if (moved === null) return null;
    await replaceEarlier(tx, this.#request.document, moved, kind, body);
    if (isAdopted) await this.#writeEffects(tx, body, this.#request.members?.all ?? null);
    await wakeSharing(tx, moved, locked);
    await this.#request.onConfirmed?.(tx, moved);
    return moved;
  }

  /** The document's own part, or that of each of the members. */
  async #writeEffects(tx: Tx, body: unknown, members: Members['all'] | null): Promise<void> {
    const { document, kind } = this.#request;
    if (members === null) return tx.effects.write(this.#row, [{ document, entries: kind.entries(body) }]);
    const parts: EffectPart[] = [];
    for (const { documentId, step, entries, planId, because } of members) {
      parts.push({ document: await tx.documents.load(documentId), step, entries, planId, because });
    }
    await tx.effects.write(this.#row, parts);
  }

  async #move(
    to: 'reserved' | 'uncertain' | 'rejected',
    act: string,
    change: PostingChange,
    may: (tx: Tx) => Promise<boolean>,
  ): Promise<boolean> {
    // A name that is given up keeps nobody off its subject or its number: who waits for that goes on.
    const frees = to === 'rejected' ? keptBy(this.#row) : [];
    const moved = await this.#transaction(async (tx) => {
      const { result: row } = await tx.mending(this.#request.document, frees, async () => {
        await tx.documents.lock(this.#request.document.id);
        if (!(await may(tx))) return null;
        const leaseMs = to === 'rejected' ? null : this.#deps.timing.leaseMs;
        return tx.postings.move(this.#row, to, { ...change, leaseMs });
      });
      if (row === null) return null;
      const facts = { ordinal: row.ordinal, ...(row.reference === null ? {} : { reference: row.reference }) };
      await this.#audit(tx, `${this.#request.step.step}.${act}`, facts);
      return row;
    });
    if (moved === null) return false;
    this.#row = moved;
    return true;
  }

  async #planIsCurrent(tx: Tx): Promise<boolean> {
    const { document, plan } = this.#request;
    const now = await tx.documents.lock(document.id);
    return now.planId === plan.id && now.hintNo === plan.hintNo;
  }

  async #sealedBody(body: unknown): Promise<{ body: Buffer; bodyHash: string }> {
    const sealed = await this.#deps.store.sealed.seal(this.#request.document.tenantId, 'posting', body);
    return { body: sealed, bodyHash: bodyHash(body) };
  }

  #audit(tx: Tx, act: string, facts: Record<string, unknown>, body?: unknown): Promise<void> {
    const { document, plan } = this.#request;
    return tx.audit(
      document,
      act,
      { key: this.#row.key, planId: plan.id, ...facts },
      { ...(body === undefined ? {} : { payloadHash: bodyHash(body) }) },
    );
  }

  #transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#deps.store.inTenant(this.#request.document.tenantId, work);
  }
}
