import { parse } from 'lossless-json';
import { z } from 'zod';
import { ApiError } from './api-error';

/** One delivery of Procore, whichever version its payload has. Ids are kept digit by digit. */
export interface ProcoreEvent {
  /** `ulid`; in version 4.0 `id`, which is a ULID there. */
  readonly eventId: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly companyId: string;
  /** Empty for an event of the company. */
  readonly projectId: string;
  readonly userId: string | null;
  readonly eventType: string;
  readonly eventAt: string | null;
}

const digits = z.string({ error: () => 'required: an id of 1 to 20 digits' }).regex(/^\d{1,20}$/, '1 to 20 digits');
const word = (what: string) =>
  z.string({ error: () => `required: ${what}` }).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/&()-]{0,99}$/u, what);
const ulid = z.string({ error: () => 'required: a ULID' }).regex(/^[A-Za-z0-9_-]{1,64}$/, 'a ULID');
const instant = z
  .string()
  .regex(/^2\d{3}-/, 'an ISO 8601 time with its zone, e.g. 2025-02-06T23:34:12.246562Z')
  .pipe(z.iso.datetime({ offset: true, error: 'an ISO 8601 time with its zone, e.g. 2025-02-06T23:34:12.246562Z' }));

const shared = {
  timestamp: instant.nullish(),
  company_id: digits,
  project_id: digits.nullish(),
  user_id: digits.nullish(),
  resource_id: digits,
};

/** v2, v2.0 and v3.0; the latter adds `related_resources`, which the stored body keeps. */
const numberedEvent = z
  .object({
    ...shared,
    id: digits.nullish(),
    ulid: ulid.nullish(),
    api_version: z
      .string()
      .regex(/^v[23](\.\d+)?$/, 'v2, v2.0 or v3.0 (4.0 has resource_type and no api_version)')
      .nullish(),
    resource_name: word('the name of a resource, e.g. "Draw Requests"'),
    event_type: word('create, update or delete'),
    metadata: z.looseObject({ source_user_id: digits.nullish() }).nullish(),
  })
  .refine((event) => (event.ulid ?? event.id ?? null) !== null, { path: ['ulid'], error: 'required: a ULID' });

/** v4.0: every id is a string. */
const textEvent = z.object({
  ...shared,
  id: ulid,
  resource_type: word('the name of a resource, e.g. "Draw Requests"'),
  reason: word('create, update, delete or another word'),
});

/** Parses without losing a digit; everything that is wrong with a body is a 4xx that names the field. */
export function parseProcoreEvent(text: string): ProcoreEvent {
  const body = readObject(text);
  if ('resource_type' in body) {
    const event = checked(textEvent, body);
    return {
      ...namedAlike(event),
      eventId: event.id,
      resource: event.resource_type,
      userId: event.user_id ?? null,
      eventType: event.reason.toLowerCase(),
    };
  }
  const event = checked(numberedEvent, body);
  return {
    ...namedAlike(event),
    eventId: event.ulid ?? event.id ?? '',
    resource: event.resource_name,
    userId: event.metadata?.source_user_id ?? event.user_id ?? null,
    eventType: event.event_type.toLowerCase(),
  };
}

function namedAlike(event: {
  readonly company_id: string;
  readonly project_id?: string | null | undefined;
  readonly resource_id: string;
  readonly timestamp?: string | null | undefined;
}): Pick<ProcoreEvent, 'companyId' | 'projectId' | 'resourceId' | 'eventAt'> {
  return {
    companyId: event.company_id,
    projectId: event.project_id ?? '',
    resourceId: event.resource_id,
    eventAt: event.timestamp ?? null,
  };
}

function readObject(text: string): object {
  let value: unknown;
  try {
    value = parse(text, null, (digitsOfNumber) => digitsOfNumber);
  } catch {
    // Its message quotes the body, which nobody but the sender is to see.
    throw new ApiError(400, 'badBody', 'the body is not JSON; send one webhook event as a JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(400, 'badBody', 'the body must be a JSON object: one webhook event');
  }
  return value;
}

function checked<T>(schema: z.ZodType<T>, body: object): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') || 'body';
  throw new ApiError(400, 'badBody', `${field}: ${issue?.message ?? 'not as documented'}`, field);
}
