import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { heldJson } from '../../text/held-text';
import { parseHoldReason } from '../../options/hold-reason-option';
import { oneLine } from '../../output';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';
import { listHolds } from '../../../application/holds/list-holds';

interface Options extends PageOptions {
  readonly reason?: string;
  readonly cause?: string;
}

export function registerHoldList(hold: Command, cli: Cli): void {
  const command = hold
    .command('list')
    .description('list the documents that wait, and why')
    .option('--reason <reason>', 'only with this reason, e.g. unmappedCostCode')
    .option('--cause <key>', 'only what waits for this, e.g. connection or vendor:<id>');
  onConnectionOption(pageOptions(command));
  examples(command, 'hold list', 'hold list --reason unmappedCostCode --json');
  command.action(async ({ reason, cause, ...part }: Options) => {
    const readList = pageReader(part);
    const filter = {
      ...(reason === undefined ? {} : { reason: parseHoldReason(reason) }),
      ...(cause === undefined ? {} : { causeKey: cause }),
    };
    await cli.onConnection(command, async (context) => {
      const { rows: held, next } = await readList((page) => listHolds(context, filter, page));
      cli.sayNext(command, next);
      const width = Math.max(0, ...held.map(({ name }) => name.length));
      const blocks = held.map(({ name, hold }) => {
        const waits = hold.kind === 'person' ? 'for a person' : 'by itself';
        const since = `${hold.since.slice(0, 16).replace('T', ' ')} UTC`;
        const [first, ...others] = hold.problems;
        const more = others.length === 0 ? '' : ` (and ${others.length} more: hold show)`;
        return (
          `${name.padEnd(width)}  ${hold.reasons.join(', ')}; waits ${waits} since ${since}\n` +
          `    ${oneLine(first?.message ?? '')}${more}\n`
        );
      });
      return {
        text: blocks.length === 0 ? 'nothing is held\n' : blocks.join(''),
        json: { holds: held.map(heldJson), next },
      };
    });
  });
}
