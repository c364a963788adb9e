import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { request } from 'undici';

/** A call as the product made it, ready to be made again: with its token, and with the body it had. */
export interface RecordedCall {
  readonly system: 'procore' | 'jde';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What it was answered. */
  readonly status: number;
}

export interface RecordingProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** Hands every call on to `target` and notes it. For calls one after the other, whose bodies are text. */
export async function startRecordingProxy(
  system: RecordedCall['system'],
  target: string,
  note: (call: RecordedCall) => void,
): Promise<RecordingProxy> {
  const server: Server = createServer((incoming, outgoing) => {
    void (async () => {
      const method = incoming.method as RecordedCall['method'];
      const path = incoming.url ?? '/';
      const headers = ownHeaders(incoming);
      const body = await text(incoming);
      const answer = await request(`${target}${path}`, { method, headers, ...(body === '' ? {} : { body }) });
      const answered = await answer.body.text();
      note({ system, method, path, headers, body, status: answer.statusCode });
      const { 'transfer-encoding': _, ...answerHeaders } = answer.headers;
      outgoing.writeHead(answer.statusCode, answerHeaders).end(answered);
    })().catch((error: unknown) => outgoing.destroy(error as Error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Those that the caller set; what a client of HTTP sets by itself is left to the next one. */
function ownHeaders(incoming: IncomingMessage): Record<string, string> {
  const itself = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive'];
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      itself.includes(name) || typeof value !== 'string' ? [] : [[name, value]],
    ),
  );
}
