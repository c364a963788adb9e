import { ClientError, NotSent, Throttled, Unauthorised } from '../../http/client-error';
import type { ConcurrencyLimit } from '../../http/concurrency-limit';
import type { HttpConnection } from '../../http/http-connection';
import { leaveInTime } from '../../http/leave-in-time';
import type { CallEffect } from '../../http/lost-answer';
import { encodeRequestBody } from '../../http/request-body';
import { sendRequest } from '../../http/send-request';
import type { FusionSettings } from '../settings';
import { readFusionAnswer, type FusionAnswer } from './answer';
import { fusionTokens, type FusionTokens } from './auth';
import { fusionErrorOf } from './errors';

/** `item`: a resource to be made or changed. `action`: a custom action, also without members. `json`: an operation of erpintegrations. */
type MediaType = 'item' | 'action' | 'json';

export interface FusionRequest {
  readonly operation: string;
  readonly effect: CallEffect;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the resources of the pinned version: `invoices`, `invoices/action/validateInvoice`. */
  readonly path: string;
  /** The scheduler's API stands beside the resources, and the path below that. */
  readonly of?: 'scheduler';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: { readonly as: MediaType; readonly json: unknown };
  /** What the item's link said when it was read: refused when somebody changed it since. */
  readonly changeIndicator?: string | undefined;
  /** Whom to ask for what, when it is refused. */
  readonly ask: string;
}

/** Calls of one connection: a few at once, with one token that is renewed once when Fusion does not take it. */
export class FusionCaller {
  readonly #connection: HttpConnection;
  readonly #settings: FusionSettings;
  readonly #limit: ConcurrencyLimit;
  readonly #nowMs: () => number;
  readonly #tokens: FusionTokens;

  constructor(connection: HttpConnection, settings: FusionSettings, limit: ConcurrencyLimit, nowMs: () => number) {
    this.#connection = connection;
    this.#settings = settings;
    this.#limit = limit;
    this.#nowMs = nowMs;
    this.#tokens = fusionTokens(connection, settings, nowMs);
  }

  /** The answer's JSON; undefined of one without a body. Throws what any other answer than a success means. */
  async call(request: FusionRequest): Promise<unknown> {
    const answer = await this.#inTurn(request);
    if (answer.status < 200 || answer.status > 299) throw fusionErrorOf(answer, request);
    return answer.body.kind === 'json' ? answer.body.value : undefined;
  }

  /** Whom the token is for, as it says itself; null where it does not. Another pod's is refused there as a wrong one. */
  async tokenAudience(): Promise<string | null> {
    const { value } = await this.#tokens.get();
    try {
      const claims: unknown = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString('utf8'));
      const audience = (claims as { readonly aud?: unknown } | null)?.aud;
      return (
        [audience]
          .flat()
          .filter((one) => typeof one === 'string')
          .join(', ') || null
      );
    } catch {
      return null;
    }
  }

  /** The next call asks for a fresh token. */
  async giveUpSession(): Promise<void> {
    if (!this.#tokens.mustRefresh) this.#tokens.invalidate(await this.#tokens.get());
  }

  async #inTurn(request: FusionRequest): Promise<FusionAnswer> {
    const canceled = this.#connection.cancellation();
    if (request.effect === 'read') return this.#limit.run(() => this.#withRenewal(request, undefined), canceled);
    return leaveInTime(
      {
        limit: this.#limit,
        sendWithinMs: this.#settings.sendWithinMs,
        nowMs: this.#nowMs,
        canceled,
        notSent: (reason, why, cause) => notSent(request, reason, why, cause),
      },
      (mustLeaveByMs) => this.#withRenewal(request, mustLeaveByMs),
    );
  }

  async #withRenewal(request: FusionRequest, mustLeaveByMs: number | undefined): Promise<FusionAnswer> {
    const token = await this.#token(request, mustLeaveByMs);
    const answer = await this.#send(request, token.value);
    if (answer.status !== 401) return answer;
    // A 401 stands at the door: nothing was executed, so one repetition with a new token is safe for writes too.
    this.#tokens.invalidate(token);
    const renewed = await this.#token(request, mustLeaveByMs);
    return this.#send(request, renewed.value);
  }

  async #token(request: FusionRequest, mustLeaveByMs: number | undefined) {
    try {
      const token = await this.#tokens.get();
      if (mustLeaveByMs === undefined || this.#nowMs() <= mustLeaveByMs) return token;
    } catch (error) {
      // A token that could not be had says nothing about the write, except that it never left.
      if (request.effect === 'read' || !(error instanceof ClientError)) throw error;
      if (error instanceof NotSent || error instanceof Unauthorised || error instanceof Throttled) throw error;
      throw notSent(request, 'noToken', 'no token could be had', error);
    }
    throw notSent(request, 'tooLate', 'the token took too long', undefined);
  }

  async #send(request: FusionRequest, token: string): Promise<FusionAnswer> {
    const { operation, effect, method, body } = request;
    const answer = await sendRequest(this.#connection, {
      operation,
      effect,
      method,
      url: this.#urlOf(request),
      headers: {
        accept: 'application/json, application/vnd.oracle.adf.error+json',
        authorization: `Bearer ${token}`,
        'rest-framework-version': String(this.#settings.frameworkVersion),
        ...(request.changeIndicator === undefined ? {} : { 'if-match': request.changeIndicator }),
      },
      body: body === undefined ? undefined : { text: encodeRequestBody(body).text, contentType: mediaTypes[body.as] },
      accept: 'bytes',
      limitMs: effect === 'write' ? this.#settings.requestLimitMs : this.#settings.readLimitMs,
    });
    return readFusionAnswer(answer, request);
  }

  #urlOf({ path, of, query = {} }: FusionRequest): URL {
    const { baseUrl, resourceVersion } = this.#settings;
    // Each value is encoded whole: a `+` of a timestamp left as it is would arrive as a blank.
    const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const root = of === 'scheduler' ? 'ess/rest/scheduler/v1' : `fscmRestApi/resources/${resourceVersion}`;
    const text = `${baseUrl}/${root}/${path}`;
    return new URL(search.length === 0 ? text : `${text}?${search.join('&')}`);
  }
}

const mediaTypes: Readonly<Record<MediaType, string>> = {
  item: 'application/vnd.oracle.adf.resourceitem+json',
  action: 'application/vnd.oracle.adf.action+json',
  json: 'application/json',
};

function notSent({ operation }: FusionRequest, reason: string, why: string, cause: unknown): NotSent {
  const facts = { system: 'fusion', operation, detail: { reason }, cause };
  return new NotSent(`fusion ${operation}: nothing was sent, ${why}`, facts);
}
