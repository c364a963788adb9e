import type { GoLiveChoice } from '../../commitment/at-go-live';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';
import { olderLines } from '../../commitment/older-lines';
import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { Remedy } from '../../holds/remedy';
import { equals, isDecimalText, minus } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { Entry } from '../../posting/books/entry';
import type { Planned, PlannerInput } from '../../posting/plan/planner';
import { vendorNotLinked } from '../../vendor/not-linked';
import { accountName } from '../account';
import type { ErpOrder } from '../erp-facts';
import { jdeFact, jdeFactKey } from '../facts';
import { linkedMark } from './line-mark';
import { orderNamed, orderNameForm } from './linked-order-name';
import { linkedEntries } from './order-of-commitment';

type LinkChoice = Extract<GoLiveChoice, { choice: 'link' }>;

/**
 * An order that a person named: each line is open with what is scheduled less what was billed before, and is followed from there.
 * Once that was seen it is not asked again, for what is open goes down with what is posted.
 */
export function plannedLink(
  wanted: CommitmentWanted,
  choice: LinkChoice,
  { facts, effects, today }: Pick<PlannerInput, 'facts' | 'effects' | 'today'>,
): Planned | { readonly entries: readonly Entry[] } {
  const entered = linkedEntries(effects, choice.order);
  const named = Object.keys(choice.lines).sort().join();
  if (
    entered.length > 0 &&
    named ===
      entered
        .map(({ item }) => item)
        .sort()
        .join()
  )
    return { entries: entered };
  const reference = orderNamed(choice.order);
  const held = (...problems: Problem[]) => ({ problems, choices: [] });
  if (reference === null)
    return held(
      problem(
        wanted,
        'order',
        choice.order,
        `"${choice.order}" is no order of JDE; it is written as ${orderNameForm}.`,
      ),
    );
  const { vendor, commitment } = wanted;
  if (vendor.supplierNumber === null) {
    const of = {
      vendorId: commitment.vendorId,
      name: commitment.vendorName ?? vendor.partyId,
      partyId: vendor.partyId,
    };
    return held({ ...vendorNotLinked(of, 'JDE'), causeKey: causeKey.vendor(vendor.partyId) });
  }
  const key = jdeFactKey.order(reference, commitment.id);
  const order = jdeFact(facts, 'order', key.id);
  if (order === undefined) return { need: [key] };
  if (order === null)
    return held(
      problem(
        wanted,
        'DOCO',
        choice.order,
        `Order ${choice.order}, which commitment ${nameOf(wanted)} was linked to, is not to be seen in JDE.`,
      ),
    );
  const problems = orderProblems(wanted, choice, order);
  if (problems.length > 0) return held(...problems);
  const found = lineOf(choice, order);
  return {
    entries: Object.keys(choice.lines).map((item): Entry => {
      const line = found(item);
      return {
        book: 'order',
        supplier: order.supplier,
        account: line === undefined ? '' : accountName(line.account),
        orderLine: linkedMark(choice.order, choice.lines[item] ?? ''),
        item,
        amount: line?.open ?? '0',
        ...{ gross: '0', withheld: '0', tax: '0', period: today.slice(0, 7) },
      };
    }),
  };
}

function orderProblems(wanted: CommitmentWanted, choice: LinkChoice, order: ErpOrder): Problem[] {
  const { vendor, commitment, billedBefore } = wanted;
  const name = nameOf(wanted);
  const problems: Problem[] = [];
  const say = (field: string, value: string, message: string): void => {
    problems.push(problem(wanted, field, value, message));
  };
  if (order.supplier !== vendor.supplierNumber) {
    say(
      'AN8',
      order.supplier,
      `Order ${choice.order} is of supplier ${order.supplier}; the vendor of commitment ${name} is linked to ${vendor.supplierNumber ?? 'none'}.`,
    );
  }
  if (billedBefore === null) {
    say(
      'billed',
      '',
      `What was billed of commitment ${name} before going live is known by details of its schedule of values: of which line each is cannot be told, so nothing can be compared with what is open in JDE.`,
    );
    return problems;
  }
  const found = lineOf(choice, order);
  const scheduled = new Map([...olderLines(commitment, []), ...wanted.carried].map((one) => [one.item, one.amount]));
  const show = (amount: string): string => readableAmount(amount, commitment.currency.iso ?? '');
  for (const [item, number] of Object.entries(choice.lines)) {
    const line = found(item);
    if (line === undefined) {
      say('LNID', number, `Order ${choice.order}, which commitment ${name} was linked to, has no line ${number}.`);
      continue;
    }
    const amount = scheduled.get(item) ?? null;
    if (amount === null || !isDecimalText(amount)) {
      say('line_items.amount', item, `Line ${item} of commitment ${name} has no amount.`);
      continue;
    }
    const left = minus(amount, billedBefore?.[item] ?? '0');
    if (line.state === 'waits')
      say('ACHG', number, `A change of line ${number} of order ${choice.order} waits in JDE for its release.`);
    else if (!equals(left, line.open)) {
      say(
        'AOPN',
        number,
        `Line ${number} of order ${choice.order} is open with ${show(line.open)} in JDE; of ${item} ${show(left)} is left (${show(amount)} less ${show(billedBefore?.[item] ?? '0')} billed before going live).`,
      );
    }
  }
  return problems;
}

function lineOf({ lines }: LinkChoice, order: ErpOrder) {
  return (item: string) => order.lines.find(({ lineNumber }) => lineNumber === lines[item]);
}

function nameOf({ commitment }: CommitmentWanted): string {
  return commitment.number ?? commitment.id;
}

function problem({ commitment }: CommitmentWanted, field: string, value: string, message: string): Problem {
  const again: Remedy = { act: 'chooseCommitment', commitmentId: commitment.id };
  return {
    ...{ reason: 'orderElsewhere', kind: 'person', field, value, message, causeKey: causeKey.order(commitment.id) },
    remedies: [
      { act: 'inErp', text: 'Correct the order in JDE; it then goes on by itself within half an hour' },
      again,
    ],
  };
}
