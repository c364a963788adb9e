import type { Command } from 'commander';
import { choiceKinds, isChoice, isOrderChoice, orderChoiceKinds } from '../../../domain/holds/choice';
import { decisionKinds } from '../../../domain/holds/decision';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { decisionWords } from '../../text/decision-words';
import type { AssignedByHand } from '../../../application/holds/decide-held';
import { decideNamed } from '../../../application/holds/decide-named';
import { documentArgument } from '../../../application/documents/find-document';

const words = decisionKinds.map((kind) => decisionWords[kind]).join(', ');

const meanings = `
Decisions:
  accept-over-contract  for overContract: it bills more than the contract allows, and that is right. Counts for the
                        requisition as it stands now; changed in Procore, it is checked again
  accept-over-released  for overReleased: it lets go of more retainage than was held, and that is right. Counts likewise
  never-arrived         for uncertainTooLong: I made sure that nothing of the call arrived in the ERP or will arrive. It is
                        then sent again under a new name. Said wrongly, it makes a duplicate. Of bank details nothing is
                        sent again: the request is over
  confirm-voided        for erpVoided and withdrawnAfterPosting: the ERP is asked, and what is voided there counts as posted
                        no longer. It is not posted again by that
  accept-found          for foundButDifferent: what stands in the ERP counts as posted, as AP changed it: supplier, number,
                        accounts, amounts. Refused when something else stands there by now
  name-found            for foundButDifferent: with --reference, which document in the ERP is ours
  none-stands           for foundButDifferent: nothing of it stands there, under whatever number or supplier. It is then
                        posted anew; said wrongly, it makes a duplicate
  not-duplicate         for possibleDuplicate by the number of a commitment: the other requisition of that number stands
                        rightly, and this one is to be paid beside it. Said wrongly, it is paid twice. Of a payment: the
                        one recorded in Procore is another
  other-work            for orderElsewhere by an invoice on the order that is not from here: it is other work, and counts as
                        billed beside this requisition and all later ones of the commitment
  adopt-record          for possibleDuplicate of a payment: what people recorded in Procore is this payment. It gets the id
                        of the ERP's payment, and nothing is written beside it
  not-accrued           for any hold of an accrual of which nothing is posted: nothing is accrued for the requisition, or of
                        the change order, at the end of that period, as it is now; changed, it is asked anew
  posted-by-hand        for any hold of a requisition: with --reference, which voucher somebody entered in the ERP for it. The
                        ERP is asked: it must stand, be nobody else's of ours, and be what would be posted; else both are
                        shown, and --shown with the mark of that has it count as it stands. Where it is not known what would
                        be posted (a code without an account, say), Procore's items and the lines that stand are shown, and
                        --evidence is needed; what does not belong to exactly one item is said with --assign

Choices about what is posted, each with --shown and the mark that "hold choices" shows beside it:
  adjust                for changedAfterPosting: the difference is posted beside what stands
  post-again            for erpVoided, once the void is confirmed: what is missing is posted again
  leave                 for both: what stands stays as it is, and what was changed counts nowhere
  by-hand               for both: somebody posts it in the ERP; the content counts as posted for later numbers
  reopen                for a requisition that was left: choose anew, while no later number is posted (without --shown)

Choices about the order of a commitment, held or not, likewise with --shown:
  close-order           nothing more is to be billed on it: what is open falls away, what is billed stays. In JD Edwards
                        also of what a change order that was taken back has on it
  reopen-order          what was closed is wanted again
  new-line              in JD Edwards: what comes back on a closed line becomes a line of its own
  keep-order            what was chosen about the order and could not be done is dropped`;

interface DecideOptions {
  readonly note: string;
  readonly reference?: string;
  readonly shown?: string;
  readonly evidence?: string;
  readonly assign?: readonly string[];
}

function shownIs(decision: string): string {
  return `--shown: given with ${[...choiceKinds, ...orderChoiceKinds].map((kind) => decisionWords[kind]).join(', ')}, and only with them (here: ${decision}): the mark that "hold choices" shows beside the choice`;
}

/** `1=4411.1340.26010:500.00`: item, line, amount. */
function assignedIn(text: string): AssignedByHand {
  const [, item = '', line = '', amount = ''] = /^\s*(\d+)\s*=\s*(.+?)\s*:\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  if (item !== '') return { item, line, amount };
  throw new ActionError('badInput', `--assign "${text}": <item>=<line>:<amount>, e.g. "1=4411.1340.26010:500.00"`);
}

export function registerHoldDecide(hold: Command, cli: Cli): void {
  const command = hold
    .command('decide')
    .argument('<document>', documentArgument)
    .argument('<decision>', words)
    .description('write down what a person decided about a held document, and let it look again')
    .requiredOption('--note <text>', 'why, for the audit trail')
    .option('--reference <text>', 'with name-found and posted-by-hand: the document, e.g. "9001 PV 00200"')
    .option('--shown <mark>', 'with a choice about what is posted: the mark of what was shown')
    .option('--evidence <text>', 'what it rests on: a mail, a file, a number')
    .option(
      '--assign <part...>',
      'with posted-by-hand: whose item a part of a line is, as they are shown, e.g. "1=4411.1340.26010:500.00"',
    )
    .addHelpText('after', meanings);
  onConnectionOption(actorOption(command));
  examples(
    command,
    'hold decide 4411/SC-4411-003/7 accept-over-contract --note "CO 12 is signed, Procore follows" --as "C. Controller"',
    'hold decide requisition/58820 never-arrived --note "no job in the queue, no order by supplier and amount"',
    'hold decide 4411/SC-4411-003/7 adjust --shown 7QK2MZPD --note "agreed with the subcontractor" --evidence "mail of 3 November"',
  );
  command.action(async (name: string, decision: string, options: DecideOptions) => {
    const kind = decisionKinds.find((one) => decisionWords[one] === decision);
    const note = options.note.trim();
    if (kind === undefined) {
      throw new ActionError('badInput', `decision "${decision}": one of ${words}`);
    }
    if (note === '') throw new ActionError('badInput', '--note: say why, in a few words');
    const { reference } = options;
    if ((kind === 'nameFound' || kind === 'postedByHand') !== (reference !== undefined)) {
      throw new ActionError(
        'badInput',
        '--reference: given with name-found and posted-by-hand, and only with them: what it is called in the ERP',
      );
    }
    const { shown, evidence, assign } = options;
    if (assign !== undefined && kind !== 'postedByHand') {
      throw new ActionError('badInput', `--assign: given with posted-by-hand, and only with it (here: ${decision})`);
    }
    if (kind !== 'postedByHand' && (isChoice(kind) || isOrderChoice(kind)) !== (shown !== undefined)) {
      throw new ActionError('badInput', shownIs(decision));
    }
    await cli.onConnection(command, async (context) => {
      const { document, subjects } = await decideNamed(context, name, {
        kind,
        note,
        ...(reference === undefined ? {} : { reference }),
        ...(shown === undefined ? {} : { shown: shown.trim() }),
        ...(assign === undefined ? {} : { assign: assign.map(assignedIn) }),
        ...(evidence === undefined ? {} : { evidence: evidence.trim() }),
      });
      return {
        text: `${name}: ${decision} is noted (${subjects.join(', ')}); it looks again\n`,
        json: { document, decision: kind, subjects },
      };
    });
  });
}
