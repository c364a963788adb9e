import type { Command } from 'commander';
import type { Cli } from '../cli';
import { examples, onConnectionOption } from '../common-options';
import { documentName } from '../document-name';
import { heldJson } from '../held-text';
import { parseHoldReason } from '../hold-reason-option';
import { table } from '../output';

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
      const { held, numbers } = await store.inTenant(connection.tenantId, async (trx) => ({
        held: await store.holds.listHolds(trx, store.sealed, connection, filter),
        numbers: new Map((await store.projects.listProjects(trx, connection)).map((one) => [one.id, one.number])),
      }));
      const rows = held.map(({ document, hold, problems }) => [
        documentName(document),
        numbers.get(document.projectId) ?? document.projectId,
        document.commitmentId,
        document.number,
        hold.kind,
        hold.reasons.join(', '),
        [...new Set(problems.map((problem) => problem.value))].join(', '),
        hold.openedAt.slice(0, 16),
      ]);
      return {
        text: table(
          ['document', 'project', 'commitment', 'no', 'waits for', 'reasons', 'value', 'since'],
          rows,
          'nothing is held',
        ),
        json: { holds: held.map((one) => heldJson(one, numbers.get(one.document.projectId) ?? null)) },
      };
    });
  });
}
