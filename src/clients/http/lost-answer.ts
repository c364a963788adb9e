import { OutcomeUnknown, Unavailable, type ClientError, type ClientErrorFacts } from './client-error';

/** `write` for every call that changes something outside, whatever its method. */
export type CallEffect = 'read' | 'write';

/** The error for a call that left and got no usable answer: a read may be repeated, a write must be looked for first. */
export function lostAnswer(
  effect: CallEffect,
  whatHappened: string,
  facts: ClientErrorFacts & { readonly retryAfterMs?: number | undefined },
): ClientError {
  const call = `${facts.system} ${facts.operation}`;
  return effect === 'write'
    ? new OutcomeUnknown(`${call}: ${whatHappened}; whether it took effect must be looked up`, facts)
    : new Unavailable(`${call}: ${whatHappened}`, facts);
}
