import { Router } from 'express';
import { z } from 'zod';
import { numberOf, type JsonValue } from '../http/json-value';
import { parseJson } from '../http/parse-json';
import { textBodyOf } from '../http/read-text-body';
import { sendJson } from '../http/send-json';
import type { FaultQueue, QueuedFault } from './fault-queue';

export interface FaultPorts<Fault extends QueuedFault, Call> {
  readonly schema: z.ZodType<Fault>;
  readonly queue: FaultQueue<Fault, Call>;
  /** True when the fault happened now, to no call in particular: it is answered as number 0 and never listed. */
  readonly happensNow?: (fault: Fault) => boolean;
  readonly cleared?: () => Promise<void>;
}

/** `/control/faults`, alike in every sandbox. Needs `readTextBody` before it. */
export function faultRoutes<Fault extends QueuedFault, Call>(ports: FaultPorts<Fault, Call>): Router {
  const { schema, queue, happensNow, cleared } = ports;
  const router = Router();
  router.post('/control/faults', (request, response) => {
    const parsed = schema.safeParse(jsonOrNull(textBodyOf(request)));
    if (!parsed.success) {
      sendJson(response, 400, { message: `The fault cannot be read:\n${z.prettifyError(parsed.error)}` });
      return;
    }
    const id = happensNow?.(parsed.data) === true ? 0 : queue.add(parsed.data);
    sendJson(response, 201, { id: numberOf(id) });
  });
  router.get('/control/faults', (_request, response) => {
    sendJson(response, 200, queue.list() as unknown as JsonValue);
  });
  router.delete('/control/faults', async (_request, response) => {
    queue.clear();
    await cleared?.();
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
