import type { Found, Reference } from '../../domain/posting/look';
import type { PostingState } from '../../domain/posting/stages/posting-state';
import { completedBody, fingerprint, type Known } from './completed-body';
import { lateAnswerProblem } from '../refusals/duplicate-problems';
import { EffectSearch } from './effect-search';
import { mayBeSent, restsOnOther } from './may-be-sent';
import { answerOf, asClientError } from '../refusals/error-kind';
import type { Verdict } from './judge-look';
import { halfTooLongProblem, saidYesProblem, uncertainTooLongProblem } from '../refusals/ledger-problems';
import type { LedgerDeps, LedgerRequest, LedgerResult } from '../ledger-request';
import type { LeasedPosting } from '../leased-posting';
import { refusedHalfProblem, refusedProblem } from '../refusals/refusal-problems';
import { giveUpFor } from '../refusals/refuse-members';
import { heldFor, heldUntilSettled, isSpent, refusedAndUnsettled, wasRefused } from '../refusals/refused';
import { untilSettled, whileRunning } from './waits';

/** Brings about one effect: looks, sends when nothing is there, looks again. Nothing is ever concluded from silence. */
export class EffectMaker {
  readonly #deps: LedgerDeps;
  readonly #request: LedgerRequest;
  readonly #posting: LeasedPosting;
  readonly #known: Known;
  readonly #search: EffectSearch;

  constructor(deps: LedgerDeps, request: LedgerRequest, posting: LeasedPosting, known: Known) {
    this.#known = known;
    this.#deps = deps;
    this.#request = request;
    this.#posting = posting;
    this.#search = new EffectSearch(deps, request, known);
  }

  async make(): Promise<LedgerResult> {
    const { state } = this.#posting.row;
    // From the first send on, the stored body is what is searched for, compared with and sent again.
    const body = (state === 'uncertain' ? await this.#posting.storedBody() : null) ?? this.#planned();
    // Before a first call both are needed, so both are asked at once; what is against it matters only where nothing stands.
    const told = this.#search.told(this.#posting.row, body);
    const ready = state === 'uncertain' ? null : mayBeSent(this.#deps.store, this.#request, told);
    ready?.catch(() => undefined);
    const verdict = await this.#search.once(this.#posting.row, body);
    switch (verdict.kind) {
      case 'running':
        return whileRunning;
      case 'refused':
        return this.#runRefused(verdict);
      case 'hold':
        return heldFor([verdict.problem]);
      case 'equal':
        return (await this.#confirm(verdict.found, body)) ?? { kind: 'stale' };
      case 'incomplete':
        if (state === 'reserved') {
          return (await this.#posting.waitForTheRest(body)) ? this.#settle() : { kind: 'stale' };
        }
        return this.#halfSeen(body, verdict.missing);
      case 'nothing':
        return ready === null ? this.#neverSeen(body) : ((await ready) ?? this.#send(body));
    }
  }

  /** The run is over and nothing of it can come any more: the next one is a new posting. */
  async #runRefused({ problem, of }: Extract<Verdict, { kind: 'refused' }>): Promise<LedgerResult> {
    // The others are planned anew, without them.
    if (of.length > 0 && this.#request.members !== undefined && this.#posting.row.state === 'uncertain') {
      await giveUpFor(this.#deps.store, this.#request, this.#posting.row, of);
      return { kind: 'stale' };
    }
    const isOver = this.#posting.row.state !== 'uncertain' || (await this.#posting.giveUp('rejected'));
    return isOver ? { kind: 'held', problems: [problem] } : { kind: 'stale' };
  }

  /** Sent, and a part of it stands. */
  async #halfSeen(body: unknown, missing: readonly string[]): Promise<LedgerResult> {
    const { row } = this.#posting;
    const silence = await this.#posting.silence();
    const isRefused = wasRefused(silence);
    if (isSpent(row, this.#request, silence) && (row.settled || isRefused)) {
      return { kind: 'held', problems: [halfTooLongProblem(row, this.#request, missing, silence.said)] };
    }
    if (row.settled) return this.#send(body, missing);
    return isRefused ? heldUntilSettled(row, refusedHalfProblem(row, this.#request, silence, missing)) : this.#settle();
  }

  /** Sent, and a trusted search finds nothing. */
  async #neverSeen(body: unknown): Promise<LedgerResult> {
    const { row } = this.#posting;
    const silence = await this.#posting.silence();
    if (!row.settled) return wasRefused(silence) ? refusedAndUnsettled(row, this.#request, silence) : this.#settle();
    if (silence.vouched) {
      await this.#posting.giveUp('vouchedNeverArrived');
      return { kind: 'stale' };
    }
    if (silence.saidYes) return { kind: 'held', problems: [saidYesProblem(row, this.#request)] };
    if (silence.lastOutcome === 'Rejected') {
      const rejected = await this.#posting.giveUp('rejected');
      // Whoever made a new plan since then had it looked at again: that one is sent under a new name.
      if (!rejected || row.planId !== this.#request.plan.id) return { kind: 'stale' };
      return { kind: 'held', problems: [refusedProblem(row, this.#request, silence)] };
    }
    if (!this.#posting.isAskedFor || !this.#isWanted(body, { stands: false })) {
      await this.#posting.giveUp('neverArrived');
      return { kind: 'stale' };
    }
    if (isSpent(row, this.#request, silence)) {
      return { kind: 'held', problems: [uncertainTooLongProblem(row, this.#request, silence.said)] };
    }
    if (await restsOnOther(this.#deps.store, this.#request, this.#search.told(row, body))) return { kind: 'stale' };
    return this.#send(body);
  }

  async #send(body: unknown, missing?: readonly string[]): Promise<LedgerResult> {
    const late = await this.#search.underNamesGivenUp();
    if (late === 'running') return whileRunning;
    if (late !== null) return { kind: 'held', problems: [late] };

    const before = this.#posting.row.state;
    const beganAt = performance.now();
    const beganOn = Date.now();
    const decided = await this.#posting.decide((draft) => (draft === undefined ? body : this.#planned(draft)), missing);
    if (decided === null) return { kind: 'stale' };
    if ('problem' in decided) return { kind: 'held', problems: [decided.problem] };
    const { attemptId, body: sent } = decided;

    // Both clocks: the monotonic one may stand still while the machine sleeps, the other may be set.
    const elapsedMs = Math.max(performance.now() - beganAt, Date.now() - beganOn);
    if (elapsedMs >= this.#deps.timing.sendWindowMs) {
      const detail = 'the time to send had passed';
      await this.#posting.answer(attemptId, { outcome: 'notSent', reference: null, detail, said: [] });
      await this.#posting.backTo(before);
      return { kind: 'wait', afterMs: 1000, why: 'busy' };
    }

    let reference: Reference | null;
    try {
      const { port } = this.#request;
      if (port.send === undefined) throw new RangeError(`nobody sends a ${this.#request.kind.name}`);
      reference = await port.send(this.#search.told(this.#posting.row, sent), missing);
    } catch (error) {
      return this.#failed(error, attemptId, before, sent);
    }
    const outcome = reference === null ? 'noNumber' : 'success';
    await this.#posting.answer(attemptId, { outcome, reference, detail: null, said: [] });
    return this.#lookAgain(sent, attemptId, reference);
  }

  /** Step 5: what did not succeed. */
  async #failed(error: unknown, attemptId: string, before: PostingState, body: unknown): Promise<LedgerResult> {
    const known = asClientError(error);
    await this.#posting.answer(attemptId, answerOf(error));
    switch (known?.kind) {
      case 'NotSent':
      case 'Throttled':
      case 'Unauthorised':
        await this.#posting.backTo(before);
        throw error;
      case 'Rejected':
        return this.#refused(attemptId, body);
      case 'Unavailable':
      case 'OutcomeUnknown':
      case undefined:
        return this.#lookAgain(body, attemptId, null);
    }
  }

  /**
   * The run ended with a refusal. Earlier steps of it may have committed, and what refused may not be what runs: it is
   * searched for now, and the name stays uncertain until nothing of the call can arrive any more.
   */
  async #refused(attemptId: string, body: unknown): Promise<LedgerResult> {
    const verdict = await this.#search.twice(this.#posting.row, body, null);
    if (verdict?.kind === 'equal') {
      return (await this.#confirm(verdict.found, body)) ?? this.#overtaken(attemptId, null, verdict);
    }
    const act =
      verdict?.kind === 'hold' ? 'refusedButFound' : verdict?.kind === 'incomplete' ? 'refusedHalfWay' : 'refused';
    if (!(await this.#posting.move('uncertain', act))) return { kind: 'stale' };
    switch (verdict?.kind) {
      case 'hold':
        return { kind: 'held', problems: [verdict.problem] };
      case 'incomplete':
        return this.#halfSeen(body, verdict.missing);
      case 'running':
        return this.#settle();
      case 'refused':
      case 'nothing':
      case undefined:
        return refusedAndUnsettled(this.#posting.row, this.#request, await this.#posting.silence());
    }
  }

  /** The call was made. Read back: equal is confirmed; anything else is uncertain until the call can no longer arrive. */
  async #lookAgain(body: unknown, attemptId: string, reference: Reference | null): Promise<LedgerResult> {
    const verdict = await this.#search.twice(this.#posting.row, body, reference);
    if (verdict?.kind === 'equal') {
      return (await this.#confirm(verdict.found, body)) ?? this.#overtaken(attemptId, reference, verdict);
    }
    const change = reference === null ? {} : { reference };
    const moved = await this.#posting.move('uncertain', 'uncertain', change);
    if (!moved) return this.#overtaken(attemptId, reference, verdict);
    if (verdict?.kind === 'hold') return heldFor([verdict.problem]);
    if (verdict?.kind === 'refused' && verdict.of.length > 0) return this.#runRefused(verdict);
    // The system itself says when it is over, long before a call could no longer arrive.
    const isOfRun = verdict?.kind === 'running' || verdict?.kind === 'refused';
    return isOfRun ? whileRunning : this.#settle();
  }

  /** Step 6: our answer comes after somebody else went on without it. */
  async #overtaken(attemptId: string, reference: Reference | null, verdict: Verdict | null): Promise<LedgerResult> {
    // More than one document under our key, say: who went on may not have seen it yet.
    if (verdict?.kind === 'hold') return { kind: 'held', problems: [verdict.problem] };
    const { row, standing } = await this.#posting.now();
    const late = reference ?? (verdict?.kind === 'equal' ? verdict.found.reference : null);
    const sentAgain = row.sends > this.#posting.row.sends && reference !== null;
    if (late !== null && (row.state === 'rejected' || sentAgain)) {
      return { kind: 'held', problems: [lateAnswerProblem(row, late, standing, attemptId, this.#request)] };
    }
    return { kind: 'stale' };
  }

  /** Null: the posting was moved by somebody else. */
  async #confirm(found: Found, body: unknown): Promise<LedgerResult | null> {
    const confirmed = await this.#posting.confirm(found, body);
    if (confirmed === null) return null;
    // Another decision asked for it: it stands for that one, and this one is asked anew.
    if (!this.#posting.isAskedFor) return { kind: 'stale' };
    if (this.#request.members === undefined && !this.#isWanted(body, { stands: true })) {
      return { kind: 'changed', posting: confirmed };
    }
    return { kind: 'confirmed', posting: confirmed };
  }

  #settle(): LedgerResult {
    return untilSettled(this.#posting.row, this.#request.kind);
  }

  #planned(draft?: unknown): unknown {
    return completedBody(this.#request, this.#known, this.#posting.row.ordinal, draft ?? this.#request.step.draft);
  }

  #isWanted(body: unknown, asked: { readonly stands: boolean }): boolean {
    const of = (one: unknown): string => fingerprint(this.#request, one, asked);
    return this.#request.isReplaced !== true && of(body) === of(this.#planned());
  }
}
