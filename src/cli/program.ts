import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Cli } from './cli';
import { lateCommands, type LateCommand } from './late-commands';

/** In the order in which a newcomer meets them. */
const entries: readonly LateCommand[] = [
  {
    name: 'up',
    description: 'start everything here: PostgreSQL, Temporal, worker and api; Ctrl-C drains and stops them',
    load: () => import('./commands/up.js'),
  },
  {
    name: 'demo',
    description:
      'show the main job on a sample company: Procore and JD Edwards stand-ins, real Temporal and PostgreSQL',
    load: () => import('./commands/demo.js'),
  },
  {
    name: 'connection',
    description: 'the connections between Procore and the ERP',
    load: () => import('./commands/connection/index.js'),
  },
  {
    name: 'mapping',
    description: 'which account a cost code is booked to',
    load: () => import('./commands/mapping/index.js'),
  },
  {
    name: 'opening-balance',
    description: 'what was in the books before go-live',
    load: () => import('./commands/opening-balance/index.js'),
  },
  {
    name: 'commitment',
    description: 'commitments that are older than going live, and what becomes of them',
    load: () => import('./commands/commitment/index.js'),
  },
  {
    name: 'project',
    description: 'the projects of a connection and when they are polled',
    load: () => import('./commands/project/index.js'),
  },
  {
    name: 'poll',
    description: 'polling Procore and the ERP',
    load: () => import('./commands/poll/index.js'),
  },
  {
    name: 'webhook',
    description: 'hooks in Procore, so that nothing waits for a poll',
    load: () => import('./commands/webhook/index.js'),
  },
  {
    name: 'hold',
    description: 'documents that wait, why, and letting them go on',
    load: () => import('./commands/hold/index.js'),
  },
  {
    name: 'document',
    description: 'documents on their way',
    load: () => import('./commands/document/index.js'),
  },
  {
    name: 'posting',
    description: 'what was posted to the ERP',
    load: () => import('./commands/posting/index.js'),
  },
  {
    name: 'ledger',
    description: 'what is known of the postings, as a whole',
    load: () => import('./commands/ledger/index.js'),
  },
  {
    name: 'tie-out',
    description: "Procore, our ledger and the ERP's books side by side: what differs, and why",
    load: () => import('./commands/tie-out.js'),
  },
  {
    name: 'vendor',
    description: 'vendors and the suppliers they are linked with',
    load: () => import('./commands/vendor/index.js'),
  },
  {
    name: 'key',
    description: 'API keys of persons, for acts that two people must do',
    load: () => import('./commands/key/index.js'),
  },
  {
    name: 'cost-code',
    description: 'accounts of the ERP as cost codes in Procore',
    load: () => import('./commands/cost-code/index.js'),
  },
  {
    name: 'outbox',
    description: 'signals that Temporal has not taken yet',
    load: () => import('./commands/outbox/index.js'),
  },
  {
    name: 'audit',
    description: 'the audit trail',
    load: () => import('./commands/audit/index.js'),
  },
  {
    name: 'migrate',
    description: 'bring the schema of the database up to date, as its owner (DATABASE_OWNER_URL)',
    load: () => import('./commands/migrate.js'),
  },
  {
    name: 'sandbox',
    description: 'run a stand-in for an outside system, without an account there',
    load: () => import('./commands/sandbox.js'),
  },
  {
    name: 'worker',
    description: 'take tasks from Temporal (a process of its own in production; "up" starts one)',
    load: () => import('./commands/worker.js'),
  },
  {
    name: 'api',
    description: 'take webhooks and send signals (a process of its own in production; "up" starts one)',
    load: () => import('./commands/api.js'),
  },
];

/** The whole command line. What a command takes is there once it is parsed, or after `loadAll`. */
export function createProgram(cli: Cli): Command {
  const program = new Command('ml-connector')
    .description("Carries approved construction costs from Procore into the ERP's books")
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'show help; every subcommand has its own')
    .option('--json', 'give the answer as JSON on stdout; all else stays on stderr')
    .option('--debug', 'show where in the program an error came from')
    .option(
      '--state-folder <folder>',
      'where "up" and "demo" keep their state: a .ml-connector, or the folder it is in (default: this one)',
    )
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows how it is used)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        cli.terminal.out(text);
      },
      // Parse errors are reported by whoever runs the program, without values that may be secrets.
      writeErr: () => undefined,
      outputError: () => undefined,
    })
    .addHelpText('after', overview);
  lateCommands(program, cli, entries);
  return program;
}

const overview = `
Start here:
  $ ml-connector connection schema > connection.schema.json
  $ ml-connector connection add --file connection.json
  $ ml-connector connection check
  $ ml-connector mapping import mapping.csv
  $ ml-connector connection go-live --take-over all

Exit codes: 0 done; 1 tried, and it did not come out well; 2 bad input, nothing was changed; 3 another "up" holds the
state folder; 4 not found.

Addresses come from the environment (DATABASE_URL, DATABASE_OWNER_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE,
ML_CONNECTOR_MASTER_KEY or ML_CONNECTOR_MASTER_KEY_FILE), else from the running "ml-connector up".`;

function packageVersion(): string {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
