import type { Request, Response } from 'express';
import type { Fault } from '../control/fault';
import type { FusionSandboxSettings } from '../settings';
import { htmlAnswer } from './answer';
import { errorAnswer, FusionError } from './fusion-error';
import { clientGone, sendAnswer, sendHalf, type Answer } from '../../http/send-answer';

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
    const status = sendAnswer(response, answer);
    await sleep(fault?.delayMs ?? DEFAULT_DELAY_MS);
    work();
    return status;
  };
  switch (fault?.kind) {
    case 'status':
      return sendAnswer(response, failure(fault.status ?? 500, 'The service is not available.'));
    case 'notFound':
      return sendAnswer(response, failure(404, 'The item was not found.'));
    case 'throttle':
      return sendAnswer(response, {
        ...failure(429, 'Too many requests.'),
        headers: fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) },
      });
    case 'html':
      return sendAnswer(response, htmlAnswer(fault.status ?? 200));
    case 'reset':
      request.socket.destroy();
      return null;
    case 'slow':
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return sendAnswer(response, work());
    case 'answerLate': {
      const answer = work();
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return sendAnswer(response, answer);
    }
    case 'cutBody':
      return await sendHalf(response, work());
    case 'commitThenLose':
      work();
      request.socket.destroy();
      return null;
    case 'commitThenStatus':
      work();
      return sendAnswer(response, failure(fault.status ?? 500, 'The connection to the database was lost.'));
    case 'commitThenHtml':
      work();
      return sendAnswer(response, htmlAnswer(fault.status ?? 502));
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
      return sendAnswer(response, work());
  }
}
