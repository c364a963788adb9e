import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { onConnection } from '../application/connections/choose-connection';
import type { ConnectionContext, Context } from '../application/context';
import type { Addresses } from '../local/addresses';
import { jsonText, type CommandResult } from './output';
import { stateFolderName } from '../local/stack/state/state-folder';
import type { Terminal } from './terminal';

interface CommonOptions {
  readonly json?: boolean;
  readonly stateFolder?: string;
  readonly connection?: string;
  readonly as?: string;
}

/** One run of the program: what every command shares. */
export class Cli {
  readonly terminal: Terminal;
  exitCode = 0;
  readonly #said = new Set<string>();

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  /** Prints the result: JSON with `--json`, else the text. */
  give(command: Command, result: CommandResult): void {
    const asJson = this.#options(command).json === true && result.json !== undefined;
    this.terminal.out(asJson ? jsonText(result.json) : result.text);
    this.exitCode = result.exitCode ?? 0;
  }

  #sayOnce(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.say(line);
  }

  /** For people: what happens meanwhile, and what they should know. Never on stdout. */
  say(line: string): void {
    this.terminal.note(`${line}\n`);
  }

  /** Tells a person how the rest of a list is asked for; a program finds it in the answer. */
  sayNext(command: Command, next: string | null): void {
    if (next !== null && this.#options(command).json !== true) this.say(`there is more: --after ${next}`);
  }

  async addresses(command: Command): Promise<Addresses> {
    const [{ findAddresses }, { runtimeFilePath }, { socketPath }] = await Promise.all([
      import('../local/addresses.js'),
      import('../local/runtime-file.js'),
      import('../local/stack/state/up-lock.js'),
    ]);
    const { stateFolder } = this.#options(command);
    const { env, folder } = this.terminal;
    if (stateFolder !== undefined) return findAddresses(env, resolve(folder, stateFolder));
    const own = join(folder, stateFolderName);
    // The demo keeps its state apart; what is typed while nothing but it runs here is meant for it.
    const demo = join(own, 'demo', stateFolderName);
    if (env['DATABASE_URL'] || !existsSync(runtimeFilePath(demo))) return findAddresses(env, own);
    // An "up" that was stopped leaves its addresses behind, for whoever brought the database along.
    const isOwn = existsSync(runtimeFilePath(own)) && (existsSync(socketPath(own)) || !existsSync(socketPath(demo)));
    if (isOwn) return findAddresses(env, own);
    this.#sayOnce('(of the demo)');
    return findAddresses(env, demo);
  }

  /** The folder whose `.ml-connector` keeps the state, for whoever starts something: `--state-folder` names either of the two. */
  baseFolder(command: Command): string {
    const { stateFolder } = this.#options(command);
    const named = resolve(this.terminal.folder, stateFolder ?? '.');
    return basename(named) === stateFolderName ? dirname(named) : named;
  }

  #actor(command: Command): string {
    const given = this.#options(command).as?.trim() ?? '';
    return given === '' ? `${userInfo().username}@${hostname()}` : given;
  }

  /** Makes the context of a use case for `work` and closes it again. Whoever has the database and its key may do all. */
  async inContext(command: Command, work: (context: Context) => Promise<CommandResult>): Promise<void> {
    const actor = { identity: this.#actor(command), role: 'admin' } as const;
    // It brings the database along, which most of what is asked for first (help, a bad word) does not need.
    const { openContext } = await import('../processes/open-context.js');
    const opened = await openContext(await this.addresses(command), this.terminal.env, actor);
    try {
      this.give(command, await work(opened.context));
    } finally {
      await opened.close();
    }
  }

  /** As `inContext`, for the connection that `--connection` names, or the only one there is. */
  async onConnection(command: Command, work: (context: ConnectionContext) => Promise<CommandResult>): Promise<void> {
    await this.inContext(command, async (context) =>
      work(await onConnection(context, this.#options(command).connection)),
    );
  }

  #options(command: Command): CommonOptions {
    return command.optsWithGlobals<CommonOptions>();
  }
}
