import type { Response } from 'express';

/** An answer that is ready, so that it can be sent whole, late, by half or not at all. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Gives the status that was sent; null when nobody listens any more. */
export function sendAnswer(response: Response, answer: Answer): number | null {
  if (response.destroyed) {
    return null;
  }
  response.status(answer.status).set('Content-Type', answer.contentType).set(answer.headers).end(answer.body);
  return answer.status;
}

/** The length of the whole body is announced, and half of it comes. */
export async function sendHalf(response: Response, answer: Answer): Promise<null> {
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

export function clientGone(response: Response): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', () => resolve());
  });
}
