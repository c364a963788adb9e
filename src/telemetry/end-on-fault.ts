import type { Logger } from './log';

/**
 * An error that nobody caught ends the process, and is told as the log tells every error: redacted. Node itself would print
 * it as it is, with what rows and answers it quotes. The logger is made then: most programs never need one.
 */
export function endOnFault(makeLogger: () => Promise<Logger>): void {
  process.on('uncaughtException', (error) => {
    void makeLogger()
      .then((logger) => logger.fatal({ err: error }, 'an error that nobody caught; the process ends'))
      .finally(() => process.exit(1));
  });
}
