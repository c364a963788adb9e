import type { Command } from 'commander';
import { acceptExact } from '../../../../application/vendors/matching/decide-matches';
import type { Cli } from '../../../cli';
import { actorOption, examples, onConnectionOption } from '../../../options/common-options';
import { decidedResult } from './decided-result';

export function registerMatchAcceptExact(match: Command, cli: Cli): void {
  const command = match
    .command('accept-exact')
    .description(
      'accept all pairs that name each other by a key or a tax id, and nobody else; look at the list before',
    );
  onConnectionOption(actorOption(command));
  examples(command, 'vendor match list --kind exact', 'vendor match accept-exact --as "C. Controller"');
  command.action(() => cli.onConnection(command, async (context) => decidedResult(await acceptExact(context))));
}
