import type { Command } from 'commander';
import { listBankRequests } from '../../../../application/vendors/bank/show-bank-changes';
import type { Cli } from '../../../cli';
import { onConnectionOption } from '../../../options/common-options';
import { table } from '../../../output';

export function register(command: Command, cli: Cli): void {
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const requests = await listBankRequests(context);
      return {
        text: table(
          ['number', 'supplier', 'vendor in Procore', 'type', 'new account', 'state', ''],
          requests.map((one) => [
            ...[String(one.number), one.supplier, one.vendorId, one.recordType, one.account, one.state, one.says],
          ]),
          'no change of bank details was requested yet',
        ),
        json: { requests },
      };
    }),
  );
}
