import type { Request, Response } from 'express';
import { errorAnswer, htmlAnswer, jsonAnswer } from '../answer';
import type { Fault } from '../control/fault';
import { orchestrationErrorAnswer } from '../orchestrations/orchestration-answer';
import type { JdeSandboxSettings } from '../settings';
import { clientGone, sendAnswer, sendHalf, type Answer } from '../../http/send-answer';

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
    const status = sendAnswer(response, answer);
    await sleep(fault?.delayMs ?? DEFAULT_DELAY_MS);
    work();
    return status;
  };
  switch (fault?.kind) {
    case 'status':
      return sendAnswer(response, errorAnswer(fault.status ?? 500, 'The service is not available'));
    case 'html':
      return sendAnswer(response, htmlAnswer(fault.status ?? 502));
    case 'reset':
      request.socket.destroy();
      return null;
    case 'slow':
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return sendAnswer(response, work());
    case 'cutBody':
      return await sendHalf(response, work());
    case 'commitThenLose':
      work();
      request.socket.destroy();
      return null;
    case 'commitThenStatus':
      work();
      return sendAnswer(
        response,
        orchestrationErrorAnswer(settings, 'Connection to the JAS server lost', startedAt, fault.status ?? 500),
      );
    case 'commitThenHtml':
      work();
      return sendAnswer(response, htmlAnswer(fault.status ?? 502));
    case 'commitThenWait': {
      const answer = work();
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return sendAnswer(response, answer);
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
      return sendAnswer(response, work());
  }
}
