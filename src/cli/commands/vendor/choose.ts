import type { Command } from 'commander';
import { ActionError } from '../../../application/action-error';
import { chooseSide, type TakenSide } from '../../../application/vendors/choose-side';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

interface ChooseOptions {
  readonly field: string;
  readonly take: string;
  readonly shown: string;
  readonly note: string;
  readonly evidence?: string;
}

const words: Readonly<Record<TakenSide['becomes'], string>> = {
  toProcore: "the ERP's value is written in Procore by the next plan of vendors",
  toErp: "Procore's value is to be written on the supplier",
  agreedToDiffer: 'nothing can be written in the ERP from here: both stay as they are until one changes again',
};

export function registerVendorChoose(vendor: Command, cli: Cli): void {
  const command = vendor
    .command('choose')
    .argument('<vendor>', 'its id in Procore')
    .requiredOption('--field <name>', 'name, address, phone, email, website or active, as the hold names it')
    .requiredOption('--take <side>', 'whose value counts: erp or procore')
    .requiredOption('--shown <mark>', 'the mark of what the hold shows')
    .requiredOption('--note <text>', 'why, for the audit trail')
    .option('--evidence <text>', 'what it rests on: a mail, a file, a number')
    .description('take one side of a field that was changed in Procore and in the ERP');
  onConnectionOption(actorOption(command));
  examples(
    command,
    'vendor choose 27481 --field phone --take procore --shown 7QK2MZPD --note "called them" --as "A. Payable"',
  );
  command.action(async (vendorId: string, options: ChooseOptions) => {
    const { take, field, shown, note, evidence } = options;
    if (take !== 'erp' && take !== 'procore') {
      throw new ActionError('badInput', `--take "${take}": erp or procore`, { field: 'take' });
    }
    await cli.onConnection(command, async (context) => {
      const taken = await chooseSide(context, {
        ...{ vendorId, field, take, shown: shown.trim(), note: note.trim() },
        ...(evidence === undefined ? {} : { evidence: evidence.trim() }),
      });
      return {
        text: `${field} of vendor ${vendorId} and supplier ${taken.supplier}: ${words[taken.becomes]}\n`,
        json: { vendor: vendorId, field, take, ...taken },
      };
    });
  });
}
