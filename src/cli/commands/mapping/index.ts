import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerMappingAccounts } from './accounts';
import { registerMappingCoverage } from './coverage';
import { registerMappingDiff } from './diff';
import { registerMappingExport } from './export';
import { registerMappingImport } from './import';
import { registerMappingSet } from './set';
import { registerMappingSuggest } from './suggest';
import { registerMappingWhatIf } from './what-if';

export function register(mapping: Command, cli: Cli): void {
  registerMappingImport(mapping, cli);
  registerMappingExport(mapping, cli);
  registerMappingSet(mapping, cli);
  registerMappingCoverage(mapping, cli);
  registerMappingAccounts(mapping, cli);
  registerMappingSuggest(mapping, cli);
  registerMappingDiff(mapping, cli);
  registerMappingWhatIf(mapping, cli);
}
