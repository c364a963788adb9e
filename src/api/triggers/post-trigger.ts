import express, { Router, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { feedNames } from '../../config/feed-names';
import type { Store } from '../../store/store';
import type { Metrics } from '../../telemetry/metrics';
import { ApiError } from '../api-error';
import { Callers, type Caller } from '../callers';
import { askForPolls, type PollChoice } from './ask-for-polls';
import { presentedSecret } from './presented-secret';

export interface TriggerOptions {
  readonly store: Store;
  readonly metrics: Metrics;
}

const path = '/triggers/:connectionId';
const bodyLimitBytes = 4 * 1024;
/** A schedule and people who rerun it; more is a loop that ran away. */
const callsPerMinute = 60;

/** What an orchestration maps into an unused member is an empty text. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

const bodySchema = z.strictObject({
  project: optional(z.union([z.string().trim(), z.number().int()]).transform(String)),
  feed: optional(z.enum(feedNames)),
});

/**
 * `POST /triggers/{connectionId}`, body `{"project"?, "feed"?}` or none: a system, JD Edwards by a scheduled orchestration, asks for a
 * poll now of a feed, a project or all. It authenticates with the connection's `triggerSecret`: as the password of Basic, as bearer
 * token or as `X-Api-Key`. Answers exactly 200 with a small body, as AIS takes anything else for a failure (jde 10), and works later; 401
 * for a secret that is refused, 400 and 404 with the field, 429 for more than 60 calls a minute. A hint: what to do is read back.
 */
export function postTrigger({ store, metrics }: TriggerOptions): Router {
  const router = Router();
  router.post(
    path,
    authenticate(new Callers(store, ({ triggerSecret }) => triggerSecret)),
    limitCalls(),
    express.text({ type: () => true, limit: bodyLimitBytes, defaultCharset: 'utf-8' }),
    receive({ store, metrics }),
  );
  return router;
}

function authenticate(callers: Callers): RequestHandler<{ connectionId: string }> {
  return async (request, response, next) => {
    const caller = await callers.authenticate(request.params.connectionId, presentedSecret(request.headers));
    if (caller === null) {
      // Basic is asked for, since many clients send it only then.
      response.set('WWW-Authenticate', 'Basic realm="ml-connector", charset="UTF-8"');
      throw new ApiError(
        401,
        'secretRefused',
        "send the connection's triggerSecret as the password of Basic, as Bearer or as X-Api-Key; the address must name the connection",
      );
    }
    response.locals['caller'] = caller;
    next();
  };
}

function limitCalls(): RequestHandler<{ connectionId: string }> {
  return rateLimit({
    windowMs: 60_000,
    limit: callsPerMinute,
    keyGenerator: (request) => String(request.params['connectionId']),
    standardHeaders: false,
    legacyHeaders: false,
    handler: () => {
      throw new ApiError(
        429,
        'tooManyCalls',
        `more than ${callsPerMinute} calls in a minute; the polls come all the same`,
      );
    },
  }) as RequestHandler<{ connectionId: string }>;
}

function receive({ store, metrics }: TriggerOptions): RequestHandler {
  return async (request, response) => {
    const caller = response.locals['caller'] as Caller;
    const polls = await askForPolls(store.as('erp'), caller, choiceOf(request.body));
    metrics.pollsAsked({ ...polls });
    response.json(polls);
  };
}

function choiceOf(body: unknown): PollChoice {
  const text = typeof body === 'string' ? body.trim() : '';
  if (text === '') return {};
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new ApiError(
      400,
      'badBody',
      'send JSON: {"project": "4411", "feed": "requisitions"}, either of them, or nothing',
    );
  }
  const parsed = bodySchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    const message = `${issue?.message ?? ''}; send "project" (its number), "feed" (${feedNames.join(', ')}), either of them, or nothing`;
    throw new ApiError(400, 'badBody', message, field === '' ? undefined : field);
  }
  const { project, feed } = parsed.data;
  return { ...(project === undefined ? {} : { project }), ...(feed === undefined ? {} : { feed }) };
}
