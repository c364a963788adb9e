import type { HttpAnswer } from '../../http/send-request';
import {
  OutcomeUnknown,
  Rejected,
  Throttled,
  Unauthorised,
  Unavailable,
  type ClientError,
  type ClientErrorFacts,
} from '../../http/client-error';
import { lostAnswer, type CallEffect } from '../../http/lost-answer';
import { retryAfterMs } from '../../http/retry-after';
import { isJdeBody } from './jde-marks';
import { isObject } from './schemas';

/** JDE says nothing about how long; a service that limits calls per minute is open again by then. */
const throttledWaitMs = 30_000;

const textMembers = ['jde__simpleMessage', 'userDefinedErrorText', 'userDefinedError', 'errorText', 'message'];

/**
 * The texts of a complete JDE error body (reference 3.1, 5.3), the clearest first; undefined when JDE did not write it. `message`
 * can be a nested object when a form failed, and older servers nest messages under `errorDetails`.
 */
export function jdeErrorTexts(value: unknown): readonly string[] | undefined {
  if (!isObject(value) || !isJdeBody(value)) return undefined;
  const texts = new Set<string>();
  for (const member of [...textMembers, 'errorDetails', 'sysErrors']) collectTexts(value[member], texts);
  return [...texts];
}

/** Messages of forms that refused an entry although the call answered 200 (reference 5.4, 6.2): any non-empty `errors`. */
export function nestedFormErrors(value: unknown): readonly string[] {
  const texts = new Set<string>();
  const forms = { refused: false };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isObject(node)) return;
    for (const [member, child] of Object.entries(node)) {
      if ((member === 'errors' || member === 'sysErrors') && isFilled(child)) {
        forms.refused = true;
        collectTexts(child, texts);
      } else {
        visit(child);
      }
    }
  };
  visit(value);
  return forms.refused && texts.size === 0 ? ['(a form named an error without a text)'] : [...texts];
}

export interface AnsweredCall {
  readonly operation: string;
  readonly effect: CallEffect;
  /** Whom to ask for what, when it is refused. */
  readonly ask: string;
  /** Texts by which JDE says that somebody else keeps the record just now. */
  readonly reservedTexts?: readonly string[];
}

/**
 * What a status other than 200 means for a read or for a write that reached AIS or a proxy before it. A write is refused only
 * by a body of JDE's own; whatever else answers, nobody knows what became of the call behind it.
 */
export function answerError(
  answer: HttpAnswer,
  { operation, effect, ask, reservedTexts = [] }: AnsweredCall,
): ClientError {
  const said = answer.body.kind === 'json' ? jdeErrorTexts(answer.body.value) : undefined;
  const facts = { ...errorFacts(answer, operation, said), passes: passes(said ?? [], reservedTexts) };
  const { status } = answer;
  const call = `jde ${operation}: answered ${String(status)}`;
  const isRefused = effect === 'read' || said !== undefined;
  switch (status) {
    case 401:
      return new Unauthorised(`${call}; this kind of login or its credentials are not accepted`, facts);
    case 403:
    case 444:
      return doorRefusal(answer, operation, effect, ask);
    case 404:
    case 405:
    case 406:
    case 415: {
      const advice = 'check the base address and paths of the connection';
      return isRefused
        ? new Rejected(`${call}${bodyWords(answer)}; ${advice}`, facts)
        : lost(answer, effect, facts, `; ${advice}`);
    }
    case 429:
      return new Throttled(call, { ...facts, retryAfterMs: waitMs(answer) ?? throttledWaitMs });
    case 400:
      return isRefused && answer.body.kind === 'json'
        ? new Rejected(`${call}; AIS could not read the request; ${ask}`, facts)
        : lost(answer, effect, facts);
    case 500:
      return effect === 'write' && isRefused
        ? new Rejected(`jde ${operation}: the run ended with a refusal; JDE's words are kept with the posting`, facts)
        : lost(answer, effect, facts);
    default:
      return lost(answer, effect, facts);
  }
}

/** Whether these are words by which JDE says that somebody else keeps the record just now (reference 12.3). */
export function passes(said: readonly string[], reservedTexts: readonly string[]): boolean {
  return reservedTexts.some((text) => said.some((one) => one.toLowerCase().includes(text.toLowerCase())));
}

/** The answers of `tokenrequest` (reference 2.1). Never quotes a body: it may echo the login. */
export function loginError(answer: HttpAnswer): ClientError {
  const facts: ClientErrorFacts = { system: 'jde', operation: 'tokenrequest', status: answer.status };
  const call = `jde tokenrequest: answered ${String(answer.status)}`;
  if (answer.body.kind === 'foreign') return lost(answer, 'read', facts);
  switch (answer.status) {
    case 401:
    case 403:
      return new Unauthorised(`${call}; user, password, environment or role are not accepted`, facts);
    case 405:
      return new Unauthorised(`${call}; the JAS server does not list this AIS server in its Allowed Hosts`, facts);
    case 445:
    case 446:
      return new Unauthorised(
        `${call}; single sign-on is asked for, this connection logs in by user and password`,
        facts,
      );
    case 400:
    case 404:
    case 415:
      return new Unauthorised(`${call}; check the base address and the tokenrequest path of the connection`, facts);
    case 429:
      return new Throttled(call, { ...facts, retryAfterMs: waitMs(answer) ?? throttledWaitMs });
    default:
      return lost(answer, 'read', facts);
  }
}

/** A paged result that was left open too long; only a new query helps (reference 4.6). */
export function isExpiredResult(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes('JAS_MSG347'));
}

/** A 2xx that JDE itself calls a warning: something may stand (reference 5.4). */
export function warningOutcome(
  operation: string,
  said: readonly string[],
  reservedTexts: readonly string[],
): OutcomeUnknown {
  return new OutcomeUnknown(`jde ${operation}: ended with a warning; whether it took effect must be looked up`, {
    system: 'jde',
    operation,
    status: 200,
    detail: { reason: 'warning' },
    said,
    passes: passes(said, reservedTexts),
  });
}

function doorRefusal(answer: HttpAnswer, operation: string, effect: CallEffect, ask: string): ClientError {
  const facts = errorFacts(answer, operation, undefined);
  // A page of a proxy is no word of JDE's, and a renewed token would change nothing about it.
  if (answer.body.kind === 'foreign') return lost(answer, effect, facts);
  const why = answer.status === 444 ? 'a new token is not taken either' : 'no authority';
  return new Unauthorised(`jde ${operation}: answered ${String(answer.status)}, ${why}; ${ask}`, facts);
}

function lost(answer: HttpAnswer, effect: CallEffect, facts: ClientErrorFacts, advice = ''): ClientError {
  const proxy = answer.body.kind === 'foreign' ? '; is the address of this machine still allowed there?' : '';
  const sentence = `answered ${String(answer.status)}${bodyWords(answer)}${answer.status === 403 ? proxy : advice}`;
  if (effect === 'write') return lostAnswer('write', sentence, facts);
  return new Unavailable(`jde ${facts.operation}: ${sentence}`, { ...facts, retryAfterMs: waitMs(answer) });
}

function errorFacts(answer: HttpAnswer, operation: string, said: readonly string[] | undefined): ClientErrorFacts {
  const reason = answer.body.kind === 'foreign' ? 'foreignAnswer' : `status${String(answer.status)}`;
  const id = answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value['exceptionId'] : undefined;
  return {
    system: 'jde',
    operation,
    status: answer.status,
    correlationId: answer.correlationId,
    detail: { reason, ...(typeof id === 'string' && /^[\w.-]{1,60}$/.test(id) ? { exceptionId: id } : {}) },
    said,
  };
}

function bodyWords(answer: HttpAnswer): string {
  return answer.body.kind === 'foreign' ? ` with ${answer.body.description}` : '';
}

function waitMs(answer: HttpAnswer): number | undefined {
  return retryAfterMs(answer.headers, Date.now());
}

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.trim() !== '') into.add(value.trim());
  } else if (Array.isArray(value)) {
    for (const item of value) collectTexts(item, into);
  } else if (isObject(value)) {
    for (const member of [...textMembers, 'DESC', 'TITLE', 'errors']) collectTexts(value[member], into);
    if (value['message'] === undefined && into.size === 0) {
      for (const child of Object.values(value)) if (isObject(child) || Array.isArray(child)) collectTexts(child, into);
    }
  }
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
}
