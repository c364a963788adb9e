import type { Client } from '@temporalio/client';
import express, { type Express } from 'express';
import type { Store } from '../store/store';
import type { LastRound } from '../telemetry/last-round';
import type { Logger } from '../telemetry/log';
import type { Metrics } from '../telemetry/metrics';
import { answerError } from './answer-error';
import { ApiError } from './api-error';
import { postCodec, type CodecEndpointOptions } from './codec/post-codec';
import { getHealth } from './get-health';
import { getMetrics } from './get-metrics';
import { getReadiness } from './get-readiness';
import { postProcoreWebhook } from './post-procore-webhook';
import { postTrigger } from './triggers/post-trigger';

export interface ApiOptions {
  readonly store: Store;
  readonly client: Client;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Of the loops of this process; see `getReadiness`. */
  readonly loops?: readonly LastRound[];
  /** An event of a webhook was stored: there is work for an intake loop. */
  readonly onEventStored?: () => void;
  /** Absent: payloads are opened for nobody. */
  readonly codec?: Omit<CodecEndpointOptions, 'logger'>;
}

/** Everything that listens, without a socket. */
export function createApi(options: ApiOptions): Express {
  const { logger } = options;
  const app = express();
  app.disable('x-powered-by');
  // It would be worked out for every answer, and nobody asks for one again.
  app.disable('etag');
  app.use(postProcoreWebhook(options), postTrigger(options), getHealth(), getReadiness(options), getMetrics(options));
  if (options.codec !== undefined) app.use(postCodec({ ...options.codec, logger }));
  app.use(() => {
    throw new ApiError(404, 'notFound', 'there is nothing under this method and path');
  });
  app.use(answerError(logger));
  return app;
}
