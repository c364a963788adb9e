import type { Command } from 'commander';
import type { Cli } from '../cli';
import { examples, onConnectionOption } from '../common-options';
import { heldJson } from '../held-text';
import { parseHoldReason } from '../hold-reason-option';
import { oneLine } from '../output';
import { readableNames } from '../../application/documents/readable-names';

export function registerHoldList(hold: Command, cli: Cli): void {
  const command = hold
    .command('list')
    .description('list the documents that wait, and why')
    .option('--reason <reason>', 'only with this reason, e.g. unmappedCostCode')
    .option('--cause <key>', 'only what waits for this, e.g. connection or vendor:<id>');
  onConnectionOption(command);
  examples(command, 'hold list', 'hold list --reason unmappedCostCode --json');
  command.action(async ({ reason, cause }: { reason?: string; cause?: string }) => {
    const filter = {
      ...(reason === undefined ? {} : { reason: parseHoldReason(reason) }),
      ...(cause === undefined ? {} : { causeKeys: [cause] }),
    };
    await cli.onConnection(command, async ({ store, connection }) => {
      const { held, numbers, nameOf } = await store.inTenant(connection.tenantId, async (tx) => ({
        held: await tx.holds.list(connection, filter),
        numbers: new Map((await tx.projects.list(connection)).map((one) => [one.id, one.number])),
        nameOf: await readableNames(tx, connection),
      }));
      const width = Math.max(0, ...held.map(({ document }) => nameOf(document).length));
      const blocks = held.map(({ document, hold, problems }) => {
        const waits = hold.kind === 'person' ? 'for a person' : 'by itself';
        const since = `${hold.openedAt.slice(0, 16).replace('T', ' ')} UTC`;
        const [first, ...others] = problems;
        const more = others.length === 0 ? '' : ` (and ${others.length} more: hold show)`;
        return (
          `${nameOf(document).padEnd(width)}  ${hold.reasons.join(', ')}; waits ${waits} since ${since}\n` +
          `    ${oneLine(first?.message ?? '')}${more}\n`
        );
      });
      return {
        text: blocks.length === 0 ? 'nothing is held\n' : blocks.join(''),
        json: {
          holds: held.map((one) => ({
            name: nameOf(one.document),
            ...heldJson(one, numbers.get(one.document.projectId) ?? null),
          })),
        },
      };
    });
  });
}
