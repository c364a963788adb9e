import { Client as PgClient } from 'pg';
import { connectionLimits } from '../connection-limits';
import type { Database } from '../database';
import type { Logger } from '../../telemetry/log';

export interface OutboxListener {
  stop(): Promise<void>;
}

const shortestBackOffMs = 200;
const longestBackOffMs = 30_000;
/** A connection that only listens does not notice when nothing can come any more. */
const askEveryMs = 20_000;
const answerLimitMs = 15_000;

/**
 * LISTEN outbox on a connection of its own: a pooled one would be handed to others, and a proxy may not keep it. Lost
 * connections are made anew with back-off; what was missed meanwhile is found by the poll.
 */
export function listenToOutbox(database: Database, logger: Logger, onNotice: () => void): OutboxListener {
  let client: PgClient | null = null;
  let timer: NodeJS.Timeout | undefined;
  let backOffMs = shortestBackOffMs;
  let stopped = false;

  const again = (error?: unknown): void => {
    if (stopped || timer !== undefined) return;
    logger.warn(
      { err: error, delayMs: backOffMs },
      'not listening to the outbox; polling until the connection is back',
    );
    timer = setTimeout(() => {
      timer = undefined;
      connecting = connect();
    }, backOffMs);
    backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
  };

  const connect = async (): Promise<void> => {
    const next = new PgClient({
      connectionString: database.pool.options.connectionString,
      application_name: 'ml-connector outbox',
      ...connectionLimits,
      query_timeout: answerLimitMs,
    });
    next.on('error', (error) => {
      if (client === next) client = null;
      again(error);
    });
    next.on('end', () => {
      if (client !== next) return;
      client = null;
      again();
    });
    next.on('notification', onNotice);
    try {
      await next.connect();
      await next.query('listen outbox');
      client = next;
      backOffMs = shortestBackOffMs;
      // What was written while nobody listened.
      onNotice();
    } catch (error) {
      await next.end().catch(() => undefined);
      again(error);
    }
  };

  const asking = setInterval(() => {
    const asked = client;
    asked?.query('select 1').catch((error: unknown) => {
      if (client === asked) client = null;
      // Ends at once, since the question is still open.
      asked.end().catch(() => undefined);
      again(error);
    });
  }, askEveryMs);
  let connecting = connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      clearInterval(asking);
      await connecting;
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
