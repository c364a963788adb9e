import type { Command } from 'commander';
import { showBankChange } from '../../../../application/vendors/bank/show-bank-changes';
import type { Cli } from '../../../cli';
import { onConnectionOption } from '../../../options/common-options';
import { wholeNumber } from '../../../options/whole-number';

export function register(command: Command, cli: Cli): void {
  command.argument('<number>', 'of the request, as "vendor bank list" shows it');
  onConnectionOption(command);
  command.action((number: string) =>
    cli.onConnection(command, async (context) => {
      const change = await showBankChange(context, wholeNumber('number', number));
      const { call, decision, ended } = change;
      const lines = [
        `bank change ${number}: ${change.state}${change.says === '' ? '' : `, ${change.says}`}`,
        `supplier ${change.supplier}, vendor ${change.vendorId} in Procore, account type ${change.recordType}`,
        `new account ${change.account}, bank in ${change.country}`,
        `requested by ${change.requestedBy} on ${change.requestedAt}: ${change.reason}`,
        call === null
          ? 'the supplier was not called yet'
          : `called by ${call.by} on ${call.at}: ${call.phone}, spoke with ${call.spokeWith}; ${call.proof}`,
        ...(decision === null ? [] : [`decided by ${decision.by} on ${decision.at}: ${decision.note}`]),
        ...(change.applyAt === null ? [] : [`cooling-off ends on ${change.applyAt}`]),
        ...(change.payeeControl === null ? [] : [`Payee Control ${change.payeeControl}`]),
        ...(ended === null ? [] : [`ended by ${ended.by} on ${ended.at}`]),
      ];
      return { text: `${lines.join('\n')}\n`, json: change };
    }),
  );
}
