import { Router } from 'express';
import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import { numberOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { wholeNumber } from '../../http/whole-number';
import type { SandboxContext } from '../sandbox-context';
import { PLAIN_BEHAVIOUR } from '../webhooks/webhook-dispatcher';
import { controlBody } from './control-body';
import { ControlError } from './control-error';

const count = wholeNumber(0, 1_000_000);
const id = z.preprocess(
  (value) => (value instanceof LosslessNumber ? value.value : value),
  z.string().regex(/^\d{1,20}$/, 'must be an id'),
);

const behaviourSchema = z.strictObject({
  duplicates: count.default(PLAIN_BEHAVIOUR.duplicates),
  holdMs: count.default(PLAIN_BEHAVIOUR.holdMs),
  reverse: z.boolean().default(PLAIN_BEHAVIOUR.reverse),
  nullMetadata: z.boolean().default(PLAIN_BEHAVIOUR.nullMetadata),
});

const eventSchema = z.strictObject({
  resourceName: z.string(),
  eventType: z.enum(['create', 'update', 'delete']),
  resourceId: id,
  projectId: id.nullable().default(null),
  userId: id.default('562949953421099'),
  applicationId: z.string().nullable().default(null),
  related: z.array(z.strictObject({ id, name: z.string() })).default([]),
});

const sendSchema = z.strictObject({
  hookId: id.optional().describe('absent: every hook of the scope of the event'),
  event: eventSchema.optional().describe('turned into the payload version of the hook'),
  events: z.array(eventSchema).optional(),
  payloads: z.array(z.custom<JsonObject>()).optional().describe('sent as they are'),
  duplicates: count.default(0),
  reverse: z.boolean().default(false),
});

export function webhookControls(context: SandboxContext): Router {
  const router = Router();
  const { dispatcher, hooks } = context;

  router.put('/control/webhooks/behaviour', (request, response) => {
    dispatcher.behaviour = read(behaviourSchema, controlBody(request));
    response.status(204).end();
  });

  router.post('/control/webhooks/send', (request, response) => {
    const order = read(sendSchema, controlBody(request));
    const events = [...(order.event === undefined ? [] : [order.event]), ...(order.events ?? [])];
    let sent = 0;
    for (const hook of hooks.hooks().filter((entry) => order.hookId === undefined || entry.id === order.hookId)) {
      const own = events.filter((event) => order.hookId !== undefined || event.projectId === hook.projectId);
      const payloads = [...own.map((event) => dispatcher.payloadFor(hook, event)), ...(order.payloads ?? [])];
      const copies = payloads.flatMap((payload) => Array.from({ length: order.duplicates + 1 }, () => payload));
      for (const payload of order.reverse ? copies.toReversed() : copies) {
        dispatcher.send(hook, payload);
        sent += 1;
      }
    }
    if (sent === 0) {
      throw new ControlError(
        409,
        'Nothing was sent: there is no such hook, or the order names no event and no payload.',
      );
    }
    sendJson(response, 202, { sent: numberOf(sent) });
  });

  router.get('/control/webhooks', (_request, response) => {
    const rows = hooks.hooks().map((hook) => ({
      ...hook,
      destinationHeaders: Object.keys(hook.destinationHeaders),
      triggers: hooks.triggersOf(hook.id),
      deliveries: dispatcher.deliveriesOf(hook.id),
    }));
    sendJson(response, 200, rows as unknown as JsonValue);
  });
  return router;
}

function read<T>(schema: z.ZodType<T>, body: JsonValue): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new ControlError(400, z.prettifyError(parsed.error));
  }
  return parsed.data;
}
