import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { faultRoutes } from '../../faults/fault-routes';
import { readTextBody } from '../../http/read-text-body';
import type { SandboxState } from '../sandbox-state';
import { parseSettings, SettingsError } from '../settings';
import { CellError, DuplicateKeyError } from '../tables/table-errors';
import { ControlError } from './control-error';
import { DEFAULT_REFUSE_MS, faultSchema } from './fault';
import { payablesRoutes } from './payables/payables-routes';
import { readOrder } from './read-order';
import { advanceOrder, advanceSchema, receiveLine, receiveSchema } from './order-plays';
import {
  matchOrder,
  matchSchema,
  releaseRetainage,
  releaseRetainageSchema,
  reverseMatch,
  reverseMatchSchema,
} from './order-matches';
import { nameSchema, scheduleSchema } from './schedules';
import { approveOrder, approveSchema, releaseOrder, releaseOrderSchema } from './order-releases';
import { tableRoutes } from './table-routes';

export interface ControlPorts {
  readonly refuseFor: (durationMs: number) => void;
  readonly stopRefusing: () => Promise<void>;
}

export function controlApp(state: SandboxState, ports: ControlPorts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(readTextBody());
  app.use(
    faultRoutes({
      schema: faultSchema,
      queue: state.faults,
      happensNow: (fault) => {
        const refuses = fault.kind === 'refuse' && Object.keys(fault.match).length === 0;
        if (refuses) {
          ports.refuseFor(fault.delayMs ?? DEFAULT_REFUSE_MS);
        }
        return refuses;
      },
      cleared: ports.stopRefusing,
    }),
  );
  app.post('/control/expire-tokens', (_request, response) => {
    response.json({ expired: state.sessions.expireAll() });
  });
  app.get('/control/calls', (_request, response) => {
    response.json({ ...state.calls.report(), running: state.calls.running, sessions: state.sessions.count() });
  });
  app.delete('/control/calls', (_request, response) => {
    state.calls.clear();
    response.status(204).end();
  });
  app.get('/control/jobs', (_request, response) => {
    response.json(state.jobs.all());
  });
  app.get('/control/settings', (_request, response) => {
    response.json(state.settings);
  });
  app.put('/control/settings', (request, response) => {
    state.settings = parseSettings({ ...state.settings, ...readOrder(z.record(z.string(), z.unknown()), request) });
    response.json(state.settings);
  });
  app.use(payablesRoutes(state));
  app.post('/control/orders/advance', (request, response) => {
    response.json(advanceOrder(state, readOrder(advanceSchema, request)));
  });
  app.post('/control/orders/receive', (request, response) => {
    response.json(receiveLine(state, readOrder(receiveSchema, request)));
  });
  app.post('/control/orders/match', (request, response) => {
    response.json(matchOrder(state, readOrder(matchSchema, request)));
  });
  app.post('/control/orders/reverse-match', (request, response) => {
    response.json(reverseMatch(state, readOrder(reverseMatchSchema, request)));
  });
  app.post('/control/orders/release-retainage', (request, response) => {
    response.json(releaseRetainage(state, readOrder(releaseRetainageSchema, request)));
  });
  app.post('/control/orders/release', (request, response) => {
    response.json(releaseOrder(state, readOrder(releaseOrderSchema, request)));
  });
  app.post('/control/orders/approve', (request, response) => {
    response.json(approveOrder(state, readOrder(approveSchema, request)));
  });
  app.put('/control/schedules', (request, response) => {
    state.schedules.put(readOrder(scheduleSchema, request));
    response.json(state.schedules.report());
  });
  app.get('/control/schedules', (_request, response) => {
    response.json(state.schedules.report());
  });
  app.delete('/control/schedules', (request, response) => {
    state.schedules.remove(readOrder(nameSchema, request).name);
    response.status(204).end();
  });
  app.post('/control/schedules/run', async (request, response) => {
    response.json(await state.schedules.run(readOrder(nameSchema, request).name));
  });
  app.use(tableRoutes(state));
  app.use((request: Request, response: Response) => {
    response
      .status(404)
      .json({ message: `There is no control ${request.method} ${request.path}; the README lists them` });
  });
  app.use(answerProblem);
  return app;
}

function answerProblem(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const isCallers =
    error instanceof ControlError ||
    error instanceof SettingsError ||
    error instanceof CellError ||
    error instanceof DuplicateKeyError;
  const message = error instanceof Error ? error.message : String(error);
  response.status(isCallers ? 400 : 500).json({ message });
}
