import type { Command } from 'commander';
import type { Cli } from '../cli';
import { onConnectionOption } from '../common-options';
import { table } from '../output';

export function registerVendorList(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('list')
    .description('list the vendors met so far and the suppliers they are linked with');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async ({ store, connection }) => {
      const parties = await store.inTenant(connection.tenantId, (tx) => tx.parties.list(connection));
      return {
        text: table(
          ['vendor in Procore', 'supplier', 'linked by', 'linked at', 'party'],
          parties.map((one) => [
            one.procoreVendorId,
            one.erpNumber ?? 'not linked',
            one.linkedBy,
            one.linkedAt,
            one.id,
          ]),
          'no vendor was met yet',
        ),
        json: {
          vendors: parties.map(({ id, procoreVendorId, erpNumber, linkedBy, linkedAt }) => ({
            vendorId: procoreVendorId,
            supplier: erpNumber,
            linkedBy,
            linkedAt,
            party: id,
          })),
        },
      };
    }),
  );
}
