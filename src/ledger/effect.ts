import type { PostingPart } from '../clients/erp-gateway';
import type { ClientError } from '../clients/http/client-error';
import type { ErpReference, FoundPosting } from '../domain/posting/found-posting';
import type { PostingBody } from '../domain/jde/posting-body';
import type { PostingState } from '../domain/posting/posting-state';
import { asClientError } from './error-kind';
import { effectHash } from './effect-hash';
import { judgeSearch, type Verdict } from './judge-search';
import {
  halfTooLongProblem,
  lateAnswerProblem,
  rejectionProblem,
  saidYesProblem,
  uncertainTooLongProblem,
} from './ledger-problems';
import type { LedgerDeps, LedgerRequest, LedgerResult } from './ledger-request';
import type { LeasedPosting } from './leased-posting';

/** The first send and one more; after that a person is asked. */
const mostSends = 2;

/** Brings about one effect: looks, sends when nothing is there, looks again. Nothing is ever concluded from silence. */
export class Effect<Body extends PostingBody> {
  readonly #deps: LedgerDeps;
  readonly #request: LedgerRequest<Body>;
  readonly #posting: LeasedPosting<Body>;

  constructor(deps: LedgerDeps, request: LedgerRequest<Body>, posting: LeasedPosting<Body>) {
    this.#deps = deps;
    this.#request = request;
    this.#posting = posting;
  }

  async make(): Promise<LedgerResult<Body>> {
    const { state, settled, sends } = this.#posting.row;
    // From the first send on, the stored body is what is searched for, compared with and sent again.
    const body = (state === 'uncertain' ? await this.#posting.storedBody() : null) ?? this.#planned();
    const verdict = await this.#search(body);
    switch (verdict.kind) {
      case 'hold':
        return { kind: 'held', problems: [verdict.problem] };
      case 'equal':
        return (await this.#confirm(verdict.found, body)) ?? { kind: 'stale' };
      case 'incomplete':
        if (state === 'reserved') {
          return (await this.#posting.waitForTheRest(body)) ? this.#settle() : { kind: 'stale' };
        }
        if (!settled) return this.#settle();
        if (sends >= mostSends) {
          return { kind: 'held', problems: [halfTooLongProblem(this.#posting.row, verdict.missing)] };
        }
        return this.#send(body, verdict.missing);
      case 'nothing':
        return state === 'uncertain' ? this.#neverSeen(body) : this.#send(body);
    }
  }

  /** Sent, and a trusted search finds nothing. */
  async #neverSeen(body: Body): Promise<LedgerResult<Body>> {
    const { row } = this.#posting;
    if (!row.settled) return this.#settle();
    const { saidYes, lastOutcome, vouched } = await this.#posting.silence();
    if (vouched) {
      await this.#posting.giveUp('vouchedNeverArrived');
      return { kind: 'stale' };
    }
    if (saidYes) return { kind: 'held', problems: [saidYesProblem(row)] };
    if (lastOutcome === 'Rejected') {
      const rejected = await this.#posting.giveUp('rejected');
      return rejected ? { kind: 'held', problems: [rejectionProblem(row, null)] } : { kind: 'stale' };
    }
    if (!this.#same(body, this.#planned())) {
      await this.#posting.giveUp('neverArrived');
      return { kind: 'stale' };
    }
    if (row.sends >= mostSends) return { kind: 'held', problems: [uncertainTooLongProblem(row)] };
    return this.#send(body);
  }

  async #send(body: Body, missing?: readonly PostingPart[]): Promise<LedgerResult<Body>> {
    const before = this.#posting.row.state;
    const beganAt = performance.now();
    const beganOn = Date.now();
    const attemptId = await this.#posting.decide(body, missing);
    if (attemptId === null) return { kind: 'stale' };

    // Both clocks: the monotonic one may stand still while the machine sleeps, the other may be set.
    const elapsedMs = Math.max(performance.now() - beganAt, Date.now() - beganOn);
    if (elapsedMs >= this.#deps.timing.sendWindowMs) {
      await this.#posting.answer(attemptId, 'notSent', null, 'the time to send had passed');
      await this.#backTo(before);
      return { kind: 'wait', afterMs: 1000, why: 'busy' };
    }

    let reference: ErpReference | null;
    try {
      reference = await this.#request.port.send(body, missing);
    } catch (error) {
      return this.#failed(error, attemptId, before, body);
    }
    await this.#posting.answer(attemptId, reference === null ? 'noNumber' : 'success', reference, null);
    return this.#lookAgain(body, attemptId, reference);
  }

  /** Step 5: what did not succeed. */
  async #failed(error: unknown, attemptId: string, before: PostingState, body: Body): Promise<LedgerResult<Body>> {
    const known = asClientError(error);
    await this.#posting.answer(attemptId, known?.kind ?? 'OutcomeUnknown', null, known?.message ?? null);
    switch (known?.kind) {
      case 'NotSent':
      case 'Throttled':
      case 'Unauthorised':
        await this.#backTo(before);
        throw error;
      case 'Rejected':
        return this.#refused(known, attemptId, body);
      case 'Unavailable':
      case 'OutcomeUnknown':
      case undefined:
        return this.#lookAgain(body, attemptId, null);
    }
  }

  /** The run ended with a refusal. Earlier steps of it may have committed: search now, and once more after the lag. */
  async #refused(error: ClientError, attemptId: string, body: Body): Promise<LedgerResult<Body>> {
    const verdict = await this.#searchTwice(body);
    switch (verdict?.kind) {
      case 'equal':
        return (await this.#confirm(verdict.found, body)) ?? this.#overtaken(attemptId, null, verdict);
      case 'hold':
        await this.#posting.move('uncertain', 'refusedButFound');
        return { kind: 'held', problems: [verdict.problem] };
      case 'incomplete':
        return (await this.#posting.move('uncertain', 'refusedHalfWay')) ? this.#settle() : { kind: 'stale' };
      case undefined:
        return (await this.#posting.move('uncertain', 'uncertain')) ? this.#settle() : { kind: 'stale' };
      case 'nothing': {
        const rejected = await this.#posting.move('rejected', 'rejected');
        return rejected ? { kind: 'held', problems: [rejectionProblem(this.#posting.row, error)] } : { kind: 'stale' };
      }
    }
  }

  /** The call was made. Read back: equal is confirmed; anything else is uncertain until the call can no longer arrive. */
  async #lookAgain(body: Body, attemptId: string, reference: ErpReference | null): Promise<LedgerResult<Body>> {
    const verdict = await this.#searchTwice(body);
    if (verdict?.kind === 'equal') {
      return (await this.#confirm(verdict.found, body)) ?? this.#overtaken(attemptId, reference, verdict);
    }
    const change = reference === null ? {} : { reference };
    const moved = await this.#posting.move('uncertain', 'uncertain', change);
    if (!moved) return this.#overtaken(attemptId, reference, verdict);
    return verdict?.kind === 'hold' ? { kind: 'held', problems: [verdict.problem] } : this.#settle();
  }

  /** Step 6: our answer comes after somebody else went on without it. */
  async #overtaken(
    attemptId: string,
    reference: ErpReference | null,
    verdict: Verdict | null,
  ): Promise<LedgerResult<Body>> {
    // More than one document under our key, say: who went on may not have seen it yet.
    if (verdict?.kind === 'hold') return { kind: 'held', problems: [verdict.problem] };
    const { row, standing } = await this.#posting.now();
    const late = reference ?? (verdict?.kind === 'equal' ? verdict.found.reference : null);
    const sentAgain = row.sends > this.#posting.row.sends && reference !== null;
    if (late !== null && (row.state === 'rejected' || sentAgain)) {
      return { kind: 'held', problems: [lateAnswerProblem(row, late, standing, attemptId)] };
    }
    return { kind: 'stale' };
  }

  /** Null: the posting was moved by somebody else. */
  async #confirm(found: FoundPosting, body: Body): Promise<LedgerResult<Body> | null> {
    const confirmed = await this.#posting.confirm(found, body);
    if (confirmed === null) return null;
    const planned = this.#planned();
    if (!this.#same(body, planned)) return { kind: 'changed', posting: confirmed, posted: body, planned };
    return { kind: 'confirmed', reference: found.reference, posting: confirmed };
  }

  /** After a call. Null: the ERP cannot be asked now; the call counts as uncertain, and a later pass asks again. */
  async #searchTwice(body: Body): Promise<Verdict | null> {
    try {
      const first = await this.#search(body);
      if (first.kind !== 'nothing' && first.kind !== 'incomplete') return first;
      await this.#deps.pause(this.#deps.timing.visibilityLagMs);
      return await this.#search(body);
    } catch {
      return null;
    }
  }

  async #search(body: Body): Promise<Verdict> {
    return judgeSearch(body, await this.#request.port.search(body));
  }

  async #backTo(state: PostingState): Promise<void> {
    if (state !== 'reserved' && state !== 'uncertain') return;
    await this.#posting.move(state, 'notSent', { sends: this.#posting.row.sends - 1 });
  }

  #settle(): LedgerResult<Body> {
    return { kind: 'wait', afterMs: Math.max(this.#posting.row.settleLeftMs, 1000), why: 'settling' };
  }

  #planned(): Body {
    return this.#request.bodyOf(this.#posting.row.erpKey);
  }

  #same(one: Body, other: Body): boolean {
    return effectHash(one, this.#request.ignoreDates) === effectHash(other, this.#request.ignoreDates);
  }
}
