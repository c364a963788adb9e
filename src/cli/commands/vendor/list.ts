import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { onConnectionOption } from '../../options/common-options';
import { listVendors } from '../../../application/vendors/list-vendors';
import { table } from '../../output';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';

export function registerVendorList(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('list')
    .description('list the vendors met so far and the suppliers they are linked with');
  onConnectionOption(pageOptions(command));
  command.action(async (part: PageOptions) => {
    const readList = pageReader(part);
    await cli.onConnection(command, async (context) => {
      const { rows: vendors, next } = await readList((page) => listVendors(context, page));
      cli.sayNext(command, next);
      return {
        text: table(
          ['vendor in Procore', 'supplier', 'linked by', 'linked at', 'party'],
          vendors.map((one) => [one.vendorId, one.supplier ?? 'not linked', one.linkedBy, one.linkedAt, one.party]),
          'no vendor was met yet',
        ),
        json: { vendors, next },
      };
    });
  });
}
