import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from './log';
import { createSdkLogger } from './sdk-logger';

export interface RuntimeSettings {
  readonly logger: Logger;
  /** `host:port` of the SDK's own Prometheus page; none when left out. Loopback unless something else guards it. */
  readonly metricsBindAddress?: string;
  /** Signals that drain the workers. Default SIGINT and SIGTERM; empty when a supervisor decides the order. */
  readonly shutdownSignals?: readonly NodeJS.Signals[];
}

let installed: Runtime | undefined;

/** Before any connection or worker of the process. A second call answers the first's runtime, since the SDK admits one in a process. */
export function installRuntime(settings: RuntimeSettings): Runtime {
  installed ??= Runtime.install({
    logger: createSdkLogger(settings.logger),
    shutdownSignals: [...(settings.shutdownSignals ?? (['SIGINT', 'SIGTERM'] satisfies NodeJS.Signals[]))],
    telemetryOptions: {
      // Without `forward` the native half writes to the console, past the redaction.
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...(settings.metricsBindAddress !== undefined && {
        metrics: {
          prometheus: {
            bindAddress: settings.metricsBindAddress,
            countersTotalSuffix: true,
            unitSuffix: true,
            useSecondsForDurations: true,
          },
        },
      }),
    },
  });
  return installed;
}
