import type { NextFunction, Request, RequestHandler, Response } from 'express';

const BODY_LIMIT_BYTES = 20_000_000;
const textOfRequest = new WeakMap<Request, string>();

/** Keeps the raw text of every body: `express.json()` would round ids above 2^53. */
export function readTextBody(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= BODY_LIMIT_BYTES) {
        chunks.push(chunk);
      }
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      if (sizeBytes > BODY_LIMIT_BYTES) {
        response.status(413).end();
        return;
      }
      textOfRequest.set(request, Buffer.concat(chunks).toString('utf8'));
      next();
    });
  };
}

export function textBodyOf(request: Request): string {
  return textOfRequest.get(request) ?? '';
}
