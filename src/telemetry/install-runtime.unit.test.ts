import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fetch } from 'undici';
import { installRuntime } from './install-runtime';
import { createLogger } from './log';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the runtime logs through our logger, serves its metrics where told, and is installed once', async () => {
  const lines: string[] = [];
  const logger = createLogger({ name: 'worker', destination: { write: (line) => void lines.push(line) } });
  const metricsBindAddress = `127.0.0.1:${await freePort()}`;
  const runtime = installRuntime({ logger, metricsBindAddress, shutdownSignals: [] });
  try {
    expect(installRuntime({ logger })).toBe(runtime);
    expect((await fetch(`http://${metricsBindAddress}/metrics`)).status).toBe(200);
    runtime.logger.error('from the SDK', { workflowId: 'requisition/c1/7', input: 'CANARY' });
    runtime.flushLogs();
    expect(lines.join('')).toContain('"workflowId":"requisition/c1/7"');
    expect(lines.join('')).not.toContain('CANARY');
  } finally {
    await runtime.shutdown();
  }
});
