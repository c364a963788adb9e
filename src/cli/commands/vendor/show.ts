import type { Command } from 'commander';
import { showVendor, type VendorView } from '../../../application/vendors/show-vendor';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';

export function registerVendorShow(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('show')
    .argument('<vendor>', 'its id in Procore')
    .description('show the supplier of a vendor, and what happened to its bank accounts');
  onConnectionOption(command);
  examples(command, 'vendor show 27481');
  command.action((vendorId: string) =>
    cli.onConnection(command, async (context) => {
      const view = await showVendor(context, vendorId);
      return { text: `${linesOf(view).join('\n')}\n`, json: view };
    }),
  );
}

function linesOf({ vendorId, supplier, linkedBy, accounts, accountDays, requests }: VendorView): readonly string[] {
  const linked = supplier === null ? 'not linked' : `supplier ${supplier}, linked by ${linkedBy ?? 'nobody known'}`;
  const changed = accounts?.map(
    ({ account, kind, changedOn }) =>
      `BANK DETAILS CHANGED in the ERP on ${changedOn}: account ${account}, type ${kind}. Call the supplier on a number that was known before`,
  );
  const none = `no bank account was entered or changed in the ERP within ${String(accountDays)} days`;
  return [
    `vendor ${vendorId}: ${linked}`,
    ...(changed === undefined ? [] : changed.length > 0 ? changed : [none]),
    ...requests.map(
      ({ number, recordType, account, state, says }) =>
        `bank change ${String(number)}, type ${recordType}, to ${account}: ${state}${says === '' ? '' : `, ${says}`}`,
    ),
  ];
}
