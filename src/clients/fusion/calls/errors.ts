import type { ClientError } from '../../http/client-error';
import { NotSent, Rejected, Throttled, Unauthorised, type ClientErrorFacts } from '../../http/client-error';
import { lostAnswer, type CallEffect } from '../../http/lost-answer';
import { retryAfterMs } from '../../http/retry-after';
import type { FusionAnswer } from './answer';
import { readErrorBody } from './error-body';

/** Oracle publishes no limit and no time; a service that limits calls per minute is open again by then. */
const throttledWaitMs = 30_000;

/** Another user has changed the row (JBO-25014): nothing was written. */
const changedByOthers = '25014';

interface FusionCallName {
  readonly operation: string;
  readonly effect: CallEffect;
  /** Whom to ask for what, when it is refused. */
  readonly ask: string;
}

/**
 * What an answer that is no success means (reference 5.3). A write is refused only by a body of Fusion's own; whatever else
 * answers, nobody knows what became of the call behind it. A 5xx of a write is always looked up.
 */
export function fusionErrorOf(answer: FusionAnswer, call: FusionCallName): ClientError {
  const { status, correlationId, headers } = answer;
  const { operation, effect, ask } = call;
  const body = readErrorBody(answer.body.kind === 'text' ? answer.body : { json: valueOf(answer) });
  const reason = answer.body.kind === 'foreign' ? 'foreignAnswer' : `status${String(status)}`;
  const facts: ClientErrorFacts = {
    system: 'fusion',
    operation,
    status,
    correlationId,
    said: body.said,
    detail: { reason, ...(body.codes.length === 0 ? {} : { codes: body.codes }) },
  };
  const name = `fusion ${operation}: answered ${String(status)}`;
  const codes = body.codes.length === 0 ? '' : ` (${body.codes.join(', ')})`;
  const lost = (): ClientError => {
    const words = answer.body.kind === 'foreign' ? ` with ${answer.body.description}` : '';
    return lostAnswer(effect, `answered ${String(status)}${words}`, { ...facts, retryAfterMs: waitMs(headers) });
  };

  if (status === 401) return new Unauthorised(`${name}; Fusion does not accept the token; ${ask}`, facts);
  if (status === 429) return new Throttled(name, { ...facts, retryAfterMs: waitMs(headers) ?? throttledWaitMs });
  // A page of a proxy is no word of Fusion's.
  if (answer.body.kind === 'foreign' || status < 400 || status >= 500) return lost();
  if (status === 403) return new Unauthorised(`${name}; a role or privilege is missing; ${ask}`, facts);
  if (effect === 'write' && !body.isFusions) return lost();
  if (effect === 'write' && (status === 409 || status === 412 || body.codes.includes(changedByOthers))) {
    const detail = { ...facts.detail, reason: 'changedMeanwhile' };
    return new NotSent(`fusion ${operation}: nothing was written, what stands has changed since it was read${codes}`, {
      ...facts,
      detail,
    });
  }
  if (status === 404) {
    const detail = { ...facts.detail, reason: 'notFound' };
    return new Rejected(`${name}: there is no such record or path, or this user may not see it; ${ask}`, {
      ...facts,
      detail,
    });
  }
  return new Rejected(`${name}${codes}: refused; Fusion's words are kept with the posting; ${ask}`, facts);
}

/** Refused because such an expression or attribute cannot be asked for there. */
export function isBadQuery(error: unknown): boolean {
  return error instanceof Rejected && error.status === 400;
}

/** The answers of the token address. Never quotes a body: it may echo the login. */
export function tokenErrorOf(answer: FusionAnswer): ClientError {
  const operation = 'requestToken';
  const { status, correlationId, headers } = answer;
  const given = valueOf(answer);
  const said = typeof given === 'object' && given !== null ? (given as { error?: unknown }).error : undefined;
  const code = typeof said === 'string' && /^[a-z_]{1,40}$/.test(said) ? said : undefined;
  const facts: ClientErrorFacts = {
    system: 'fusion',
    operation,
    status,
    correlationId,
    detail: { reason: `status${String(status)}`, ...(code === undefined ? {} : { codes: [code] }) },
  };
  const name = `fusion ${operation}: answered ${String(status)}${code === undefined ? '' : ` (${code})`}`;
  if (status === 429) return new Throttled(name, { ...facts, retryAfterMs: waitMs(headers) ?? throttledWaitMs });
  if ([400, 401, 403, 404].includes(status) && answer.body.kind !== 'foreign') {
    const what = code === 'invalid_scope' ? 'the scope' : 'client, secret, user or scope';
    return new Unauthorised(`${name}; the identity domain does not accept ${what} of this connection`, facts);
  }
  return lostAnswer('read', `answered ${String(status)}`, { ...facts, retryAfterMs: waitMs(headers) });
}

function valueOf({ body }: FusionAnswer): unknown {
  return body.kind === 'json' ? body.value : undefined;
}

function waitMs(headers: Readonly<Record<string, string>>): number | undefined {
  return retryAfterMs(headers, Date.now());
}
