import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';

/** Servers on loopback, each with one way to fail. `url` ends without a slash; `requests()` counts what arrived. */
export interface FailingServer {
  readonly url: string;
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

export function answering(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<FailingServer> {
  return listening((_request, response) => {
    response.writeHead(status, headers).end(body);
  });
}

export function hanging(): Promise<FailingServer> {
  return listening(() => undefined);
}

export function hangingAfterHeaders(): Promise<FailingServer> {
  return listening((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":');
  });
}

export function resettingBeforeHeaders(): Promise<FailingServer> {
  return listening((request) => {
    request.socket.resetAndDestroy();
  });
}

export function resettingAfterHeaders(): Promise<FailingServer> {
  return listening((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '50' });
    response.flushHeaders();
    setTimeout(() => request.socket.resetAndDestroy(), 20);
  });
}

export function cuttingTheBody(): Promise<FailingServer> {
  return listening((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '50' });
    response.write('{"order":"123', () => request.socket.end());
  });
}

/** The length is right and yet the JSON ends in the middle, as behind a gateway that cut and counted again. */
export function cuttingTheJson(): Promise<FailingServer> {
  return answering(200, '{"order":"123');
}

export function sendingHtml(status: number): Promise<FailingServer> {
  return answering(status, '<!DOCTYPE html><html><body>Secret Vendor Ltd 4711.00</body></html>', {
    'content-type': 'text/html; charset=utf-8',
  });
}

export function redirecting(): Promise<FailingServer> {
  return answering(302, '', { location: 'http://127.0.0.1:1/login' });
}

export function sendingTooMuch(bytes: number): Promise<FailingServer> {
  return answering(200, JSON.stringify({ filler: 'x'.repeat(bytes) }));
}

/** Takes connections and says nothing that HTTP knows. */
export async function speakingNoHttp(): Promise<FailingServer> {
  let requests = 0;
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      requests += 1;
      socket.end('SSH-2.0-OpenSSH_9.6\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests: () => requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** An address where nothing listens any more. */
export async function refusing(): Promise<FailingServer> {
  const server = await hanging();
  await server.close();
  return { ...server, close: async () => undefined };
}

export async function listening(listener: RequestListener): Promise<FailingServer> {
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests += 1;
    request.on('error', () => undefined);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
