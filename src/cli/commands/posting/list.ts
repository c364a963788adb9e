import type { Command } from 'commander';
import { postingStates } from '../../../domain/posting/stages/posting-state';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { examples, onConnectionOption } from '../../options/common-options';
import { referenceText } from '../../text/document-details-text';
import { table } from '../../output';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';
import { listPostings } from '../../../application/postings/list-postings';

interface Options extends PageOptions {
  readonly state?: string;
  readonly step?: string;
}

export function registerPostingList(posting: Command, cli: Cli): void {
  const command = posting
    .command('list')
    .description('list what was posted to the ERP, and what is being posted')
    .option('--state <state>', `only in this state: ${postingStates.join(', ')}`)
    .option('--step <step>', 'only of this step, e.g. order or voucher');
  onConnectionOption(pageOptions(command));
  examples(command, 'posting list', 'posting list --state uncertain --json');
  command.action(async (options: Options) => {
    const readList = pageReader(options);
    const state = postingStates.find((one) => one === options.state);
    if (options.state !== undefined && state === undefined) {
      throw new ActionError('badInput', `--state "${options.state}": one of ${postingStates.join(', ')}`);
    }
    const filter = {
      ...(state === undefined ? {} : { state }),
      ...(options.step === undefined ? {} : { step: options.step }),
    };
    await cli.onConnection(command, async (context) => {
      const { rows: found, next } = await readList((page) => listPostings(context, filter, page));
      cli.sayNext(command, next);
      const rows = found.map(({ name, posting: one }) => [
        name,
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
        json: { postings: found.map(({ posting }) => posting), next },
      };
    });
  });
}
