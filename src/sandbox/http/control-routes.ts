import { Router } from 'express';
import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import type { CallLog } from './call-log';
import { faultSchema } from './fault';
import type { FaultQueue } from './fault-queue';
import type { JsonValue } from './json-value';
import { parseJson } from './parse-json';
import { textBodyOf } from './read-text-body';
import { sendJson } from './send-json';

/** `/control/faults` and `/control/calls`, alike in every sandbox. Needs `readTextBody` before it. */
export function controlRoutes(faults: FaultQueue, calls: CallLog): Router {
  const router = Router();
  router.post('/control/faults', (request, response) => {
    const parsed = faultSchema.safeParse(jsonOrNull(textBodyOf(request)));
    if (!parsed.success) {
      sendJson(response, 400, { message: `The fault cannot be read:\n${z.prettifyError(parsed.error)}` });
      return;
    }
    sendJson(response, 201, { id: new LosslessNumber(String(faults.add(parsed.data))) });
  });
  router.get('/control/faults', (_request, response) => {
    sendJson(response, 200, faults.list() as unknown as JsonValue);
  });
  router.delete('/control/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  router.get('/control/calls', (_request, response) => {
    sendJson(response, 200, { counts: calls.counts(), calls: calls.calls() } as unknown as JsonValue);
  });
  router.delete('/control/calls', (_request, response) => {
    calls.clear();
    response.status(204).end();
  });
  return router;
}

function jsonOrNull(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    // The schema then says what a fault looks like, which helps more than a parser's position.
    return null;
  }
}
