import type { Command } from 'commander';
import { keyVariable } from '../../../../application/keys/key-holder';
import { enterCallBack } from '../../../../application/vendors/bank/enter-call-back';
import type { Cli } from '../../../cli';
import { examples, onConnectionOption } from '../../../options/common-options';
import { wholeNumber } from '../../../options/whole-number';

export function register(command: Command, cli: Cli): void {
  command
    .argument('<number>', 'of the request, as "vendor bank list" shows it')
    .requiredOption('--phone <number>', 'the number that was called, with its area code')
    .requiredOption('--at <time>', 'when, e.g. 2026-11-20T10:15:00-07:00')
    .requiredOption('--spoke-with <name>', 'whom, by name and function');
  onConnectionOption(command).addHelpText(
    'after',
    `
The number must have stood in the ERP long before the request (posting.bankCallBackDays) and not have come from Procore meanwhile: a number
from the message that asks for the change is the fraudster's. Who called is the person of the key in ${keyVariable}, and another one than
whoever asked for the change.`,
  );
  examples(
    command,
    'vendor bank call 3 --phone "303 555 0101" --at 2026-11-20T10:15:00-07:00 --spoke-with "J. Doe, controller"',
  );
  command.action((number: string, given: { readonly phone: string; readonly at: string; readonly spokeWith: string }) =>
    cli.onConnection(command, async (context) => {
      const called = { ...given, number: wholeNumber('number', number) };
      const { proof } = await enterCallBack({ context, key: cli.terminal.env[keyVariable] }, called);
      return {
        text: `entered; the number is known: ${proof}\nnext, another person than who asked: ml-connector vendor bank approve ${number}\n`,
        json: { number: called.number, proof },
      };
    }),
  );
}
