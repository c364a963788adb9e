import type { Request, Response } from 'express';
import type { Fault } from '../control/fault';
import type { FusionSandboxSettings } from '../settings';
import { htmlAnswer, type Answer } from './answer';
import { errorAnswer, FusionError } from './fusion-error';

export interface Delivery {
  readonly request: Request;
  readonly response: Response;
  readonly settings: FusionSandboxSettings;
  readonly caller: { readonly framework: number; readonly accept: string };
  /** Ends early when the sandbox is closed. */
  readonly sleep: (durationMs: number) => Promise<void>;
}

const DEFAULT_DELAY_MS = 1000;

/** Does the work and hands over its answer, in the way a fault asks for; answers the status that was sent, if any. */
export async function deliver(
  delivery: Delivery,
  fault: Fault | undefined,
  work: () => Answer,
): Promise<number | null> {
  const { request, response, settings, sleep, caller } = delivery;
  const failure = (status: number, message: string): Answer =>
    errorAnswer(new FusionError(status, message), settings, caller);
  /** Answered at once, and the work goes on behind the answer. */
  const thenLate = async (answer: Answer): Promise<number | null> => {
    const status = send(response, answer);
    await sleep(fault?.delayMs ?? DEFAULT_DELAY_MS);
    work();
    return status;
  };
  switch (fault?.kind) {
    case 'status':
      return send(response, failure(fault.status ?? 500, 'The service is not available.'));
    case 'notFound':
      return send(response, failure(404, 'The item was not found.'));
    case 'throttle':
      return send(response, {
        ...failure(429, 'Too many requests.'),
        headers: fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) },
      });
    case 'html':
      return send(response, htmlAnswer(fault.status ?? 200));
    case 'reset':
      request.socket.destroy();
      return null;
    case 'slow':
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return send(response, work());
    case 'answerLate': {
      const answer = work();
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return send(response, answer);
    }
    case 'cutBody':
      return await sendHalf(response, work());
    case 'commitThenLose':
      work();
      request.socket.destroy();
      return null;
    case 'commitThenStatus':
      work();
      return send(response, failure(fault.status ?? 500, 'The connection to the database was lost.'));
    case 'commitThenHtml':
      work();
      return send(response, htmlAnswer(fault.status ?? 502));
    case 'commitLate':
      await (fault.delayMs === undefined ? clientGone(response) : sleep(fault.delayMs));
      work();
      request.socket.destroy();
      return null;
    case 'refuseThenCommit':
      return thenLate(failure(fault.status ?? 400, 'The transaction was ended by the server.'));
    case 'gatewayThenCommit':
      return thenLate(htmlAnswer(fault.status ?? 504));
    case 'refuse':
    case 'staleRow':
    case 'businessFailure':
    case 'partialSupplier':
    case undefined:
      await sleep(settings.latencyMs);
      return send(response, work());
  }
}

function send(response: Response, answer: Answer): number | null {
  if (response.destroyed) {
    return null;
  }
  response.status(answer.status).set('Content-Type', answer.contentType).set(answer.headers).end(answer.body);
  return answer.status;
}

/** The length of the whole body is announced, and half of it comes. */
async function sendHalf(response: Response, answer: Answer): Promise<null> {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': body.length,
    ...answer.headers,
  });
  await new Promise<void>((resolve) => {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve());
  });
  response.destroy();
  return null;
}

function clientGone(response: Response): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', () => resolve());
  });
}
