import { ClientError, NotSent, Throttled, Unauthorised } from '../../http/client-error';
import type { ConcurrencyLimit } from '../../http/concurrency-limit';
import type { HttpConnection } from '../../http/http-connection';
import { leaveInTime } from '../../http/leave-in-time';
import type { CallEffect } from '../../http/lost-answer';
import { sendRequest, type HttpAnswer } from '../../http/send-request';
import { aisUrl, login, logout, sessionHeaders, type AisSession } from './auth';
import { SessionHolder } from './session-holder';
import type { JdeSettings } from '../settings';

export interface AisRequest {
  readonly operation: string;
  readonly effect: CallEffect;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly json?: unknown;
}

export interface AisAnswer {
  readonly answer: HttpAnswer;
  /** Which session answered: an empty result is believed only beside a control row of the same one. */
  readonly sessionId: string;
}

/** Calls of one connection: at most N at once, in one session that is renewed once when AIS says that it is gone. */
export class AisCaller {
  readonly #connection: HttpConnection;
  readonly #settings: JdeSettings;
  readonly #limit: ConcurrencyLimit;
  readonly #sessions: SessionHolder;
  readonly #nowMs: () => number;

  constructor(connection: HttpConnection, settings: JdeSettings, limit: ConcurrencyLimit, nowMs: () => number) {
    this.#connection = connection;
    this.#settings = settings;
    this.#limit = limit;
    this.#nowMs = nowMs;
    this.#sessions = new SessionHolder({
      login: () => login(connection, settings, nowMs()),
      logout: (session) => logout(connection, settings, session),
      tokenAgeMs: settings.tokenAgeMs,
      nowMs,
    });
  }

  async call(request: AisRequest): Promise<AisAnswer> {
    const canceled = this.#connection.cancellation();
    if (request.effect === 'read') return this.#limit.run(() => this.#withRenewal(request, undefined), canceled);
    return leaveInTime(
      {
        limit: this.#limit,
        sendWithinMs: this.#settings.sendWithinMs,
        nowMs: this.#nowMs,
        canceled,
        notSent: (reason, why, cause) => this.#notSent(request, reason, why, cause),
      },
      (mustLeaveByMs) => this.#withRenewal(request, mustLeaveByMs),
    );
  }

  /** A read that is made up when its turn comes; null: it is not needed any more, and the turn goes to the next. */
  async readInTurn(request: () => AisRequest | null): Promise<AisAnswer | null> {
    return this.#limit.run(async () => {
      const due = request();
      return due === null ? null : this.#withRenewal(due, undefined);
    }, this.#connection.cancellation());
  }

  /** A session without a call: proves credentials, environment, role and allowed hosts. */
  async openSession(): Promise<void> {
    await this.#sessions.run(() => Promise.resolve());
  }

  async giveUpSession(): Promise<void> {
    await this.#sessions.giveUp();
  }

  async #withRenewal(request: AisRequest, mustLeaveByMs: number | undefined): Promise<AisAnswer> {
    const first = await this.#once(request, mustLeaveByMs, false);
    if (!isSessionGone(first.answer)) return first;
    return this.#once(request, mustLeaveByMs, true);
  }

  async #once(request: AisRequest, mustLeaveByMs: number | undefined, isRepeat: boolean): Promise<AisAnswer> {
    const call = { left: false };
    try {
      return await this.#sessions.run(async (session) => {
        if (mustLeaveByMs !== undefined && this.#nowMs() > mustLeaveByMs) {
          const why = `the login took too long within ${String(this.#settings.sendWithinMs)} ms`;
          throw this.#notSent(request, 'tooLate', why, undefined);
        }
        call.left = true;
        const answer = await this.#send(request, session);
        // A second 403 in a row is a missing authority: the session is sound and the other calls keep it.
        if (isSessionGone(answer) && !(isRepeat && answer.status === 403)) this.#sessions.refused(session);
        return { answer, sessionId: session.id };
      });
    } catch (error) {
      // A login that failed before a write says nothing about the write, except that it never left.
      if (call.left || request.effect === 'read' || !(error instanceof ClientError)) throw error;
      if (error instanceof NotSent || error instanceof Unauthorised || error instanceof Throttled) throw error;
      throw this.#notSent(request, 'noSession', 'no session could be opened', error);
    }
  }

  async #send(request: AisRequest, session: AisSession): Promise<HttpAnswer> {
    const url = aisUrl(this.#settings, request.path);
    const answer = await sendRequest(this.#connection, {
      operation: request.operation,
      effect: request.effect,
      method: request.method,
      url,
      headers: sessionHeaders(this.#settings, session, url),
      body: request.json === undefined ? undefined : { json: request.json },
      limitMs: request.effect === 'write' ? this.#settings.requestLimitMs : this.#settings.readLimitMs,
    });
    session.cookies.store(answer.setCookies);
    return answer;
  }

  #notSent(request: AisRequest, reason: string, why: string, cause: unknown): NotSent {
    const sentence = `jde ${request.operation}: nothing was sent, ${why}`;
    return new NotSent(sentence, { system: 'jde', operation: request.operation, detail: { reason }, cause });
  }
}

// AIS answers 444 or 403 for a token that is gone (reference 3.3). A page of a proxy says nothing about the token.
function isSessionGone(answer: HttpAnswer): boolean {
  return (answer.status === 444 || answer.status === 403) && answer.body.kind !== 'foreign';
}
