import type { Logger } from './log';

/**
 * An error that nobody caught ends the process, and is told as the log tells every error: redacted. Node itself would print
 * it as it is, with what rows and answers it quotes.
 */
export function endOnFault(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'an error that nobody caught; the process ends');
    process.exit(1);
  });
}
