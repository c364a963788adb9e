import type { Command } from 'commander';
import { unlinkVendor } from '../../../application/vendors/unlink/unlink-vendor';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function registerVendorUnlink(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('unlink')
    .argument('<vendor>', 'its id in Procore')
    .description('part a vendor from its supplier, and put back in Procore what was written on it under the link');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
Put back is what still stands as it was written. The pair is rejected, and nothing is looked for or made for the vendor until a person
links it anew ("vendor link"). What was posted under the supplier is named: it is held until then, and, where the vendor is linked with
another supplier, as changed after posting, with what may be done about it ("hold decide").`,
  );
  examples(command, 'vendor unlink 27481 --as "A. Payable"');
  command.action((vendorId: string) =>
    cli.onConnection(command, async (context) => {
      const { supplier, wrote, left, posted } = await unlinkVendor(context, vendorId);
      const lines = [
        `vendor ${vendorId} is linked with supplier ${supplier} no more`,
        ...wrote.map((what) => `put back in Procore: ${what}`),
        ...left.map((what) => `left as it is: ${what}`),
        ...posted.map((name) => `posted under supplier ${supplier}: ${name}`),
        `next: "ml-connector vendor link ${vendorId} SUPPLIER"`,
      ];
      return { text: `${lines.join('\n')}\n`, json: { vendor: vendorId, supplier, wrote, left, posted } };
    }),
  );
}
