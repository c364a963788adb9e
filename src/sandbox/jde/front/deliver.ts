import type { Request, Response } from 'express';
import { errorAnswer, htmlAnswer, jsonAnswer, type Answer } from '../answer';
import type { Fault } from '../control/fault';
import { orchestrationErrorAnswer } from '../orchestrations/orchestration-answer';
import type { JdeSandboxSettings } from '../settings';

export interface Delivery {
  readonly request: Request;
  readonly response: Response;
  readonly settings: JdeSandboxSettings;
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
  const { request, response, settings, sleep } = delivery;
  const startedAt = new Date();
  /** Answered at once, and the work goes on behind the answer. */
  const thenLate = async (answer: Answer): Promise<number | null> => {
    const status = send(response, answer);
    await sleep(fault?.delayMs ?? DEFAULT_DELAY_MS);
    work();
    return status;
  };
  switch (fault?.kind) {
    case 'status':
      return send(response, errorAnswer(fault.status ?? 500, 'The service is not available'));
    case 'html':
      return send(response, htmlAnswer(fault.status ?? 502));
    case 'reset':
      request.socket.destroy();
      return null;
    case 'slow':
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return send(response, work());
    case 'cutBody':
      return await sendHalf(response, work());
    case 'commitThenLose':
      work();
      request.socket.destroy();
      return null;
    case 'commitThenStatus':
      work();
      return send(
        response,
        orchestrationErrorAnswer(settings, 'Connection to the JAS server lost', startedAt, fault.status ?? 500),
      );
    case 'commitThenHtml':
      work();
      return send(response, htmlAnswer(fault.status ?? 502));
    case 'commitThenWait': {
      const answer = work();
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return send(response, answer);
    }
    case 'commitLate':
      await (fault.delayMs === undefined ? clientGone(response) : sleep(fault.delayMs));
      work();
      request.socket.destroy();
      return null;
    case 'refuseThenCommit':
      return thenLate(orchestrationErrorAnswer(settings, 'The run was ended by the server', startedAt));
    case 'gatewayThenCommit':
      return thenLate(jsonAnswer(fault.status ?? 500, { message: 'Internal server error' }));
    case 'refuse':
    case 'partialVoucher':
    case 'warning':
    case 'warningCommitted':
    case 'continuedOnError':
    case 'noNumber':
    case 'reserved':
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
