import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { faultRoutes } from '../../faults/fault-routes';
import type { JsonValue } from '../../http/json-value';
import { readTextBody } from '../../http/read-text-body';
import { sendJson } from '../../http/send-json';
import { AnswerSettingsError, parseAnswerSettings } from '../answers/answer-settings';
import type { SandboxContext } from '../sandbox-context';
import type { CallLog } from './call-log';
import { controlObject } from './control-body';
import { ControlError } from './control-error';
import { faultSchema, type Faults } from './fault';
import { insuranceControls } from './insurance-controls';
import { recordControls } from './record-controls';
import { directCostControls } from './direct-cost-controls';
import { contractPaymentControls } from './contract-payment-controls';
import { costControls } from './cost-controls';
import { commitmentControls } from './commitment-controls';
import { webhookControls } from './webhook-controls';

/** For tests and the comparer, on a port of its own: nothing here is Procore's. */
export function controlApp(context: SandboxContext, faults: Faults, calls: CallLog): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(readTextBody());
  app.use(faultRoutes({ schema: faultSchema, queue: faults }));
  app.get('/control/calls', (_request, response) => {
    sendJson(response, 200, { counts: calls.counts(), calls: calls.calls() } as unknown as JsonValue);
  });
  app.delete('/control/calls', (_request, response) => {
    calls.clear();
    response.status(204).end();
  });
  app.post('/control/expire-tokens', (_request, response) => {
    context.tokens.expireAll();
    response.status(204).end();
  });
  app.get('/control/settings', (_request, response) => {
    response.json(context.answers);
  });
  app.put('/control/settings', (request, response) => {
    context.answers = parseAnswerSettings({ ...context.answers, ...controlObject(request) });
    response.json(context.answers);
  });
  app.use(recordControls(context));
  app.use(insuranceControls(context));
  app.use(costControls(context));
  app.use(commitmentControls(context));
  app.use(directCostControls(context));
  app.use(contractPaymentControls(context));
  app.use(webhookControls(context));
  app.use((request, response) => {
    sendJson(response, 404, { message: `There is no control ${request.method} ${request.path}.` });
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = error instanceof ControlError ? error.status : error instanceof AnswerSettingsError ? 400 : 500;
    sendJson(response, status, { message: error instanceof Error ? error.message : String(error) });
  });
  return app;
}
