import express, { type Express, type Request, type Response } from 'express';
import { isJsonObject, textOf } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { readTextBody } from '../../http/read-text-body';
import { DEFAULT_REFUSE_MS, type Fault, type FaultTarget } from '../control/fault';
import type { FusionState } from '../fusion-state';
import { ACTION, htmlAnswer } from './answer';
import type { Answer } from '../../http/send-answer';
import { deliver } from './deliver';
import { FusionRequest } from './fusion-request';
import { segmentsOf } from './locate';

export interface FrontPorts {
  readonly sleep: (durationMs: number) => Promise<void>;
  /** Closes the port for a while: the next connects are refused. */
  readonly refuseFor: (durationMs: number) => void;
}

export type Endpoint = (state: FusionState, request: FusionRequest, fault: Fault | undefined) => Answer;

/** The pod or the identity domain: everything that it does is behind one endpoint. */
export function frontApp(state: FusionState, ports: FrontPorts, endpoint: Endpoint): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(readTextBody());
  app.use((request: Request, response: Response) => serve(state, ports, endpoint, request, response));
  return app;
}

async function serve(
  state: FusionState,
  ports: FrontPorts,
  endpoint: Endpoint,
  request: Request,
  response: Response,
): Promise<void> {
  const read = new FusionRequest(request, state.settings.methodOverride);
  const target = targetOf(read);
  const call = state.calls.begin(kindOf(target));
  const { maxConcurrentCalls } = state.settings;
  const isFull = maxConcurrentCalls > 0 && state.calls.running > maxConcurrentCalls;
  const fault = isFull ? undefined : state.faults.take(target);
  const work = (): Answer => (isFull ? htmlAnswer(503) : answered(state, endpoint, read, fault));
  let status: number | null = null;
  try {
    if (fault?.kind === 'refuse') {
      response.once('finish', () => ports.refuseFor(fault.delayMs ?? DEFAULT_REFUSE_MS));
      response.set('Connection', 'close');
    }
    const caller = { framework: Number(read.header('rest-framework-version') || '1'), accept: read.header('accept') };
    status = await deliver({ request, response, settings: state.settings, sleep: ports.sleep, caller }, fault, work);
  } finally {
    state.calls.end(call, status, fault?.kind ?? null);
  }
}

function answered(state: FusionState, endpoint: Endpoint, request: FusionRequest, fault: Fault | undefined): Answer {
  try {
    return endpoint(state, request, fault);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, contentType: 'text/plain', body: `The sandbox failed: ${text}`, headers: {} };
  }
}

/** `GET invoices`, `POST draftPurchaseOrders/lines`, `action draftPurchaseOrders submit`, `token`. */
function kindOf(target: FaultTarget): string {
  if (target.path.endsWith('/oauth2/v1/token')) {
    return 'token';
  }
  const children = (segmentsOf(target.path) ?? []).filter((_segment, index, all) => all[index - 1] === 'child');
  const resource = [target.resource, ...children].join('/');
  return target.action === undefined ? `${target.method} ${resource}` : `action ${resource} ${target.action}`;
}

function targetOf(request: FusionRequest): FaultTarget {
  const segments = segmentsOf(request.path) ?? [];
  return {
    method: request.method,
    path: request.path,
    query: request.queryText,
    body: request.text,
    resource: segments[0] ?? (request.path.startsWith('/ess/') ? 'ess' : ''),
    action: actionOf(request, segments),
  };
}

/** In the path, in the body of the older form, or the operation of `erpintegrations`. */
function actionOf(request: FusionRequest, segments: readonly string[]): string | undefined {
  const at = segments.indexOf('action');
  if (at >= 0) return segments[at + 1];
  if (request.method !== 'POST') return undefined;
  if (request.contentTypeIs(ACTION)) return memberOf(request.text, 'name');
  return segments[0] === 'erpintegrations' ? memberOf(request.text, 'OperationName') : undefined;
}

function memberOf(text: string, name: string): string | undefined {
  try {
    const body = parseJson(text);
    return isJsonObject(body) ? textOf(body[name]) : undefined;
  } catch {
    // What cannot be read names no action; the endpoint refuses it.
    return undefined;
  }
}
