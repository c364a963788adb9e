import type { Command } from 'commander';

export interface CoverageOptions {
  readonly project?: string;
  readonly fromProcore?: boolean;
}

/** For whatever looks at the codes in use. */
export function coverageOptions(command: Command): Command {
  return command
    .option('--project <project>', 'only of this project: its number or id:<id>')
    .option('--from-procore', "also read each project's list of codes and its budget from Procore");
}
