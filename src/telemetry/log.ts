import { format } from 'node:util';
import pino from 'pino';
import { isError } from './is-error';
import { plainLine } from './plain-line';
import { redactFields } from './redact';
import { HIDDEN } from './allowed-names';
import { redactError } from './redact-error';
import { scrubText } from './scrub-text';
import { showsMessage } from './shows-message';

export type Logger = pino.Logger;

export interface LoggerOptions {
  readonly name: string;
  /** Default `info`. */
  readonly level?: pino.LevelWithSilent;
  /** `json` (default): a line per entry, for machines. `plain`: for a terminal. */
  readonly style?: 'json' | 'plain';
  /** Default: standard error, written at once, so that a killed process loses no line. */
  readonly destination?: pino.DestinationStream;
}

/** The only way to a log: fields, bindings, errors, messages and their arguments all pass the redaction. */
export function createLogger(options: LoggerOptions): Logger {
  const sink = options.destination ?? pino.destination({ dest: 2, sync: true });
  const destination = options.style === 'plain' ? { write: (line: string) => sink.write(plainLine(line)) } : sink;
  const logger = pino(
    {
      name: options.name,
      level: options.level ?? 'info',
      base: { pid: process.pid },
      serializers: { err: (error: unknown) => error },
      formatters: { log: redactFields },
      hooks: {
        logMethod(args, method) {
          const [first, ...others] = args as readonly unknown[];
          const [fields, message, values] =
            typeof first === 'string' ? [{}, first, others] : [mergingObject(first), others[0], others.slice(1)];
          const text = typeof message === 'string' ? message : errorMessage(first);
          // Without values pino formats nothing, so a "%" in the finished text stays as it is.
          const shown =
            text === undefined ? undefined : scrubText(withoutErrors(format(text, ...values.map(safeValue)), fields));
          method.call(this, fields, shown);
        },
      },
    },
    destination,
  );
  // pino passes the bindings of children by its formatters.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its logger, below
  const bareChild = logger.child;
  const child = function (
    this: Logger,
    bindings: pino.Bindings,
    childOptions?: { level?: pino.Level; msgPrefix?: string },
  ) {
    return bareChild.call(this, redactFields(bindings), childOptions);
  };
  return Object.assign(logger, { child });
}

function mergingObject(value: unknown): object {
  if (isError(value)) return { err: value };
  return typeof value === 'object' && value !== null ? value : {};
}

function errorMessage(value: unknown): string | undefined {
  if (!isError(value)) return undefined;
  return showsMessage(value) ? value.message : HIDDEN;
}

/** The SDK sets the message of an error into its own, beside the error itself. */
function withoutErrors(text: string, fields: object): string {
  return Object.values(fields).reduce<string>((shown, value) => {
    if (!isError(value) || value.message === '' || showsMessage(value)) return shown;
    return shown.replaceAll(value.message, HIDDEN);
  }, text);
}

function safeValue(value: unknown): unknown {
  if (isError(value)) return redactError(value).message;
  return typeof value === 'object' && value !== null ? redactFields({ ...value }) : value;
}
