import type { Posted } from '../clients/erp-adapter';
import type { ClientError } from '../clients/http/client-error';
import type { Found, Reference } from '../domain/posting/look';
import type { Problem } from '../domain/holds/hold-reason';
import type { PostingState } from '../domain/posting/posting-state';
import { asClientError } from './error-kind';
import { judgeLook, type Verdict } from './judge-look';
import {
  halfTooLongProblem,
  lateAnswerProblem,
  rejectionProblem,
  saidYesProblem,
  uncertainTooLongProblem,
} from './ledger-problems';
import type { LedgerDeps, LedgerRequest, LedgerResult } from './ledger-request';
import type { LeasedPosting } from './leased-posting';
import { completedBody, fingerprint, type Known } from './completed-body';
import { toldToPort } from './told-to-port';

/** A run that may bring it about is told over by the system itself; it takes its time. */
const runningLookAgainMs = 15_000;
/** What was not ready is looked at again by itself. */
const notReadyLookAgainMs = 1_800_000;

/** Brings about one effect: looks, sends when nothing is there, looks again. Nothing is ever concluded from silence. */
export class EffectMaker {
  readonly #deps: LedgerDeps;
  readonly #request: LedgerRequest;
  readonly #posting: LeasedPosting;
  readonly #known: Known;

  constructor(deps: LedgerDeps, request: LedgerRequest, posting: LeasedPosting, known: Known) {
    this.#known = known;
    this.#deps = deps;
    this.#request = request;
    this.#posting = posting;
  }

  async make(): Promise<LedgerResult> {
    const { state, settled, sends } = this.#posting.row;
    // From the first send on, the stored body is what is searched for, compared with and sent again.
    const body = (state === 'uncertain' ? await this.#posting.storedBody() : null) ?? this.#planned();
    const verdict = await this.#search(body);
    switch (verdict.kind) {
      case 'running':
        return { kind: 'wait', afterMs: runningLookAgainMs, why: 'running' };
      case 'refused':
        return this.#runRefused(verdict.problem);
      case 'hold':
        return heldFor([verdict.problem]);
      case 'equal':
        return (await this.#confirm(verdict.found, body)) ?? { kind: 'stale' };
      case 'incomplete':
        if (state === 'reserved') {
          return (await this.#posting.waitForTheRest(body)) ? this.#settle() : { kind: 'stale' };
        }
        if (!settled) return this.#settle();
        if (sends >= this.#request.kind.mostSends) {
          return { kind: 'held', problems: [halfTooLongProblem(this.#posting.row, verdict.missing)] };
        }
        return this.#send(body, verdict.missing);
      case 'nothing':
        return state === 'uncertain' ? this.#neverSeen(body) : this.#sendIfReady(body);
    }
  }

  /** The run is over and nothing of it can come any more: the next one is a new posting. */
  async #runRefused(problem: Problem): Promise<LedgerResult> {
    if (this.#posting.row.state === 'uncertain' && !(await this.#posting.giveUp('rejected'))) return { kind: 'stale' };
    return { kind: 'held', problems: [problem] };
  }

  /** What outside would make it wrong to send now is a hold; nothing was sent, and the next pass asks again. */
  async #sendIfReady(body: unknown): Promise<LedgerResult> {
    const problems = (await this.#request.port.ready?.(this.#told(body))) ?? [];
    if (problems.length > 0) return heldFor(problems);
    return this.#send(body);
  }

  /** Sent, and a trusted search finds nothing. */
  async #neverSeen(body: unknown): Promise<LedgerResult> {
    const { row } = this.#posting;
    if (!row.settled) return this.#settle();
    const { saidYes, lastOutcome, vouched } = await this.#posting.silence();
    if (vouched) {
      await this.#posting.giveUp('vouchedNeverArrived');
      return { kind: 'stale' };
    }
    if (saidYes) return { kind: 'held', problems: [saidYesProblem(row, this.#request.words)] };
    if (lastOutcome === 'Rejected') {
      const rejected = await this.#posting.giveUp('rejected');
      return rejected ? { kind: 'held', problems: [rejectionProblem(row, null)] } : { kind: 'stale' };
    }
    if (!this.#posting.isAskedFor || !this.#same(body, this.#planned())) {
      await this.#posting.giveUp('neverArrived');
      return { kind: 'stale' };
    }
    if (row.sends >= this.#request.kind.mostSends) return { kind: 'held', problems: [uncertainTooLongProblem(row)] };
    return this.#send(body);
  }

  async #send(body: unknown, missing?: readonly string[]): Promise<LedgerResult> {
    const before = this.#posting.row.state;
    const beganAt = performance.now();
    const beganOn = Date.now();
    const decided = await this.#posting.decide((draft) => (draft === undefined ? body : this.#planned(draft)), missing);
    if (decided === null) return { kind: 'stale' };
    const { attemptId, body: sent } = decided;

    // Both clocks: the monotonic one may stand still while the machine sleeps, the other may be set.
    const elapsedMs = Math.max(performance.now() - beganAt, Date.now() - beganOn);
    if (elapsedMs >= this.#deps.timing.sendWindowMs) {
      await this.#posting.answer(attemptId, 'notSent', null, 'the time to send had passed');
      await this.#posting.backTo(before);
      return { kind: 'wait', afterMs: 1000, why: 'busy' };
    }

    let reference: Reference | null;
    try {
      const { port } = this.#request;
      if (port.send === undefined) throw new RangeError(`nobody sends a ${this.#request.kind.name}`);
      reference = await port.send(this.#told(sent), missing);
    } catch (error) {
      return this.#failed(error, attemptId, before, sent);
    }
    await this.#posting.answer(attemptId, reference === null ? 'noNumber' : 'success', reference, null);
    return this.#lookAgain(sent, attemptId, reference);
  }

  /** Step 5: what did not succeed. */
  async #failed(error: unknown, attemptId: string, before: PostingState, body: unknown): Promise<LedgerResult> {
    const known = asClientError(error);
    await this.#posting.answer(attemptId, known?.kind ?? 'OutcomeUnknown', null, known?.message ?? null);
    switch (known?.kind) {
      case 'NotSent':
      case 'Throttled':
      case 'Unauthorised':
        await this.#posting.backTo(before);
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
  async #refused(error: ClientError, attemptId: string, body: unknown): Promise<LedgerResult> {
    const verdict = await this.#searchTwice(body);
    switch (verdict?.kind) {
      case 'equal':
        return (await this.#confirm(verdict.found, body)) ?? this.#overtaken(attemptId, null, verdict);
      case 'hold':
        await this.#posting.move('uncertain', 'refusedButFound');
        return { kind: 'held', problems: [verdict.problem] };
      case 'incomplete':
        return (await this.#posting.move('uncertain', 'refusedHalfWay')) ? this.#settle() : { kind: 'stale' };
      case 'running':
      case undefined:
        return (await this.#posting.move('uncertain', 'uncertain')) ? this.#settle() : { kind: 'stale' };
      case 'refused':
      case 'nothing': {
        const rejected = await this.#posting.move('rejected', 'rejected');
        return rejected ? { kind: 'held', problems: [rejectionProblem(this.#posting.row, error)] } : { kind: 'stale' };
      }
    }
  }

  /** The call was made. Read back: equal is confirmed; anything else is uncertain until the call can no longer arrive. */
  async #lookAgain(body: unknown, attemptId: string, reference: Reference | null): Promise<LedgerResult> {
    const verdict = await this.#searchTwice(body);
    if (verdict?.kind === 'equal') {
      return (await this.#confirm(verdict.found, body)) ?? this.#overtaken(attemptId, reference, verdict);
    }
    const change = reference === null ? {} : { reference };
    const moved = await this.#posting.move('uncertain', 'uncertain', change);
    if (!moved) return this.#overtaken(attemptId, reference, verdict);
    return verdict?.kind === 'hold' ? heldFor([verdict.problem]) : this.#settle();
  }

  /** Step 6: our answer comes after somebody else went on without it. */
  async #overtaken(attemptId: string, reference: Reference | null, verdict: Verdict | null): Promise<LedgerResult> {
    // More than one document under our key, say: who went on may not have seen it yet.
    if (verdict?.kind === 'hold') return { kind: 'held', problems: [verdict.problem] };
    const { row, standing } = await this.#posting.now();
    const late = reference ?? (verdict?.kind === 'equal' ? verdict.found.reference : null);
    const sentAgain = row.sends > this.#posting.row.sends && reference !== null;
    if (late !== null && (row.state === 'rejected' || sentAgain)) {
      return { kind: 'held', problems: [lateAnswerProblem(row, late, standing, attemptId, this.#request.words)] };
    }
    return { kind: 'stale' };
  }

  /** Null: the posting was moved by somebody else. */
  async #confirm(found: Found, body: unknown): Promise<LedgerResult | null> {
    const confirmed = await this.#posting.confirm(found, body);
    if (confirmed === null) return null;
    // Another decision asked for it: it stands for that one, and this one is asked anew.
    if (!this.#posting.isAskedFor) return { kind: 'stale' };
    if (this.#request.members === undefined && !this.#same(body, this.#planned())) {
      return { kind: 'changed', posting: confirmed };
    }
    return { kind: 'confirmed', posting: confirmed };
  }

  /** After a call. Null: the ERP cannot be asked now; the call counts as uncertain, and a later pass asks again. */
  async #searchTwice(body: unknown): Promise<Verdict | null> {
    try {
      const first = await this.#search(body);
      if (first.kind !== 'nothing' && first.kind !== 'incomplete') return first;
      await this.#deps.pause(this.#deps.timing.visibilityLagMs);
      return await this.#search(body);
    } catch {
      return null;
    }
  }

  async #search(body: unknown): Promise<Verdict> {
    const [look] = await this.#request.port.look([this.#told(body)]);
    if (look === undefined) throw new RangeError(`no answer to a look for ${this.#posting.row.key}`);
    return judgeLook(this.#request, body, look);
  }

  /** What sets a target may reach it by a run of the system's own, long before a call could no longer arrive. */
  #settle(): LedgerResult {
    const leftMs = Math.max(this.#posting.row.settleLeftMs, 1000);
    const afterMs = this.#request.kind.nature === 'sets' ? Math.min(leftMs, runningLookAgainMs) : leftMs;
    return { kind: 'wait', afterMs, why: 'settling' };
  }

  #planned(draft?: unknown): unknown {
    return completedBody(this.#request, this.#known, this.#posting.row.ordinal, draft ?? this.#request.step.draft);
  }

  #told(body: unknown): Posted {
    return toldToPort(this.#posting.row, body, this.#known.earlier);
  }

  #same(one: unknown, other: unknown): boolean {
    return fingerprint(this.#request, one) === fingerprint(this.#request, other);
  }
}

/** What waits for somebody in the system is looked at again by itself. */
function heldFor(problems: readonly Problem[]): LedgerResult {
  const waits = problems.every((problem) => problem.kind === 'waiting');
  return { kind: 'held', problems, ...(waits ? { wakeAfterMs: notReadyLookAgainMs } : {}) };
}
