import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { controlRoutes } from '../../http/control-routes';
import type { CallLog } from '../../http/call-log';
import type { FaultQueue } from '../../http/fault-queue';
import { readTextBody } from '../../http/read-text-body';
import { sendJson } from '../../http/send-json';
import type { SandboxContext } from '../sandbox-context';
import { ControlError } from './control-error';
import { recordControls } from './record-controls';
import { webhookControls } from './webhook-controls';

/** For tests and the comparer, on a port of its own: nothing here is Procore's. */
export function controlApp(context: SandboxContext, faults: FaultQueue, calls: CallLog): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(readTextBody());
  app.use(controlRoutes(faults, calls));
  app.post('/control/expire-tokens', (_request, response) => {
    context.tokens.expireAll();
    response.status(204).end();
  });
  app.use(recordControls(context));
  app.use(webhookControls(context));
  app.use((request, response) => {
    sendJson(response, 404, { message: `There is no control ${request.method} ${request.path}.` });
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = error instanceof ControlError ? error.status : 500;
    sendJson(response, status, { message: error instanceof Error ? error.message : String(error) });
  });
  return app;
}
