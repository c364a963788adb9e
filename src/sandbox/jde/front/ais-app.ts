import express, { type Express, type Request, type Response } from 'express';
import { isJsonArray, isJsonObject, textOf } from '../../http/json-value';
import { readTextBody } from '../../http/read-text-body';
import type { AisRequest } from '../ais-request';
import { errorAnswer, htmlAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import { orchestrationsOf } from '../orchestrations/catalog';
import type { SandboxState } from '../sandbox-state';
import { routes, type Route } from '../services/routes';
import { deliver } from './deliver';
import { DEFAULT_REFUSE_MS, type Fault, type FaultTarget } from '../control/fault';
import { addressOf, readRequest } from './read-request';

export interface AisAppPorts {
  readonly sleep: (durationMs: number) => Promise<void>;
  /** Closes the port for a while: the next connects are refused. */
  readonly refuseFor: (durationMs: number) => void;
}

export function aisApp(state: SandboxState, ports: AisAppPorts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(readTextBody());
  for (const route of routes) {
    for (const method of route.methods) {
      app[method]([...route.paths], (request: Request, response: Response) =>
        serve(state, ports, route, request, response),
      );
    }
  }
  app.use((request: Request, response: Response) => {
    const answer = errorAnswer(404, `There is no service ${request.method} ${request.path}`);
    response.status(answer.status).set('Content-Type', answer.contentType).end(answer.body);
  });
  return app;
}

async function serve(
  state: SandboxState,
  ports: AisAppPorts,
  route: Route,
  request: Request,
  response: Response,
): Promise<void> {
  const read = readRequest(request);
  const isReadable = !('status' in read);
  const call = state.calls.begin(isReadable ? route.kind(read) : 'unreadable');
  const refusal = refused(state, addressOf(request));
  const fault = refusal === undefined && isReadable ? state.faults.take(targetOf(state, read)) : undefined;
  const work = (): Answer => refusal ?? (isReadable ? answered(state, route, read, fault) : read);
  let status: number | null = null;
  try {
    if (fault?.kind === 'refuse') {
      response.once('finish', () => ports.refuseFor(fault.delayMs ?? DEFAULT_REFUSE_MS));
      response.set('Connection', 'close');
    }
    status = await deliver({ request, response, settings: state.settings, sleep: ports.sleep }, fault, work);
  } finally {
    state.calls.end(call, status, fault?.kind ?? null);
  }
}

function answered(state: SandboxState, route: Route, request: AisRequest, fault: Fault | undefined): Answer {
  try {
    return route.endpoint(state, request, fault);
  } catch (error) {
    return errorAnswer(
      500,
      `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

function refused(state: SandboxState, address: string): Answer | undefined {
  const { allowedAddresses, maxConcurrentCalls } = state.settings;
  if (allowedAddresses.length > 0 && !allowedAddresses.includes(address)) {
    return htmlAnswer(403);
  }
  return maxConcurrentCalls > 0 && state.calls.running > maxConcurrentCalls ? htmlAnswer(503) : undefined;
}

function targetOf(state: SandboxState, request: AisRequest): FaultTarget {
  const { name, kind } = request.parameters;
  const isOrchestration = name !== undefined && request.path.includes('/orchestrator/');
  const found = isOrchestration ? orchestrationsOf(state.settings).find((each) => each.name === name) : undefined;
  const requests = request.body['dataRequests'];
  const queries = isJsonArray(requests) ? requests.filter(isJsonObject) : [request.body];
  return {
    method: request.method,
    path: request.path,
    orchestrations: isOrchestration ? [name, found?.orchestration.name ?? name] : [],
    tables: kind === undefined ? queries.map((query) => textOf(query['targetName'])) : [name],
    body: JSON.stringify(request.body),
  };
}
