import type { Command } from 'commander';
import { checkHandOver, handOverVendor } from '../../../application/vendors/hand-over-vendor';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function registerVendorHandOver(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('hand-over')
    .argument('<from>', 'id in Procore of the vendor that is gone or inactive')
    .argument('<to>', 'id in Procore of the vendor that takes its supplier')
    .description(
      'give the supplier of a vendor that is gone from Procore, merged say, to another; both are one party from then on',
    );
  onConnectionOption(actorOption(command));
  examples(command, 'vendor hand-over 27481 27502 --as "A. Payable"');
  command.action(async (from: string, to: string) => {
    checkHandOver({ from, to });
    await cli.onConnection(command, async (context) => {
      const { supplier, released } = await handOverVendor(context, { from, to });
      return {
        text: `supplier ${supplier} is vendor ${to}'s now, and ${from} is the same party\n${released} held documents go on\n`,
        json: { from, to, supplier, released },
      };
    });
  });
}
