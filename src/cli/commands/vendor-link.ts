import type { Command } from 'commander';
import { createGateways } from '../../processes/gateways';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { linkVendorByHand } from '../../application/vendors/link-vendor-by-hand';

export function registerVendorLink(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('link')
    .argument('<vendor-id>', "the vendor's id in Procore")
    .argument('<supplier-number>', "the supplier's number in the ERP (JDE: AN8)")
    .description('link a vendor with a supplier; documents that wait for it go on');
  onConnectionOption(actorOption(command));
  examples(command, 'vendor link 27481 43117 --as "A. Payable"');
  command.action(async (vendorId: string, supplierNumber: string) => {
    const faults = [
      ...(/^\d{1,20}$/.test(vendorId) ? [] : [`vendor id "${vendorId}" is not a Procore id (digits)`]),
      ...(/^[1-9]\d{0,14}$/.test(supplierNumber) ? [] : [`supplier number "${supplierNumber}" is not a number`]),
    ];
    if (faults.length > 0) throw new ActionError('badInput', faults.join('; '));
    await cli.onConnection(command, async ({ store, connection }) => {
      const gateways = createGateways({ store });
      try {
        const readSupplier = async (number: string) => (await gateways.erp(connection)).readSupplier(number);
        const readVendor = async (id: string) => (await gateways.procore(connection)).showVendor({ vendorId: id });
        const ports = { store, readVendor, readSupplier };
        const linked = await linkVendorByHand(ports, connection, { vendorId, supplierNumber });
        return {
          text:
            `vendor ${vendorId} is linked with supplier ${linked.supplier.number} ${linked.supplier.name}\n` +
            `${linked.released} held documents go on\n`,
          json: { vendorId, supplier: linked.supplier, released: linked.released },
        };
      } finally {
        await gateways.close();
      }
    });
  });
}
