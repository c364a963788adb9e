import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listening port that can be closed for a while, so that connects are refused, and opened again as the same port. */
export class Listener {
  #server: Server | undefined;
  #port: number;
  #reopening: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    private readonly handler: RequestListener,
    port: number,
    private readonly host: string,
  ) {
    this.#port = port;
  }

  get url(): string {
    return `http://${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.#port}`;
  }

  async open(): Promise<void> {
    clearTimeout(this.#reopening);
    this.#reopening = undefined;
    if (this.#server !== undefined || this.#isClosed) {
      return;
    }
    const server = createServer(this.handler);
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  refuseFor(durationMs: number): void {
    const server = this.#server;
    this.#server = undefined;
    server?.close();
    server?.closeIdleConnections();
    clearTimeout(this.#reopening);
    this.#reopening = setTimeout(() => void this.open(), durationMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#reopening);
    const server = this.#server;
    this.#server = undefined;
    if (server !== undefined) {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    }
  }
}
