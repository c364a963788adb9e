import type { Command } from 'commander';
import { goOnWith } from '../../../application/vendors/go-on-with';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function registerVendorGoOn(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('go-on')
    .argument('<vendor-id>', "the vendor's id in Procore")
    .argument('<earlier>', 'number of the supplier that its commitments were begun with')
    .requiredOption('--with <supplier>', 'with which they go on: that one, or the one that the vendor is linked with')
    .requiredOption('--note <text>', 'why')
    .description(
      'decide with which supplier commitments go on that were begun with another one than their vendor is linked with, after a merge say',
    );
  onConnectionOption(actorOption(command));
  examples(command, 'vendor go-on 27481 43117 --with 43117 --note "its orders stay" --as "A. Payable"');
  command.action(async (vendorId: string, earlier: string, options: { with: string; note: string }) => {
    await cli.onConnection(command, async (context) => {
      const { later, released } = await goOnWith(context, { vendorId, earlier, ...options });
      return {
        text:
          `what was begun with supplier ${earlier} goes on with ${options.with}; what is new of vendor ${vendorId} goes to ${later}\n` +
          `${released} held documents go on\n`,
        json: { vendorId, earlier, later, goesOnWith: options.with, released },
      };
    });
  });
}
