import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Cli } from './cli';
import { registerAuditExport } from './commands/audit-export';
import { registerAuditList } from './commands/audit-list';
import { registerAuditVerify } from './commands/audit-verify';
import { registerConnectionAdd } from './commands/connection-add';
import { registerConnectionCheck } from './commands/connection-check';
import { registerConnectionGoLive } from './commands/connection-go-live';
import { registerConnectionList } from './commands/connection-list';
import { registerConnectionPause } from './commands/connection-pause';
import { registerConnectionSchema } from './commands/connection-schema';
import { registerConnectionShow } from './commands/connection-show';
import { registerConnectionUnpause } from './commands/connection-unpause';
import { registerDocumentList } from './commands/document-list';
import { registerDocumentShow } from './commands/document-show';
import { registerHoldDecide } from './commands/hold-decide';
import { registerHoldList } from './commands/hold-list';
import { registerHoldResume } from './commands/hold-resume';
import { registerHoldShow } from './commands/hold-show';
import { registerLedgerRebuild } from './commands/ledger-rebuild';
import { registerMappingExport } from './commands/mapping-export';
import { registerMappingImport } from './commands/mapping-import';
import { registerMappingSet } from './commands/mapping-set';
import { registerMigrate } from './commands/migrate';
import { registerOpeningBalanceConfirm } from './commands/opening-balance-confirm';
import { registerOpeningBalanceImport } from './commands/opening-balance-import';
import { registerOpeningBalanceList } from './commands/opening-balance-list';
import { registerOutboxList } from './commands/outbox-list';
import { registerPollNow } from './commands/poll-now';
import { registerPostingList } from './commands/posting-list';
import { registerProjectCadence } from './commands/project-cadence';
import { registerProjectList } from './commands/project-list';
import { registerSandbox } from './commands/sandbox';
import { registerVendorHandOver } from './commands/vendor-hand-over';
import { registerVendorLink } from './commands/vendor-link';
import { registerVendorList } from './commands/vendor-list';
import { registerDemo } from './up/register-demo';
import { registerServices } from './up/register-services';
import { registerUp } from './up/register-up';

type Register = (parent: Command, cli: Cli) => void;

/** The whole command line, in the order in which a newcomer meets it. */
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

  registerUp(program, cli);
  registerDemo(program, cli);

  group(program, 'connection', 'the connections between Procore and the ERP', [
    registerConnectionAdd,
    registerConnectionCheck,
    registerConnectionGoLive,
    registerConnectionPause,
    registerConnectionUnpause,
    registerConnectionList,
    registerConnectionShow,
    registerConnectionSchema,
  ]);
  group(program, 'mapping', 'which account a cost code is booked to', [
    registerMappingImport,
    registerMappingExport,
    registerMappingSet,
  ]);
  group(program, 'opening-balance', 'what was in the books before go-live', [
    registerOpeningBalanceImport,
    registerOpeningBalanceConfirm,
    registerOpeningBalanceList,
  ]);
  group(program, 'project', 'the projects of a connection and when they are polled', [
    registerProjectList,
    registerProjectCadence,
  ]);
  group(program, 'poll', 'polling Procore and the ERP', [registerPollNow]);
  group(program, 'hold', 'documents that wait, why, and letting them go on', [
    registerHoldList,
    registerHoldShow,
    registerHoldResume,
    registerHoldDecide,
  ]);
  group(program, 'document', 'documents on their way', [registerDocumentList, registerDocumentShow]);
  group(program, 'posting', 'what was posted to the ERP', [registerPostingList]);
  group(program, 'ledger', 'what is known of the postings, as a whole', [registerLedgerRebuild]);
  group(program, 'vendor', 'vendors and the suppliers they are linked with', [
    registerVendorLink,
    registerVendorHandOver,
    registerVendorList,
  ]);
  group(program, 'outbox', 'signals that Temporal has not taken yet', [registerOutboxList]);
  group(program, 'audit', 'the audit trail', [registerAuditList, registerAuditVerify, registerAuditExport]);
  registerMigrate(program, cli);
  registerSandbox(program, cli);
  registerServices(program, cli);
  return program;

  function group(parent: Command, name: string, description: string, members: readonly Register[]): void {
    const command = parent.command(name).description(description);
    for (const register of members) register(command, cli);
  }
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
