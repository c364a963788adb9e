import { Option, type Command } from 'commander';
import type { FindingFilter } from '../../../../application/vendors/matching/list-findings';
import { findingKinds, type FindingKind } from '../../../../domain/vendor/matching/finding';

export interface FilterOptions {
  readonly kind?: FindingKind;
  readonly all?: true;
}

export function filterOptions(command: Command): Command {
  return command
    .addOption(new Option('--kind <kind>', 'only findings of this kind').choices(findingKinds))
    .option('--all', 'also what is decided, or needs no decision');
}

export function filterOf({ kind, all }: FilterOptions): FindingFilter {
  return { all: all === true, ...(kind === undefined ? {} : { kind }) };
}
