import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { checkLink, linkVendor } from '../../../application/vendors/link-vendor';

export function registerVendorLink(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('link')
    .argument('<vendor-id>', "the vendor's id in Procore")
    .argument('<supplier-number>', "the supplier's number in the ERP (JDE: AN8)")
    .description('link a vendor with a supplier; documents that wait for it go on');
  onConnectionOption(actorOption(command));
  examples(command, 'vendor link 27481 43117 --as "A. Payable"');
  command.action(async (vendorId: string, supplierNumber: string) => {
    checkLink({ vendorId, supplierNumber });
    await cli.onConnection(command, async (context) => {
      const { supplier, released } = await linkVendor(context, { vendorId, supplierNumber });
      return {
        text:
          `vendor ${vendorId} is linked with supplier ${supplier.number} ${supplier.name}\n` +
          `${released} held documents go on\n`,
        json: { vendorId, supplier, released },
      };
    });
  });
}
