import type { JsonObject } from '../http/json-value';

/** One call as the endpoints see it. */
export interface AisRequest {
  readonly method: string;
  readonly path: string;
  readonly version: 'v1' | 'v2' | 'v3';
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Empty when the call had no body. */
  readonly body: JsonObject;
  readonly address: string;
  /** Scheme, host and port as the caller wrote them, for links. */
  readonly origin: string;
}
