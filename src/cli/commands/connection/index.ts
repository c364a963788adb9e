import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { lateCommands, type LateCommand } from '../../late-commands';

/** Some of them speak with the outside systems, most with the database alone. */
const members: readonly LateCommand[] = [
  {
    name: 'add',
    description: 'add a connection, or change the one of that id; nothing changes when the file has a fault',
    load: () => import('./add.js'),
  },
  {
    name: 'check',
    description:
      'try Procore and the ERP step by step; each failure says what to ask whom for. Exit code 1 when one failed',
    load: () => import('./check.js'),
  },
  {
    name: 'go-live',
    description: 'begin to post: reads everything, takes over what is in the books already, and posts the rest',
    load: () => import('./go-live.js'),
  },
  {
    name: 'pause',
    description: 'post nothing more on this connection until it is unpaused; polling and reading go on',
    load: () => import('./pause.js'),
  },
  { name: 'unpause', description: 'post again; what waited for that goes on', load: () => import('./unpause.js') },
  { name: 'list', description: 'list the connections', load: () => import('./list.js') },
  {
    name: 'show',
    description: 'show a connection, its settings and its feeds, without secrets',
    load: () => import('./show.js'),
  },
  { name: 'schema', description: 'print the JSON schema of connection.json', load: () => import('./schema.js') },
];

export function register(connection: Command, cli: Cli): void {
  lateCommands(connection, cli, members);
}
