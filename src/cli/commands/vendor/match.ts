import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { lateCommands } from '../../late-commands';
import { registerMatchAcceptExact } from './match/accept-exact';
import { registerMatchClose } from './match/close';
import { registerMatchExport } from './match/export';
import { registerMatchImport } from './match/import';
import { registerMatchList } from './match/list';
import { registerMatchStatus } from './match/status';
import { registerMatchUndo } from './match/undo';

export function register(match: Command, cli: Cli): void {
  // It alone speaks with Temporal.
  lateCommands(match, cli, [
    {
      name: 'run',
      description: 'read all suppliers and all vendors, and match them; nothing is written on either side',
      load: () => import('./match/run.js'),
    },
  ]);
  registerMatchStatus(match, cli);
  registerMatchList(match, cli);
  registerMatchAcceptExact(match, cli);
  registerMatchExport(match, cli);
  registerMatchImport(match, cli);
  registerMatchUndo(match, cli);
  registerMatchClose(match, cli);
}
