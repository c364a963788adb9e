import type { Command } from 'commander';
import type { Cli } from '../../../cli';
import { registerMatchAcceptExact } from './accept-exact';
import { registerMatchClose } from './close';
import { registerMatchExport } from './export';
import { registerMatchImport } from './import';
import { registerMatchList } from './list';
import { registerMatchRun } from './run';
import { registerMatchStatus } from './status';
import { registerMatchUndo } from './undo';

export function registerVendorMatch(vendor: Command, cli: Cli): void {
  const match = vendor
    .command('match')
    .description(
      'match the vendors of Procore with the suppliers of the ERP, before anything is created on either side',
    );
  registerMatchRun(match, cli);
  registerMatchStatus(match, cli);
  registerMatchList(match, cli);
  registerMatchAcceptExact(match, cli);
  registerMatchExport(match, cli);
  registerMatchImport(match, cli);
  registerMatchUndo(match, cli);
  registerMatchClose(match, cli);
}
