import { createLogger, type Logger } from '../../telemetry/log';

/** JSON lines for machines; plain ones below a supervisor, whose output a person reads. */
export function serviceLogger(name: string, env: NodeJS.ProcessEnv): Logger {
  return createLogger({
    name,
    level: env['LOG_LEVEL'] === 'debug' ? 'debug' : 'warn',
    style: env['ML_CONNECTOR_SUPERVISED'] === '1' ? 'plain' : 'json',
  });
}
