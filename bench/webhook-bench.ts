import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import express from 'express';
import type { Pool } from 'pg';
import { startDrainLoop } from '../src/api/drain-loop';
import { startIntakeLoop } from '../src/api/intake-loop';
import { startApi } from '../src/api/start-api';
import { createLogger } from '../src/telemetry/log';
import { Metrics } from '../src/telemetry/metrics';
import { createTestStore, type TestStore } from '../test/stack/test-store';
import { startFixedRateLoad } from './fixed-rate-load';
import { withPostgres } from './with-postgres';

/**
 * Webhooks at 200/s: p50 at most 1.2 times, and p95 at most 1.4 times, that of a bare Express route with one insert, measured in
 * turns in the same run, against a PostgreSQL of its own that syncs to disk as in production (TEST_DATABASE_SUPERUSER_URL names
 * another). Behind the answers the loops of the api work in the same process; signals are sent to nobody.
 *
 * The ratio is that of the median rounds: one round in which the machine did something else must not decide. The figures
 * over all rounds are printed beside it, and p99, which differs between two equal servers by half. Exits 1 when a ratio is
 * missed, or when an event was answered and not taken in; the seconds are printed only.
 */
const perSecond = 200;
const rounds = 41;
const roundMs = 2_000;
/** Not counted: for so long the loops still work on what the round before has left. */
const leadInMs = 300;
const warmUpMs = 8_000;
const gates: readonly (readonly [number, number])[] = [
  [0.5, 1.2],
  [0.95, 1.4],
];

async function measure(): Promise<void> {
  const acme = await createTestStore();
  const client = new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) });
  const logger = createLogger({ name: 'bench', level: 'silent' });
  const parts = { store: acme.store, client, logger, metrics: new Metrics() };
  const intake = startIntakeLoop(parts);
  const drain = startDrainLoop({ ...parts, send: async () => undefined });
  const api = await startApi({ ...parts, onEventStored: intake.wake, host: '127.0.0.1', port: 0 });
  const bare = await startBare(acme.database.pool);
  const load = startFixedRateLoad();
  const drive = async (url: string, ms: number): Promise<number[]> => {
    const leadIn = countIn(leadInMs);
    return (await load.drive(url, perSecond, leadIn + countIn(ms))).slice(leadIn);
  };
  const webhookUrl = `${api.url}/webhooks/procore/${acme.connectionId}`;
  try {
    await drive(bare.url, warmUpMs);
    await drive(webhookUrl, warmUpMs);
    const bareMs: number[][] = [];
    const webhookMs: number[][] = [];
    for (let round = 0; round < rounds; round++) {
      bareMs.push(await drive(bare.url, roundMs));
      webhookMs.push(await drive(webhookUrl, roundMs));
    }
    report('webhook', webhookMs);
    report('bare insert', bareMs);
    const times = (share: number): number => ofMedianRound(webhookMs, share) / ofMedianRound(bareMs, share);
    const missed = gates.some(([share, most]) => times(share) > most);
    const told = gates.map(
      ([share, most]) =>
        `p${share * 100} ${times(share).toFixed(2)}, wanted at most ${most}: ${times(share) > most ? 'MISSED' : 'met'}`,
    );
    console.log(`ratio of the median rounds: ${told.join('; ')}; p99 ${times(0.99).toFixed(2)}`);
    const left = await leftAfter(acme, 5_000);
    if (left > 0) console.log(`${left} events were answered and are not taken in`);
    if (missed || left > 0) process.exitCode = 1;
  } finally {
    await load.stop();
    await api.close();
    await intake.stop();
    await drain.stop();
    bare.server.close();
    await acme.close();
  }
}

function countIn(ms: number): number {
  return Math.round((ms / 1000) * perSecond);
}

function report(name: string, roundsMs: readonly number[][]): void {
  const all = roundsMs.flat();
  const shares = [0.5, 0.95, 0.99];
  const median = shares.map((share) => `p${share * 100} ${ofMedianRound(roundsMs, share).toFixed(1)} ms`).join(', ');
  const of = (share: number): string => `${quantile(all, share).toFixed(1)} ms`;
  console.log(
    `${name}: ${all.length} at ${perSecond}/s, median round ${median}; ` +
      `all rounds p50 ${of(0.5)}, p95 ${of(0.95)}, p99 ${of(0.99)}, max ${of(1)}`,
  );
}

/** Events that are still not taken in when the time is up. */
async function leftAfter({ store, tenantId }: TestStore, limitMs: number): Promise<number> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const counts = await store.inTenant(tenantId, (tx) => tx.counts.waitingEvents());
    const left = counts.new + counts.failing;
    if (left === 0 || Date.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, 100));
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

function ofMedianRound(roundsMs: readonly number[][], share: number): number {
  return quantile(
    roundsMs.map((ms) => quantile(ms, share)),
    0.5,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Started and ended here unless the environment names a server. */
async function main(): Promise<void> {
  if (process.env['TEST_DATABASE_SUPERUSER_URL'] !== undefined) return measure();
  await withPostgres(measure);
}

void main();
