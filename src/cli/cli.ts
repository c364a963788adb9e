import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Connection } from '../store/connections/connections';
import { findAddresses, requireAddress, type Addresses } from '../local/addresses';
import { chooseConnection } from '../application/connections/choose-connection';
import { openStore, type OpenedStore } from '../processes/open-store';
import { jsonText, type CommandResult } from './output';
import { runtimeFilePath } from '../local/runtime-file';
import { stateFolderName } from '../local/stack/state-folder';
import { socketPath } from '../local/stack/up-lock';
import type { Terminal } from './terminal';

interface CommonOptions {
  readonly json?: boolean;
  readonly stateFolder?: string;
  readonly connection?: string;
  readonly as?: string;
}

/** What a command that concerns one connection works with. */
export interface Session extends OpenedStore {
  readonly connection: Connection;
  /** Who acts, for the audit trail. */
  readonly addresses: Addresses;
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

  addresses(command: Command): Addresses {
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

  actor(command: Command): string {
    const given = this.#options(command).as?.trim() ?? '';
    return given === '' ? `${userInfo().username}@${hostname()}` : given;
  }

  /** Opens the store for `work` and closes it again. */
  async onStore(command: Command, work: (opened: OpenedStore) => Promise<CommandResult>): Promise<void> {
    const addresses = this.addresses(command);
    const opened = await openStore({
      databaseUrl: requireAddress(addresses, 'databaseUrl'),
      masterKeyFile: addresses.masterKeyFile ?? undefined,
      env: this.terminal.env,
    });
    try {
      this.give(command, await work(opened));
    } finally {
      await opened.close();
    }
  }

  /** As `onStore`, for the connection that `--connection` names, or the only one there is. */
  async onConnection(command: Command, work: (session: Session) => Promise<CommandResult>): Promise<void> {
    await this.onStore(command, async (opened) => {
      const connection = await chooseConnection(opened.store, this.#options(command).connection);
      return work({
        ...opened,
        store: opened.store.as(this.actor(command)),
        connection,
        addresses: this.addresses(command),
      });
    });
  }

  #options(command: Command): CommonOptions {
    return command.optsWithGlobals<CommonOptions>();
  }
}
