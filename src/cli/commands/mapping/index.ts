import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerMappingExport } from './export';
import { registerMappingImport } from './import';
import { registerMappingSet } from './set';

export function register(mapping: Command, cli: Cli): void {
  registerMappingImport(mapping, cli);
  registerMappingExport(mapping, cli);
  registerMappingSet(mapping, cli);
}
