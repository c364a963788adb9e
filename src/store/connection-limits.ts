import { Socket } from 'node:net';
import type { Client, ClientBase, ClientConfig } from 'pg';

/** PostgreSQL gives a statement up after this. */
const statementLimitMs = 30_000;

/**
 * What every connection to PostgreSQL is opened with. A transaction of a process that vanished is ended by PostgreSQL, so
 * that it does not block its tenant; a host that vanished is noticed by its missing answers to keep-alives.
 */
export const connectionLimits = {
  connectionTimeoutMillis: 15_000,
  statement_timeout: statementLimitMs,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const satisfies ClientConfig;

/** A server that works answers a statement, or gives it up, before this. */
const silenceLimitMs = statementLimitMs + 10_000;

/**
 * Ends a connection on which nothing came or went for so long: a host that vanished, one that is frozen, or something
 * between that forwards no more. Whoever waits for an answer is told, and the pool makes another connection.
 */
export function giveUpWhenSilent(client: ClientBase, limitMs = silenceLimitMs): void {
  const { stream } = (client as Client).connection;
  if (!(stream instanceof Socket)) throw new TypeError('a connection to PostgreSQL is a socket');
  stream.setTimeout(limitMs, () => {
    stream.destroy(new Error(`the database did not answer within ${limitMs / 1000} s`));
  });
}
