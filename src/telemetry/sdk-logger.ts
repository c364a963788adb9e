import type { LogLevel, LogMetadata, Logger as SdkLogger } from '@temporalio/common';
import type { Level } from 'pino';
import type { Logger } from './log';

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, Level>;

/** Said of every worker that has activities only, which is what ours for the outside systems are meant to be. */
const harmless = 'No workflows registered, not polling for workflow tasks';

/** The SDK's log, of worker, activities, workflows and native core, into ours. */
export function createSdkLogger(logger: Logger): SdkLogger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void => {
    logger[message === harmless ? 'debug' : LEVELS[level]](meta ?? {}, message);
  };
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}
