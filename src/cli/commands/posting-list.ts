import type { Command } from 'commander';
import { postingStates } from '../../domain/posting/posting-state';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { examples, onConnectionOption } from '../common-options';
import { referenceText } from '../document-details-text';
import { table } from '../output';
import { readableNames } from '../../application/documents/readable-names';

export function registerPostingList(posting: Command, cli: Cli): void {
  const command = posting
    .command('list')
    .description('list what was posted to the ERP, and what is being posted')
    .option('--state <state>', `only in this state: ${postingStates.join(', ')}`)
    .option('--step <step>', 'only of this step, e.g. order or voucher');
  onConnectionOption(command);
  examples(command, 'posting list', 'posting list --state uncertain --json');
  command.action(async (options: { state?: string; step?: string }) => {
    const state = postingStates.find((one) => one === options.state);
    if (options.state !== undefined && state === undefined) {
      throw new ActionError('badInput', `--state "${options.state}": one of ${postingStates.join(', ')}`);
    }
    await cli.onConnection(command, async ({ store, connection }) => {
      const { postings, nameOf } = await store.inTenant(connection.tenantId, async (tx) => ({
        postings: await tx.postings.list(connection, {
          ...(state === undefined ? {} : { state }),
          ...(options.step === undefined ? {} : { step: options.step }),
        }),
        nameOf: await readableNames(tx, connection),
      }));
      const rows = postings.map((one) => [
        nameOf({ ...one, kind: one.documentKind }),
        one.step,
        one.ordinal,
        one.state,
        one.key,
        referenceText(one.reference),
        one.stage,
        one.confirmedAt,
      ]);
      return {
        text: table(
          ['document', 'step', 'no', 'state', 'key', 'reference', 'in the ERP', 'confirmed'],
          rows,
          'no posting matches',
        ),
        json: { postings },
      };
    });
  });
}
