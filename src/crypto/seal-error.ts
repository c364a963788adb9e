/**
 * `malformed`: not one of our envelopes. `unknownKey`: the key is not in the ring. `tampered`: changed bytes, or sealed for another tenant or
 * purpose (AES-GCM cannot tell these apart).
 */
export type SealProblem = 'malformed' | 'unknownKey' | 'tampered';

/** Says why sealed bytes cannot be opened. Its message holds key ids, tenant ids and purposes, never content. */
export class SealError extends Error {
  override readonly name = 'SealError';

  constructor(
    readonly problem: SealProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
