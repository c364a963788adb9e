import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { faultRoutes } from '../../faults/fault-routes';
import { readTextBody, textBodyOf } from '../../http/read-text-body';
import { FusionError } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import { CellError } from '../items/cells';
import { advanceRequests } from '../scheduler/life';
import { parseSettings, SettingsError } from '../settings';
import { controlObject, requiredText } from './control-body';
import { ControlError } from './control-error';
import { DEFAULT_REFUSE_MS, faultSchema } from './fault';
import { itemRoutes } from './item-routes';
import { journalRoutes } from './journal-acts';
import { orderRoutes } from './order-acts';
import { payablesRoutes } from './payables-acts';
import { requestRoutes } from './request-routes';

export interface ControlPorts {
  readonly refuseFor: (durationMs: number) => void;
  readonly stopRefusing: () => Promise<void>;
}

/** For tests and the comparer, on a port of its own: nothing here is Fusion's. */
export function controlApp(state: FusionState, ports: ControlPorts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(readTextBody());
  app.use((_request: Request, _response: Response, next: NextFunction) => {
    // What the scheduler has done by now is seen here too.
    advanceRequests(state);
    next();
  });
  app.use(
    faultRoutes({
      schema: faultSchema,
      queue: state.faults,
      happensNow: (fault) => {
        const refuses = fault.kind === 'refuse' && Object.keys(fault.match).length === 0;
        if (refuses) ports.refuseFor(fault.delayMs ?? DEFAULT_REFUSE_MS);
        return refuses;
      },
      cleared: ports.stopRefusing,
    }),
  );
  app.post('/control/expire-tokens', (_request, response) => {
    response.json({ expired: state.tokens.expireAll() });
  });
  app.get('/control/calls', (_request, response) => {
    response.json({ ...state.calls.report(), running: state.calls.running });
  });
  app.delete('/control/calls', (_request, response) => {
    state.calls.clear();
    response.status(204).end();
  });
  app.get('/control/settings', (_request, response) => {
    response.json(state.settings);
  });
  app.put('/control/settings', (request, response) => {
    controlObject(request);
    // Settings hold no amounts: their numbers are counts and milliseconds.
    const given = JSON.parse(textBodyOf(request)) as object;
    state.settings = parseSettings({ ...state.settings, ...given });
    response.json(state.settings);
  });
  app.post('/control/clock', (request, response) => {
    state.moveClock(Number(requiredText(controlObject(request), 'aheadSeconds')) * 1000);
    response.json({ now: state.now() });
  });
  app.use(itemRoutes(state));
  app.use(orderRoutes(state));
  app.use(payablesRoutes(state));
  app.use(journalRoutes(state));
  app.use(requestRoutes(state));
  app.use((request: Request, response: Response) => {
    response
      .status(404)
      .json({ message: `There is no control ${request.method} ${request.path}; the README lists them` });
  });
  app.use(answerProblem);
  return app;
}

function answerProblem(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const isCallers = [ControlError, SettingsError, CellError, FusionError].some((each) => error instanceof each);
  const code = error instanceof FusionError && error.rest.code !== undefined ? ` (${error.rest.code})` : '';
  const message = error instanceof Error ? error.message : String(error);
  response.status(isCallers ? 400 : 500).json({ message: `${message}${code}` });
}
