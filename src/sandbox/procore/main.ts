import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runUntilStopped } from '../run-until-stopped';
import { parseAnswerSettings, type AnswerSettings } from './answers/answer-settings';
import { QUOTAS } from './quota';
import { startProcoreSandbox } from './server';

const USAGE = `Usage: node main.js --data DIR [--port N] [--control-port N] [--host ADDRESS] [--quota real|wide]
                    [--token-lifetime SECONDS] [--webhook-time-limit MS] [--webhook-time-scale FACTOR]
                    [--settings FILE.json] [--end-with-stdin]`;

async function main(): Promise<void> {
  const { endWithStdin, ...options } = readOptions(process.argv.slice(2));
  runUntilStopped(await startProcoreSandbox(options), endWithStdin);
}

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      'control-port': { type: 'string', default: '0' },
      host: { type: 'string' },
      quota: { type: 'string', default: 'real' },
      'token-lifetime': { type: 'string' },
      'webhook-time-limit': { type: 'string' },
      'webhook-time-scale': { type: 'string' },
      settings: { type: 'string' },
      'end-with-stdin': { type: 'boolean', default: false },
    },
  });
  const { data, quota, host } = values;
  if (data === undefined) {
    throw new Error(`--data is required.\n${USAGE}`);
  }
  if (quota !== 'real' && quota !== 'wide') {
    throw new Error(`--quota must be real or wide, not ${quota}.\n${USAGE}`);
  }
  return {
    endWithStdin: values['end-with-stdin'],
    dataFolder: data,
    quota: QUOTAS[quota],
    port: positive('--port', values.port),
    controlPort: positive('--control-port', values['control-port']),
    ...(values.settings === undefined ? {} : { answers: answersOf(values.settings) }),
    ...(host === undefined ? {} : { host }),
    ...optional('tokenLifetimeSeconds', '--token-lifetime', values['token-lifetime']),
    ...optional('webhookTimeLimitMs', '--webhook-time-limit', values['webhook-time-limit']),
    ...optional('webhookTimeScale', '--webhook-time-scale', values['webhook-time-scale']),
  };
}

function answersOf(file: string): AnswerSettings {
  try {
    return parseAnswerSettings(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function optional(name: string, option: string, text: string | undefined) {
  return text === undefined ? {} : { [name]: positive(option, text) };
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new Error(`${option} must be a number from 0, not ${JSON.stringify(text)}.\n${USAGE}`);
  }
  return value;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
