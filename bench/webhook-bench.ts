import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import express from 'express';
import type { Pool } from 'pg';
import { Agent, request } from 'undici';
import { startApi } from '../src/api/start-api';
import { startEmbeddedPostgres } from '../src/cli/stack/embedded-postgres';
import { freePorts } from '../src/cli/stack/ports';
import { removeStateFolder } from '../src/cli/stack/remove-state-folder';
import { openStateFolder } from '../src/cli/stack/state-folder';
import { createLogger } from '../src/telemetry/log';
import { Metrics } from '../src/telemetry/metrics';
import { createTestStore, testCompanyId, testProjectId, testWebhookSecret } from '../test/stack/test-store';

/**
 * Webhooks at 200/s: p99 within 100 ms, and at most 1.5 times a bare Express route with one insert, measured in turns in
 * the same run, against a PostgreSQL of its own that syncs to disk as in production (TEST_DATABASE_SUPERUSER_URL names
 * another). Exits 1 when the ratio is missed; the seconds are printed only.
 */
const perSecond = 200;
const roundMs = 5_000;
const rounds = 3;
const mostTimesBare = 1.5;

async function measure(): Promise<void> {
  const acme = await createTestStore();
  const api = await startApi({
    store: acme.store,
    client: new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) }),
    logger: createLogger({ name: 'bench', level: 'silent' }),
    metrics: new Metrics(),
    host: '127.0.0.1',
    port: 0,
  });
  const bare = await startBare(acme.database.pool);
  const agent = new Agent({ connections: 50 });
  const webhookUrl = `${api.url}/webhooks/procore/${acme.connectionId}`;
  try {
    await drive(agent, webhookUrl, 1_000);
    await drive(agent, bare.url, 1_000);
    const webhookMs: number[] = [];
    const bareMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      bareMs.push(...(await drive(agent, bare.url, roundMs)));
      webhookMs.push(...(await drive(agent, webhookUrl, roundMs)));
    }
    const ratio = quantile(webhookMs, 0.99) / quantile(bareMs, 0.99);
    for (const [name, ms] of Object.entries({ webhook: webhookMs, 'bare insert': bareMs })) {
      const of = (share: number): string => quantile(ms, share).toFixed(1);
      console.log(`${name}: ${ms.length} at ${perSecond}/s, p50 ${of(0.5)} ms, p99 ${of(0.99)} ms, max ${of(1)} ms`);
    }
    const missed = ratio > mostTimesBare;
    console.log(`p99 ratio ${ratio.toFixed(2)}, wanted at most ${mostTimesBare}: ${missed ? 'MISSED' : 'met'}`);
    if (missed) process.exitCode = 1;
  } finally {
    await agent.close();
    await api.close();
    bare.server.close();
    await acme.close();
  }
}

async function startBare(pool: Pool): Promise<{ readonly url: string; readonly server: Server }> {
  const app = express();
  app.post('/', express.text({ type: () => true }), async (incoming, response) => {
    await pool.query('insert into procore_quota (key) values ($1 || md5($2))', [
      randomBytes(16).toString('hex'),
      incoming.body,
    ]);
    response.json({ ok: true });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

/** At a fixed rate, whether or not earlier ones have been answered: a slow answer must not slow the asking. */
async function drive(agent: Agent, url: string, durationMs: number): Promise<number[]> {
  const startedMs = performance.now();
  const count = Math.round((durationMs / 1000) * perSecond);
  const answers: Promise<number>[] = [];
  for (let index = 0; index < count; index++) {
    const waitMs = startedMs + (index * 1000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    answers.push(timed(agent, url, index));
  }
  return Promise.all(answers);
}

async function timed(agent: Agent, url: string, index: number): Promise<number> {
  const startedMs = performance.now();
  const { statusCode, body } = await request(url, {
    dispatcher: agent,
    method: 'POST',
    headers: { authorization: testWebhookSecret, 'content-type': 'application/json' },
    body: JSON.stringify({
      ulid: randomBytes(13).toString('hex'),
      timestamp: new Date().toISOString(),
      user_id: 9,
      company_id: Number(testCompanyId),
      project_id: Number(testProjectId),
      api_version: 'v2',
      event_type: 'update',
      resource_name: 'Draw Requests',
      resource_id: 1_000 + (index % 500),
    }),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  return performance.now() - startedMs;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Started and ended here unless the environment names a server. */
async function main(): Promise<void> {
  if (process.env['TEST_DATABASE_SUPERUSER_URL'] !== undefined) return measure();
  const baseFolder = mkdtempSync(join(tmpdir(), 'ml-connector-bench-'));
  const stateFolder = openStateFolder(baseFolder);
  const { postgres: port } = await freePorts(['postgres']);
  try {
    const server = await startEmbeddedPostgres({ stateFolder, port, log: () => undefined });
    try {
      process.env['TEST_DATABASE_SUPERUSER_URL'] = server.superuserUrl;
      await measure();
    } finally {
      await server.stop();
    }
  } finally {
    removeStateFolder(baseFolder);
    rmSync(baseFolder, { recursive: true, force: true });
  }
}

void main();
