import type { PostingPort, PostingPart } from '../../clients/erp-gateway';
import type { ClientError } from '../../clients/http/client-error';
import type { ErpReference, FoundPosting } from '../../domain/found-posting';
import type { Problem } from '../../domain/hold-reason';
import type { PostingBody } from '../../domain/posting-body';
import type { Trx } from '../../store/database';
import type { DocumentRow } from '../../store/documents';
import type { PostingRow } from '../../store/postings';
import type { Store } from '../../store/store';
import { asClientError } from '../error-kind';
import { bodyHash, effectHash } from './effect-hash';
import { judgeSearch, type Verdict } from './judge-search';
import { keepLease } from './lease-keeper';
import type { LedgerTiming } from './ledger-timing';
import { lateAnswerProblem, rejectionProblem, uncertainTooLongProblem } from './ledger-problems';
import { reserve } from './reserve';

export interface LedgerDeps {
  readonly store: Store;
  readonly timing: LedgerTiming;
  /** Which run and attempt is at work, for `posting_attempt`. */
  readonly caller: { readonly runId: string; readonly attempt: number };
  readonly actor: string;
  readonly pause: (ms: number) => Promise<void>;
}

export interface LedgerRequest<Body extends PostingBody> {
  readonly document: DocumentRow;
  readonly plan: { readonly id: string; readonly hintNo: string };
  readonly step: string;
  /** Dates follow the clock (`postingDay`, or moved into an open period): they are no difference. */
  readonly ignoreDates: boolean;
  readonly keyOf: (ordinal: number) => string;
  readonly bodyOf: (erpKey: string) => Body;
  readonly port: PostingPort<Body>;
  /** Asked under the commitment's and the document's lock, right before sending: may it still go? */
  readonly mayGo: (trx: Trx) => Promise<boolean>;
  /** Runs in the transaction that confirms, before the document is locked (version rows come first). */
  readonly beforeConfirm?: (trx: Trx) => Promise<void>;
  /** Runs in the transaction that confirms, under the document's lock. */
  readonly onConfirmed: (trx: Trx, posting: PostingRow, found: FoundPosting, body: Body) => Promise<void>;
}

export type LedgerResult<Body extends PostingBody> =
  | { readonly kind: 'confirmed'; readonly reference: ErpReference; readonly posting: PostingRow }
  | { readonly kind: 'stale' }
  | { readonly kind: 'wait'; readonly afterMs: number; readonly why: 'busy' | 'settling' }
  | { readonly kind: 'held'; readonly problems: readonly Problem[] }
  | { readonly kind: 'changed'; readonly posting: PostingRow; readonly posted: Body; readonly planned: Body };

/**
 * The one way to an effect in the ERP (design 6): name it, look for it, decide under locks, send once, look again.
 * Whatever happens in between (crash, lost answer, late commit, reset, a newer plan), the effect stands there once.
 */
export async function postThroughLedger<Body extends PostingBody>(
  deps: LedgerDeps,
  request: LedgerRequest<Body>,
): Promise<LedgerResult<Body>> {
  const { document } = request;
  const reservation = await deps.store.inTenant(document.tenantId, (trx) =>
    reserve(trx, deps.store, {
      document,
      step: request.step,
      planId: request.plan.id,
      leaseMs: deps.timing.leaseMs,
      ignoreDates: request.ignoreDates,
      keyOf: request.keyOf,
      bodyOf: request.bodyOf,
    }),
  );
  switch (reservation.kind) {
    case 'done':
      return { kind: 'confirmed', reference: reservation.posting.reference ?? {}, posting: reservation.posting };
    case 'changed':
      return {
        kind: 'changed',
        posting: reservation.posting,
        posted: reservation.posted as Body,
        planned: request.bodyOf(reservation.posting.erpKey),
      };
    case 'busy':
      return { kind: 'wait', afterMs: reservation.afterMs, why: 'busy' };
    case 'rejectedAlready':
      return { kind: 'held', problems: [rejectionProblem(reservation.posting, null)] };
    case 'leased':
      return keepLease(deps.store, reservation.posting, deps.timing.leaseMs, () =>
        new Effect(deps, request, reservation.posting).make(),
      );
  }
}

/** One posting under our lease. */
class Effect<Body extends PostingBody> {
  readonly #deps: LedgerDeps;
  readonly #request: LedgerRequest<Body>;
  #posting: PostingRow;

  constructor(deps: LedgerDeps, request: LedgerRequest<Body>, posting: PostingRow) {
    this.#deps = deps;
    this.#request = request;
    this.#posting = posting;
  }

  async make(): Promise<LedgerResult<Body>> {
    const planned = this.#request.bodyOf(this.#posting.erpKey);
    // From the first send on, the stored body is what is searched for, compared with and sent again.
    const body = this.#posting.state === 'uncertain' ? ((await this.#storedBody()) ?? planned) : planned;
    const verdict = await this.#search(body);
    switch (verdict.kind) {
      case 'hold':
        return { kind: 'held', problems: [verdict.problem] };
      case 'equal':
        return this.#confirm(verdict.found, body);
      case 'incomplete':
        if (!this.#posting.settled) return this.#settle();
        return this.#send(body, verdict.missing);
      case 'nothing':
        return this.#posting.state === 'uncertain' ? this.#neverSeen(body, planned) : this.#send(body);
    }
  }

  /** Sent once, and a trusted search finds nothing. */
  async #neverSeen(body: Body, planned: Body): Promise<LedgerResult<Body>> {
    if (!this.#posting.settled) return this.#settle();
    const same = effectHash(body, this.#request.ignoreDates) === effectHash(planned, this.#request.ignoreDates);
    if (!same) {
      await this.#move('rejected', 'neverArrived', {});
      return { kind: 'stale' };
    }
    if (this.#posting.sends >= 2) return { kind: 'held', problems: [uncertainTooLongProblem(this.#posting)] };
    return this.#send(body);
  }

  async #send(body: Body, missing?: readonly PostingPart[]): Promise<LedgerResult<Body>> {
    const before = this.#posting;
    const beganAt = performance.now();
    const beganOn = Date.now();
    const attemptId = await this.#decide(body);
    if (attemptId === null) return { kind: 'stale' };

    // Both clocks: the monotonic one may stand still while the machine sleeps, the other may be set.
    const elapsedMs = Math.max(performance.now() - beganAt, Date.now() - beganOn);
    if (elapsedMs >= this.#deps.timing.sendWindowMs) {
      await this.#answer(attemptId, 'notSent', null, 'the time to send had passed');
      await this.#backTo(before.state);
      return { kind: 'wait', afterMs: 1000, why: 'busy' };
    }

    let reference: ErpReference | null;
    try {
      reference = await this.#request.port.send(body, missing);
    } catch (error) {
      return this.#failed(error, attemptId, before, body);
    }
    await this.#answer(attemptId, reference === null ? 'noNumber' : 'success', reference, null);
    return this.#lookAgain(body, attemptId, reference);
  }

  /** Step 3: under the locks, is this still what should be sent? Writes `sent` with the exact body. Null: stale. */
  async #decide(body: Body): Promise<string | null> {
    const { document, plan, step } = this.#request;
    const { timing } = this.#deps;
    return this.#transaction(async (trx) => {
      if (document.commitmentId !== null)
        await this.#deps.store.commitments.lockCommitment(trx, document, document.projectId, document.commitmentId);
      const now = await this.#deps.store.documents.lockDocument(trx, document.id);
      const current =
        now.planId === plan.id &&
        now.hintNo === plan.hintNo &&
        (await this.#deps.store.plans.planIsFresh(trx, plan.id, timing.planMaxAgeMs));
      if (!current || !(await this.#request.mayGo(trx))) {
        await this.#deps.store.postings.releaseLease(trx, this.#posting);
        return null;
      }
      const sent = await this.#deps.store.postings.movePosting(trx, this.#posting, 'sent', {
        body: await this.#deps.store.sealed.seal(document.tenantId, 'posting', body),
        body_hash: bodyHash(body),
        plan_id: plan.id,
        sends: this.#posting.sends + 1,
        send_by: this.#deps.store.postings.after(timing.sendWindowMs),
        settle_at: this.#deps.store.postings.after(timing.sendWindowMs + timing.settleMs),
        lease_until: this.#deps.store.postings.after(timing.leaseMs),
      });
      if (sent === null) return null;
      this.#posting = sent;
      await this.#audit(trx, `${step}.sent`, { ordinal: sent.ordinal, sends: sent.sends }, body);
      return this.#deps.store.postings.openAttempt(trx, sent, this.#deps.caller);
    });
  }

  /** Step 5: what did not succeed. Nothing is ever concluded from silence. */
  async #failed(error: unknown, attemptId: string, before: PostingRow, body: Body): Promise<LedgerResult<Body>> {
    const known = asClientError(error);
    await this.#answer(attemptId, known?.kind ?? 'OutcomeUnknown', null, known?.message ?? null);
    switch (known?.kind) {
      case 'NotSent':
      case 'Throttled':
      case 'Unauthorised':
        await this.#backTo(before.state);
        throw error;
      case 'Rejected':
        return this.#refused(known, body);
      case 'Unavailable':
      case 'OutcomeUnknown':
      case undefined:
        return this.#lookAgain(body, attemptId, null);
    }
  }

  /** The run ended with a refusal. Earlier steps of it may have committed: search now, and once more after the lag. */
  async #refused(error: ClientError, body: Body): Promise<LedgerResult<Body>> {
    const verdict = await this.#searchTwice(body);
    switch (verdict.kind) {
      case 'equal':
        return this.#confirm(verdict.found, body);
      case 'hold':
        await this.#move('uncertain', 'refusedButFound', {});
        return { kind: 'held', problems: [verdict.problem] };
      case 'incomplete':
        await this.#move('uncertain', 'refusedHalfWay', {});
        return this.#settle();
      case 'nothing': {
        const rejected = await this.#move('rejected', 'rejected', {});
        return rejected ? { kind: 'held', problems: [rejectionProblem(this.#posting, error)] } : { kind: 'stale' };
      }
    }
  }

  /** The call was made. Read back: equal is confirmed; anything else is uncertain until the call can no longer arrive. */
  async #lookAgain(body: Body, attemptId: string, reference: ErpReference | null): Promise<LedgerResult<Body>> {
    let verdict: Verdict;
    try {
      verdict = await this.#searchTwice(body);
    } catch {
      // The ERP cannot be asked now. The call counts as uncertain, and a later pass asks again.
      verdict = { kind: 'nothing' };
    }
    if (verdict.kind === 'equal') return this.#confirm(verdict.found, body);
    const moved = await this.#move(
      'uncertain',
      'uncertain',
      reference ?? {},
      reference === null ? {} : { reference: JSON.stringify(reference) },
    );
    if (!moved) return this.#overtaken(attemptId, reference);
    return verdict.kind === 'hold' ? { kind: 'held', problems: [verdict.problem] } : this.#settle();
  }

  /** Step 6: our answer comes after somebody else went on without it. */
  async #overtaken(attemptId: string, reference: ErpReference | null): Promise<LedgerResult<Body>> {
    const now = await this.#transaction((trx) => this.#deps.store.postings.loadPosting(trx, this.#posting.id));
    const goneOn = now.state === 'rejected' || now.sends > this.#posting.sends;
    if (reference !== null && goneOn) {
      return { kind: 'held', problems: [lateAnswerProblem(now, reference, attemptId)] };
    }
    return { kind: 'stale' };
  }

  async #confirm(found: FoundPosting, body: Body): Promise<LedgerResult<Body>> {
    const { document, step } = this.#request;
    const confirmed = await this.#transaction(async (trx) => {
      await this.#request.beforeConfirm?.(trx);
      await this.#deps.store.documents.lockDocument(trx, document.id);
      const moved = await this.#deps.store.postings.movePosting(trx, this.#posting, 'confirmed', {
        reference: JSON.stringify(found.reference),
        facts: JSON.stringify(found.facts ?? {}),
        erp_stage: found.stage ?? null,
        confirmed_at: this.#deps.store.postings.after(0),
        lease_until: null,
        // What was found without ever being sent by this ledger is compared with from now on.
        ...(this.#posting.body === null
          ? { body: await this.#deps.store.sealed.seal(document.tenantId, 'posting', body), body_hash: bodyHash(body) }
          : {}),
      });
      if (moved === null) return null;
      await this.#request.onConfirmed(trx, moved, found, body);
      await this.#audit(
        trx,
        `${step}.confirmed`,
        { ordinal: moved.ordinal, reference: found.reference, ...found.facts },
        body,
      );
      return moved;
    });
    if (confirmed === null) return { kind: 'stale' };
    this.#posting = confirmed;
    return { kind: 'confirmed', reference: found.reference, posting: confirmed };
  }

  async #searchTwice(body: Body): Promise<Verdict> {
    const first = await this.#search(body);
    if (first.kind !== 'nothing' && first.kind !== 'incomplete') return first;
    await this.#deps.pause(this.#deps.timing.visibilityLagMs);
    return this.#search(body);
  }

  async #search(body: Body): Promise<Verdict> {
    return judgeSearch(body, await this.#request.port.search(body));
  }

  #settle(): LedgerResult<Body> {
    return { kind: 'wait', afterMs: Math.max(this.#posting.settleLeftMs, 1000), why: 'settling' };
  }

  async #storedBody(): Promise<Body | null> {
    if (this.#posting.body === null) return null;
    return this.#deps.store.sealed.open<Body>(this.#posting.tenantId, 'posting', this.#posting.body);
  }

  async #backTo(state: PostingRow['state']): Promise<void> {
    if (state !== 'reserved' && state !== 'uncertain') return;
    await this.#move(state, 'notSent', {}, { sends: this.#posting.sends - 1 });
  }

  async #move(
    to: 'reserved' | 'uncertain' | 'rejected',
    act: string,
    facts: Record<string, unknown>,
    change: { sends?: number; reference?: string } = {},
  ): Promise<boolean> {
    const moved = await this.#transaction(async (trx) => {
      await this.#deps.store.documents.lockDocument(trx, this.#request.document.id);
      const row = await this.#deps.store.postings.movePosting(trx, this.#posting, to, {
        ...change,
        lease_until: this.#deps.store.postings.after(this.#deps.timing.leaseMs),
      });
      if (row !== null) await this.#audit(trx, `${this.#request.step}.${act}`, { ordinal: row.ordinal, ...facts });
      return row;
    });
    if (moved === null) return false;
    this.#posting = moved;
    return true;
  }

  async #answer(
    attemptId: string,
    outcome: string,
    reference: ErpReference | null,
    detail: string | null,
  ): Promise<void> {
    await this.#transaction((trx) =>
      this.#deps.store.postings.recordAnswer(trx, attemptId, { outcome, reference, detail }),
    );
  }

  #audit(trx: Trx, act: string, facts: Record<string, unknown>, body?: Body): Promise<void> {
    const { document, plan } = this.#request;
    return this.#deps.store.audit.appendAudit(trx, document.tenantId, {
      actor: this.#deps.actor,
      act,
      connectionId: document.connectionId,
      documentKind: document.kind,
      sourceId: document.sourceId,
      facts: { erpKey: this.#posting.erpKey, planId: plan.id, ...facts },
      ...(body === undefined ? {} : { payloadHash: bodyHash(body) }),
    });
  }

  #transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#deps.store.inTenant(this.#request.document.tenantId, work);
  }
}
