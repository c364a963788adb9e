import type { z } from 'zod';
import { Throttled } from '../../http/client-error';
import { HttpConnection, type CallObservation } from '../../http/http-connection';
import type { CallEffect } from '../../http/lost-answer';
import type { RequestBody } from '../../http/request-body';
import { retryAfterMs } from '../../http/retry-after';
import { parseAnswer } from '../../http/schema-at-edge';
import { sendRequest, type HttpAnswer } from '../../http/send-request';
import { procoreTokens, type ProcoreTokens } from './auth';
import { procoreBaseUrls, type ProcoreEnvironment } from './environments';
import { procoreErrorOf, throttleWaitMs } from './errors';
import { quotaObservation, type ProcoreQuota } from './quota';
import { queryText, type QueryParameters } from './request-path';
import type { UnreadableRow } from './rows';

export interface ProcoreSettings {
  readonly environment: ProcoreEnvironment;
  readonly companyId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** In place of the environment's address, for a proxy or a sandbox; may hold a path. */
  readonly loginBaseUrl?: string | undefined;
  readonly apiBaseUrl?: string | undefined;
  readonly caBundlePem?: string | undefined;
  /** From the call to the last byte of its answer. Default 120 s. */
  readonly requestLimitMs?: number | undefined;
}

export interface ProcoreDeps {
  readonly quota: ProcoreQuota;
  readonly observe?: ((observation: CallObservation) => void) | undefined;
  /** Told of what went wrong beside a call without making it fail. */
  readonly report?: ((what: string, error: unknown) => void) | undefined;
  readonly nowMs?: (() => number) | undefined;
  /** See `HttpConnectionSettings`. */
  readonly cancellation?: (() => AbortSignal | undefined) | undefined;
}

export interface ProcoreCall<T> {
  readonly operation: string;
  readonly path: string;
  readonly query?: QueryParameters | undefined;
  readonly schema: z.ZodType<T>;
}

export interface ProcoreWrite<T> extends ProcoreCall<T> {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly body?: RequestBody | undefined;
}

export interface ProcoreAnswer<T> {
  readonly value: T;
  readonly headers: Readonly<Record<string, string>>;
}

/** Speaks for one connection: one company with one account in one environment. */
export class ProcoreClient {
  readonly companyId: string;
  readonly #connection: HttpConnection;
  readonly #tokens: ProcoreTokens;
  readonly #apiBaseUrl: string;
  readonly #deps: Required<Pick<ProcoreDeps, 'quota' | 'report' | 'nowMs'>>;

  constructor(settings: ProcoreSettings, deps: ProcoreDeps) {
    const defaults = procoreBaseUrls[settings.environment];
    const nowMs = deps.nowMs ?? Date.now;
    const report = deps.report ?? (() => undefined);
    this.companyId = settings.companyId;
    this.#deps = { quota: deps.quota, report, nowMs };
    this.#apiBaseUrl = (settings.apiBaseUrl ?? defaults.api).replace(/\/+$/, '');
    this.#connection = new HttpConnection({
      system: 'procore',
      caBundlePem: settings.caBundlePem,
      requestLimitMs: settings.requestLimitMs,
      observe: deps.observe,
      cancellation: deps.cancellation,
    });
    const { clientId, clientSecret } = settings;
    const loginBaseUrl = settings.loginBaseUrl ?? defaults.login;
    this.#tokens = procoreTokens(this.#connection, { loginBaseUrl, clientId, clientSecret }, { nowMs, report });
  }

  async get<T>(call: ProcoreCall<T>): Promise<ProcoreAnswer<T>> {
    return this.#finish(call, 'read', await this.#send(call, 'GET', 'read'));
  }

  /**
   * Null when Procore answers that the record is absent or not visible. Only JSON counts as that answer: a proxy's 404
   * for a wrong base address must not look like a deleted requisition.
   */
  async find<T>(call: ProcoreCall<T>): Promise<ProcoreAnswer<T> | null> {
    const answer = await this.#send(call, 'GET', 'read');
    return answer.status === 404 && answer.body.kind === 'json' ? null : this.#finish(call, 'read', answer);
  }

  async write<T>(call: ProcoreWrite<T>): Promise<ProcoreAnswer<T>> {
    return this.#finish(call, 'write', await this.#send(call, call.method, 'write', call.body));
  }

  /** Of a row of a list that was left out, because it does not have the documented shape. */
  reportUnreadable(operation: string, { id, fault }: UnreadableRow): void {
    this.#deps.report(`procore ${operation}: a row (id ${id ?? 'unreadable'}) is left out: ${fault}`, undefined);
  }

  /** Gets a token unless a good one is at hand; for checks and before a lease starts to run. */
  async authenticate(): Promise<void> {
    await this.#tokens.get();
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  #finish<T>(call: ProcoreCall<T>, effect: CallEffect, answer: HttpAnswer): ProcoreAnswer<T> {
    const { operation } = call;
    const { status, correlationId, headers, body } = answer;
    if (status < 200 || status > 299) throw procoreErrorOf(answer, { operation, effect }, this.#deps.nowMs());
    const value = body.kind === 'json' ? body.value : undefined;
    return {
      value: parseAnswer(call.schema, value, { system: 'procore', operation, effect, status, correlationId }),
      headers,
    };
  }

  async #send(
    call: ProcoreCall<unknown>,
    method: 'GET' | ProcoreWrite<unknown>['method'],
    effect: CallEffect,
    body?: RequestBody,
  ): Promise<HttpAnswer> {
    const token = await this.#tokens.get();
    const answer = await this.#sendWith(token.value, call, method, effect, body);
    if (answer.status !== 401) return answer;
    // A 401 stands at the door: nothing was executed, so one repetition with a new token is safe for writes too.
    this.#tokens.invalidate(token);
    const renewed = await this.#tokens.get();
    return this.#sendWith(renewed.value, call, method, effect, body);
  }

  async #sendWith(
    token: string,
    call: ProcoreCall<unknown>,
    method: 'GET' | ProcoreWrite<unknown>['method'],
    effect: CallEffect,
    body: RequestBody | undefined,
  ): Promise<HttpAnswer> {
    const { operation, path, query = {} } = call;
    await this.#takeQuota(operation);
    const search = queryText(query);
    const answer = await sendRequest(this.#connection, {
      operation,
      effect,
      method,
      url: new URL(`${this.#apiBaseUrl}${path}${search === '' ? '' : `?${search}`}`),
      headers: { authorization: `Bearer ${token}`, 'procore-company-id': this.companyId },
      body,
    });
    await this.#observeQuota(answer);
    return answer;
  }

  async #takeQuota(operation: string): Promise<void> {
    const grant = await this.#deps.quota.take();
    if (grant.granted) return;
    const seconds = String(Math.ceil(grant.retryAfterMs / 1000));
    throw new Throttled(`procore ${operation}: our share of Procore's call limit is used up; again in ${seconds} s`, {
      system: 'procore',
      operation,
      detail: { reason: 'ownQuota' },
      retryAfterMs: grant.retryAfterMs,
    });
  }

  async #observeQuota({ status, headers }: HttpAnswer): Promise<void> {
    const nowMs = this.#deps.nowMs();
    const waitMs = status === 429 ? throttleWaitMs(headers, nowMs) : (retryAfterMs(headers, nowMs) ?? null);
    try {
      await this.#deps.quota.observe(quotaObservation(status, headers, waitMs, nowMs));
    } catch (error) {
      // The answer is there, perhaps of a write: bookkeeping that fails must not lose it.
      this.#deps.report("Procore's limit headers could not be noted", error);
    }
  }
}

export function createProcoreClient(settings: ProcoreSettings, deps: ProcoreDeps): ProcoreClient {
  return new ProcoreClient(settings, deps);
}
