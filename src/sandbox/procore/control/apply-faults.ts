import { setTimeout as sleep } from 'node:timers/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { stringify } from 'lossless-json';
import { textBodyOf } from '../../http/read-text-body';
import type { Fault, Faults } from './fault';

const BAD_GATEWAY_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

/** What is answered before the work is done, unless the fault says it. */
const answersFirst = {
  refuseThenCommit: { status: 422, body: { errors: { base: ['The record could not be saved'] } } },
  gatewayThenCommit: { status: 500, body: { message: 'Internal server error' } },
} as const;

export interface FaultSettings {
  readonly queue: Faults;
  /** How the API says "too many calls". */
  readonly throttle: (response: Response, fault: Fault) => void;
  /** Told of every call that a fault took, for the call log. */
  readonly onFault?: (request: Request, fault: Fault) => void;
}

/** Runs after `readTextBody`: a committed call must have arrived whole, even when its answer is lost. */
export function applyFaults(settings: FaultSettings): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const [path = '', query = ''] = request.originalUrl.split('?', 2);
    const fault = settings.queue.take({ method: request.method, path, query, body: textBodyOf(request) });
    if (fault === undefined) {
      next();
      return;
    }
    settings.onFault?.(request, fault);
    applyFault(fault, settings, request, response, next);
  };
}

function applyFault(fault: Fault, settings: FaultSettings, request: Request, response: Response, next: NextFunction) {
  switch (fault.kind) {
    case 'refuse':
      request.socket.destroy();
      return;
    case 'status':
      answerStatus(response, fault, 500);
      return;
    case 'throttle':
      settings.throttle(response, fault);
      return;
    case 'html':
      response
        .status(fault.status ?? 502)
        .set('Content-Type', 'text/html')
        .end(BAD_GATEWAY_PAGE);
      return;
    case 'commitThenLose':
      insteadOfTheAnswer(response, () => request.socket.destroy());
      next();
      return;
    case 'commitThenStatus':
      insteadOfTheAnswer(response, () => {
        for (const name of response.getHeaderNames()) {
          if (name === 'content-type' || name === 'content-length') {
            response.removeHeader(name);
          }
        }
        answerStatus(response, fault, 502);
      });
      next();
      return;
    case 'answerLate':
      answerLater(response, fault.delayMs ?? 1000);
      next();
      return;
    case 'slow':
    case 'commitLate':
      void sleep(fault.delayMs ?? 1000, undefined, { ref: false }).then(() => {
        // A slow call whose client has gone is dropped; a late commit happens all the same.
        if (fault.kind === 'commitLate' || !response.destroyed) {
          next();
        }
      });
      return;
    case 'refuseThenCommit':
    case 'gatewayThenCommit':
      answerStatus(response, { ...answersFirst[fault.kind], ...fault }, 500);
      void sleep(fault.delayMs ?? 1000, undefined, { ref: false }).then(() => {
        mute(response);
        next();
      });
      return;
  }
}

/** The client has its answer; the handler runs to its end, and what it answers goes nowhere. */
function mute(response: Response): void {
  response.setHeader = () => response;
  response.removeHeader = () => undefined;
  response.writeHead = () => response;
  response.write = () => true;
  response.end = () => response;
}

function answerStatus(response: Response, fault: Pick<Fault, 'status' | 'body' | 'headers'>, otherwise: number): void {
  response.status(fault.status ?? otherwise).set(fault.headers ?? {});
  if (typeof fault.body === 'string') {
    response.end(fault.body);
    return;
  }
  response.type('application/json').end(fault.body === undefined ? '' : stringify(fault.body));
}

/** The handler runs now and says what stands there now; the answer arrives later, dated when it was made. */
function answerLater(response: Response, delayMs: number): void {
  const end = response.end.bind(response) as (...all: unknown[]) => Response;
  response.end = ((...all: unknown[]) => {
    response.set('Date', new Date().toUTCString());
    void sleep(delayMs, undefined, { ref: false }).then(() => end(...all));
    return response;
  }) as typeof response.end;
}

/** The handler runs to its end and believes that it has answered; the client gets what `act` does. */
function insteadOfTheAnswer(response: Response, act: () => void): void {
  const end = response.end.bind(response);
  response.write = () => true;
  response.end = (() => {
    response.end = end;
    act();
    return response;
  }) as typeof response.end;
}
