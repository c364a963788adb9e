import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { isatty } from 'node:tty';

/** The world of one command: where it reads, where it writes, who can be asked. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** Whether somebody sits there who can be asked. */
  readonly interactive: boolean;
  /** The answer, for a program or a pipe. */
  out(text: string): void;
  /** All else. */
  note(text: string): void;
  readStdin(): Promise<string>;
  /** Asks without showing what is typed. */
  askSecret(question: string): Promise<string>;
}

export function processTerminal(): Terminal {
  return {
    env: process.env,
    folder: process.cwd(),
    interactive: isatty(process.stdin.fd) && isatty(process.stderr.fd),
    out: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
    readStdin: () => text(process.stdin),
    askSecret,
  };
}

async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  // readline puts the terminal into raw mode and echoes by itself, into nothing.
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const aborted = new AbortController();
  lines.once('SIGINT', () => {
    aborted.abort();
  });
  try {
    return await lines.question('', { signal: aborted.signal });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
