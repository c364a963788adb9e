import type { Command } from 'commander';
import { carryVendor } from '../../../application/vendors/carry/carry-vendor';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function registerVendorCarry(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('carry')
    .argument('<vendor>', 'its id in Procore')
    .option(
      '--fields <names>',
      'have these written on its supplier: name,address,city,state,zip,country,phone,email,taxId',
    )
    .description('show what of a vendor is another than of its supplier, and have it written there');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
Without --fields nothing is written. With it each named field is set in the ERP to what Procore shows now, read back and compared; where
somebody changes it on either side before that, it is left. Of a tax id only the end is shown. Bank details are never written.`,
  );
  examples(command, 'vendor carry 27481', 'vendor carry 27481 --fields phone,email --as "A. Payable"');
  command.action((vendorId: string, { fields }: { readonly fields?: string }) =>
    cli.onConnection(command, async (context) => {
      const wanted = fields === undefined ? null : fields.split(',').map((field) => field.trim());
      const came = await carryVendor(context, vendorId, wanted);
      const lines = [
        ...(came.apart.length === 0 ? [`vendor ${vendorId} and supplier ${came.supplier} say the same`] : []),
        ...came.apart.map(({ field, erp, procore }) => `${field}: "${procore}" in Procore, "${erp}" in the ERP`),
        ...(came.confirmed.length === 0
          ? []
          : [`to be written on supplier ${came.supplier}: ${came.confirmed.join(', ')}`]),
      ];
      return { text: `${lines.join('\n')}\n`, json: { vendor: vendorId, ...came } };
    }),
  );
}
