import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { LastRound } from '../../telemetry/last-round';
import type { Metrics } from '../../telemetry/metrics';

/** `GET /metrics` and `GET /readyz` of a process that listens for nothing else; loopback only. */
export async function serveMetrics(
  metrics: Metrics,
  port: number,
  loops: readonly LastRound[],
): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url === '/readyz') {
      answerReadiness(response, loops);
      return;
    }
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.scrape().then(
      ({ contentType, body }) => response.writeHead(200, { 'content-type': contentType }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** 503 with what is amiss when a loop hangs: each of them asks the database and Temporal. */
function answerReadiness(response: ServerResponse, loops: readonly LastRound[]): void {
  const amiss = loops.flatMap((loop) => loop.amiss() ?? []);
  response.writeHead(amiss.length === 0 ? 200 : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ready: amiss.length === 0, ...(amiss.length === 0 ? {} : { amiss }) }));
}
