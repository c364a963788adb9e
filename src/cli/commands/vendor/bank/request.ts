import type { Command } from 'commander';
import { badInput } from '../../../../application/action-error';
import { keyVariable } from '../../../../application/keys/key-holder';
import { requestBankChange } from '../../../../application/vendors/bank/request-bank-change';
import { bankDetailFields } from '../../../../domain/vendor/bank/bank-details';
import type { Cli } from '../../../cli';
import { examples, onConnectionOption } from '../../../options/common-options';
import { readTextFile } from '../../../options/read-text-file';

export function register(command: Command, cli: Cli): void {
  command
    .requiredOption('--vendor <vendor>', 'its id in Procore')
    .requiredOption('--reason <text>', 'who asked for it, how, and why')
    .option('--type <letter>', 'record type of the account in JD Edwards (UDC 00/BT)', 'V')
    .option('--details <file>', 'a file with the new details as JSON; "-": from stdin');
  onConnectionOption(command).addHelpText(
    'after',
    `
The new details (${bankDetailFields.join(', ')}) are never arguments: without --details they are asked for and not shown. As JSON:
  {"country": "US", "routing": "...", "account": "..."}   or   {"country": "DE", "iban": "...", "swift": "..."}
Who asks is the person of the key in ${keyVariable}. Another person then calls the supplier (vendor bank call), and another than who
asked approves it (vendor bank approve).`,
  );
  examples(
    command,
    'vendor bank request --vendor 27481 --reason "letter of 12 May, new bank"',
    'vendor bank request --vendor 27481 --reason "letter of 12 May, new bank" --details - < details.json',
  );
  command.action(
    (given: { readonly vendor: string; readonly reason: string; readonly type: string; readonly details?: string }) =>
      cli.onConnection(command, async (context) => {
        const { vendor: vendorId, reason, type } = given;
        const details = await detailsFrom(cli, given.details);
        const acting = { context, key: cli.terminal.env[keyVariable] };
        const made = await requestBankChange(acting, { vendorId, reason, details, recordType: type.toUpperCase() });
        const before = made.before === '' ? 'no account of that type' : made.before;
        return {
          text:
            `bank change ${String(made.number)} of supplier ${made.supplier}: ${before} is to become ${made.account}\n` +
            `it is denied on ${made.decideBy} unless it is approved\n` +
            `next, another person: ml-connector vendor bank call ${String(made.number)}\n`,
          json: made,
        };
      }),
  );
}

async function detailsFrom({ terminal }: Cli, from: string | undefined): Promise<unknown> {
  if (from === undefined) {
    if (!terminal.interactive) {
      throw badInput('details', ['nobody can be asked here: use --details FILE, or --details - and stdin']);
    }
    const typed: Record<string, string> = {};
    for (const field of bankDetailFields)
      typed[field] = await terminal.askSecret(`${field} (not shown, empty: none): `);
    return typed;
  }
  const text = from === '-' ? await terminal.readStdin() : await readTextFile(terminal.folder, from);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote from the text.
    throw badInput('details', ['is no JSON; expected {"country": "US", "routing": "...", "account": "..."}']);
  }
}
