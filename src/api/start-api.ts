import { once } from 'node:events';
import { createServer } from 'node:http';
import { createApi, type ApiOptions } from './create-api';

export interface StartApiOptions extends ApiOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** A request that takes longer to arrive is cut off. Default 15 s. */
  readonly requestLimitMs?: number;
}

export interface RunningApi {
  readonly url: string;
  readonly port: number;
  /** Answers what has been asked, then closes. */
  close(): Promise<void>;
}

/** A caller that sends its body more slowly holds a connection for nothing. */
const defaultRequestLimitMs = 15_000;
const closeLimitMs = 10_000;

export async function startApi(options: StartApiOptions): Promise<RunningApi> {
  const { requestLimitMs: limitMs = defaultRequestLimitMs } = options;
  // Node looks for those that are late only every 30 s unless told otherwise.
  const connectionsCheckingInterval = Math.min(1_000, limitMs / 2);
  const limits = { requestTimeout: limitMs, headersTimeout: limitMs, connectionsCheckingInterval };
  const server = createServer(limits, createApi(options));
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    port,
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      const timer = setTimeout(() => server.closeAllConnections(), closeLimitMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
