import { createHash } from 'node:crypto';
import { parse } from 'lossless-json';
import type { WebhookEvent } from '../store/signals/webhook-inbox';
import { ApiError } from './api-error';

/** One delivery of Procore, whichever version its payload has: v2, v2.0, v3.0 or v4.0. Ids are kept digit by digit. */
export interface ProcoreEvent extends WebhookEvent {
  /** Null: it names none, or nothing that could be one. */
  readonly companyId: string | null;
  /** It names a resource and a record of it. What does not is kept all the same, for nobody knows what Procore sends next. */
  readonly isUnderstood: boolean;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Reads what can be read of a delivery, without losing a digit. Procore stops its whole queue on an answer that is not 2xx, so
 * only what is no JSON at all is a 4xx; every other body can be stored.
 */
export function parseProcoreEvent(text: string): ProcoreEvent {
  const body = readObject(text);
  // v4.0 has `resource_type` and `reason`, and its `id` is the ULID.
  const isText = 'resource_type' in body;
  const metadata = asObject(body['metadata']);
  const resource = wordsOf(isText ? body['resource_type'] : body['resource_name']);
  const resourceId = keyOf(body['resource_id']);
  return {
    eventId: eventIdOf(isText ? [body['id']] : [body['ulid'], body['id']], text),
    resource,
    resourceId,
    companyId: idOf(body['company_id']),
    projectId: keyOf(body['project_id']),
    userId: idOf(metadata['source_user_id']) ?? idOf(body['user_id']),
    eventType: wordsOf(isText ? body['reason'] : body['event_type']).toLowerCase(),
    eventAt: instantOf(body['timestamp']),
    isUnderstood: resource !== '' && resourceId !== '',
  };
}

/** What a record of Procore may be called in a path. */
export const idForm = /^\d{1,20}$/;

/** What duplicates are known by; a body without any is known by itself. */
function eventIdOf(candidates: readonly unknown[], text: string): string {
  const found = candidates.find((one): one is string => typeof one === 'string' && keyForm.test(one));
  return found ?? `sha256_${createHash('sha256').update(text).digest('hex').slice(0, 48)}`;
}

/**
 * These members are stored in plain, beside the sealed body: a name is words, an id is letters and digits, and whatever else
 * stands in their place is nobody's business and is left out.
 */
const wordsForm = /^[A-Za-z][A-Za-z _.,&/()'-]{0,99}$/;
const keyForm = /^[A-Za-z0-9_-]{1,64}$/;

function wordsOf(value: unknown): string {
  return typeof value === 'string' && wordsForm.test(value) ? value : '';
}

function keyOf(value: unknown): string {
  return typeof value === 'string' && keyForm.test(value) ? value : '';
}

const longestTime = 200;

function idOf(value: unknown): string | null {
  return typeof value === 'string' && idForm.test(value) ? value : null;
}

const instantForm = /^2\d{3}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i;

/** Null: no time with a zone, or none that there is. Fractions beyond a millisecond are cut. */
function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > longestTime || !instantForm.test(value)) return null;
  const ms = Date.parse(value.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function asObject(value: unknown): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
}

function readObject(text: string): Body {
  try {
    return asObject(parse(text, null, (digitsOfNumber) => digitsOfNumber));
  } catch {
    if (isJson(text)) return {};
    // Its message quotes the body, which nobody but the sender is to see.
    throw new ApiError(400, 'badBody', 'the body is not JSON; send one webhook event as a JSON object');
  }
}

/** JSON that names a member twice, or nests beyond the stack, is read by nobody and yet no fault of the delivery. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
