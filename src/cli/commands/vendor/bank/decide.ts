import type { Command } from 'commander';
import { keyVariable } from '../../../../application/keys/key-holder';
import type { Acting } from '../../../../application/vendors/bank/bank-context';
import {
  approveBankChange,
  cancelBankChange,
  denyBankChange,
} from '../../../../application/vendors/bank/decide-bank-change';
import type { Cli } from '../../../cli';
import { examples, onConnectionOption } from '../../../options/common-options';
import { wholeNumber } from '../../../options/whole-number';

type Decide = (acting: Acting, of: { readonly number: number; readonly note: string }) => Promise<object>;

/** What each does, and says when it is done. */
export const registerDecision = {
  approve: decision('approve', async (acting, of) => {
    const { applyAt } = await approveBankChange(acting, of);
    return {
      says: `approved; it is applied on ${applyAt}, until then "vendor bank cancel ${String(of.number)}" ends it`,
      applyAt,
    };
  }),
  deny: decision('deny', async (acting, of) => {
    await denyBankChange(acting, of);
    return { says: 'denied' };
  }),
  cancel: decision('cancel', async (acting, of) => {
    await cancelBankChange(acting, of);
    return { says: 'canceled' };
  }),
};

function decision(name: string, decide: Decide) {
  return (command: Command, cli: Cli): void => {
    command
      .argument('<number>', 'of the request, as "vendor bank list" shows it')
      .requiredOption('--note <text>', 'why');
    onConnectionOption(command).addHelpText('after', `\nWho acts is the person of the key in ${keyVariable}.`);
    examples(command, `vendor bank ${name} 3 --note "the controller of the supplier confirmed it"`);
    command.action((number: string, { note }: { readonly note: string }) =>
      cli.onConnection(command, async (context) => {
        const of = { number: wholeNumber('number', number), note };
        const { says, ...more } = (await decide({ context, key: cli.terminal.env[keyVariable] }, of)) as {
          says: string;
        };
        return { text: `bank change ${number}: ${says}\n`, json: { number: of.number, ...more } };
      }),
    );
  };
}
