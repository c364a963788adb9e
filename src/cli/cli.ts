import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Connection } from '../store/connections';
import { findAddresses, requireAddress, type Addresses } from './addresses';
import { chooseConnection } from './choose-connection';
import { openStore, type OpenedStore } from './open-store';
import { jsonText, type CommandResult } from './output';
import { stateFolderName } from './stack/state-folder';
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
  readonly actor: string;
  readonly addresses: Addresses;
}

/** One run of the program: what every command shares. */
export class Cli {
  readonly terminal: Terminal;
  exitCode = 0;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  /** Prints the result: JSON with `--json`, else the text. */
  give(command: Command, result: CommandResult): void {
    this.terminal.out(this.#options(command).json === true ? jsonText(result.json) : result.text);
    this.exitCode = result.exitCode ?? 0;
  }

  /** For people: what happens meanwhile, and what they should know. Never on stdout. */
  say(line: string): void {
    this.terminal.note(`${line}\n`);
  }

  addresses(command: Command): Addresses {
    const { stateFolder } = this.#options(command);
    const { env, folder } = this.terminal;
    return findAddresses(env, stateFolder === undefined ? join(folder, stateFolderName) : resolve(folder, stateFolder));
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
      return work({ ...opened, connection, actor: this.actor(command), addresses: this.addresses(command) });
    });
  }

  #options(command: Command): CommonOptions {
    return command.optsWithGlobals<CommonOptions>();
  }
}
