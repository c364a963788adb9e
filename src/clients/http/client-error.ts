/** As adapters call it: `procore`, `jde`. */
export type OutsideSystem = string;

export type ClientErrorKind = 'Rejected' | 'Throttled' | 'Unavailable' | 'Unauthorised' | 'NotSent' | 'OutcomeUnknown';

/** Facts that may stand in logs and failure messages: reasons, field names, codes, counts. Never values of a document. */
export type ClientErrorDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface ClientErrorFacts {
  readonly system: OutsideSystem;
  readonly operation: string;
  readonly status?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly detail?: ClientErrorDetail | undefined;
  readonly cause?: unknown;
  /** The outside system's own words, see `ClientError.saidTexts`. */
  readonly said?: readonly string[] | undefined;
  /** See `ClientError.passes`. */
  readonly passes?: boolean | undefined;
}

/**
 * What a call to an outside system can end in, named by what follows from it. The message is for the person who must
 * act; it holds no body, secret, name or amount.
 */
export abstract class ClientError extends Error {
  abstract readonly kind: ClientErrorKind;
  readonly system: OutsideSystem;
  readonly operation: string;
  readonly status: number | undefined;
  readonly correlationId: string | undefined;
  readonly detail: ClientErrorDetail;
  /** What stood in the way goes by itself (somebody else kept the record): the same call may be made again later. */
  readonly passes: boolean;
  readonly #said: readonly string[];

  constructor(message: string, facts: ClientErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.system = facts.system;
    this.operation = facts.operation;
    this.status = facts.status;
    this.correlationId = facts.correlationId;
    this.detail = facts.detail ?? {};
    this.passes = facts.passes ?? false;
    this.#said = facts.said ?? [];
  }

  /**
   * The texts that the outside system answered with. They can name vendors and amounts, so they are private to this
   * method (no serializer finds them): for an encrypted row that a person reads, never for a log or a failure message.
   */
  saidTexts(): readonly string[] {
    return this.#said;
  }
}

/** The outside system understood and refused. Unless that passes, the same call will be refused again: a person must act. */
export class Rejected extends ClientError {
  override readonly name = 'Rejected';
  readonly kind = 'Rejected';
}

/** Not executed, because too many calls were made. Again after `retryAfterMs`. */
export class Throttled extends ClientError {
  override readonly name = 'Throttled';
  readonly kind = 'Throttled';
  readonly retryAfterMs: number;

  constructor(message: string, facts: ClientErrorFacts & { readonly retryAfterMs: number }) {
    super(message, facts);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** No usable answer, and nothing was changed by the call: a read that failed, or a step before a write. Again later. */
export class Unavailable extends ClientError {
  override readonly name = 'Unavailable';
  readonly kind = 'Unavailable';
  readonly retryAfterMs: number | undefined;

  constructor(message: string, facts: ClientErrorFacts & { readonly retryAfterMs?: number | undefined }) {
    super(message, facts);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** Credentials or installation do not hold; every other call of the connection would end the same way. */
export class Unauthorised extends ClientError {
  override readonly name = 'Unauthorised';
  readonly kind = 'Unauthorised';
}

/** The request provably never left: no name, no connection, no TLS. Safe to send again. */
export class NotSent extends ClientError {
  override readonly name = 'NotSent';
  readonly kind = 'NotSent';
}

/** A write was on its way and its answer is lost or unreadable. Look before sending again. */
export class OutcomeUnknown extends ClientError {
  override readonly name = 'OutcomeUnknown';
  readonly kind = 'OutcomeUnknown';
}
