import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import { behindEarlier, noLines, nothingToAdd } from '../../change-order/change-order-problems';
import { codedLines, totalProblems, type SourceLine } from '../../commitment/coded-lines';
import { emptyPlan } from '../../commitment/empty-plan';
import { noOrder } from '../../commitment/no-order';
import { isCarried } from '../../commitment/older-lines';
import type { Problem } from '../../holds/hold-reason';
import { sum, toAmount } from '../../money/money';
import { decidedAgain } from '../../posting/books/decided-again';
import type { Planner } from '../../posting/plan/planner';
import { lineAmount } from '../../requisition/prorate-change-order';
import { accountOf } from '../chart';
import { lineMark } from '../commitment/line-mark';
import { orderOfCommitment } from '../commitment/order-of-commitment';
import { jdeLineRules, orderMasterData, orderTerms } from '../commitment/order-terms';
import { orderWords } from '../commitment/order-words';
import { addedLines, addedLinesEntries, type AddedLinesDraft } from '../kinds/added-lines';
import type { PostingSettings } from '../posting-settings';
import { jdeWords } from '../words';

/**
 * What a change order comes to in JD Edwards with basis `commitment`: its lines as lines of their own on the order of its commitment
 * (accounting-changes 1). Of one that is gone, or not approved, nothing is planned.
 */
export const jdeChangeOrderPlanner: Planner<ChangeOrderWanted> = (input) => {
  const { wanted, facts, effects, decisions, today } = input;
  if (wanted === null) return { problems: [], choices: [] };
  // They are JDE's own: its adapter's schema parsed them.
  const settings = input.settings as PostingSettings;
  const { commitment, changeOrder } = wanted;
  const order = orderOfCommitment(wanted);
  if (order === null) return { problems: [noOrder(wanted, orderWords(wanted))], choices: [] };
  const isoCode = changeOrder.currency.iso ?? commitment.currency.iso;
  const rules = jdeLineRules(settings);
  const source = changeOrder.lineItems.map((line): SourceLine => ({
    ...{ item: `change_order_item:${line.id}`, line, amount: lineAmount(line) },
  }));
  // What a person chose for an older commitment carries some of them already, or another change order does.
  const added = source.filter(({ item }) => !isCarried(wanted.atGoLive, item) && !wanted.onOrder.includes(item));
  const coded = codedLines(wanted, added, { rules, currency: isoCode ?? '', whole: 'change order' });
  const read = orderMasterData(coded.lines, wanted, settings, facts);
  if ('need' in read) return read;
  const terms = orderTerms(coded.lines, wanted, read.data, { settings, facts, today });
  const currency = isoCode ?? terms.currency;
  const isOnOrder = !effects.mayStand().isEmpty;
  const problems: Problem[] = [
    ...coded.problems,
    ...totalProblems(source, changeOrder.grandTotal, currency, 'change order'),
    ...noLines(wanted),
    ...behindEarlier(wanted),
    ...(isOnOrder ? [] : [...terms.problems, ...otherCompany(terms.company, order.reference.orderCompany)]),
  ];
  if (problems.length > 0) return { problems, choices: [] };
  if (coded.lines.length === 0) return { plan: emptyPlan(wanted, [nothingToAdd(wanted)], true) };
  const draft: AddedLinesDraft = {
    kind: 'addedLines',
    ...{ supplier: terms.supplier, order: order.reference, glDate: terms.glDate, foreign: currency !== terms.currency },
    lines: coded.lines.map(({ item, target, amount, description }) => ({
      ...{ key: lineMark(item), item, account: accountOf(target), amount: toAmount(amount, currency), description },
    })),
  };
  const because = decidedAgain('orderChange', effects, decisions);
  const { head, ...rest } = emptyPlan(wanted, terms.notes, true);
  return {
    plan: {
      ...rest,
      steps: [
        {
          ...{ id: 'orderChange', step: 'orderChange', kind: addedLines.name, system: 'jde', draft },
          ...{ subject: `order:${commitment.id}`, entries: addedLinesEntries(draft), asks: ['live', 'alone'] },
          ...(because === null ? {} : { because }),
        },
      ],
      head: {
        ...head,
        ...{ company: terms.company, supplier: terms.supplier, currency },
        lines: coded.lines.map(({ item: itemKey, codes: costCode, account, description, amount }) => ({
          ...{ itemKey, costCode, account, description, gross: amount, netRetainage: '0', payable: amount },
        })),
        facts: {
          order: jdeWords.reference({ ...order.reference }),
          'change order': changeOrder.number ?? changeOrder.id,
          added: toAmount(sum(draft.lines.map(({ amount }) => amount)), currency),
          'G/L date': terms.glDate,
        },
      },
    },
  };
};

/** An order is of one company, and so is what is added to it. */
function otherCompany(company: string, ofOrder: string): Problem[] {
  if (company === '' || company === ofOrder) return [];
  return [
    {
      reason: 'twoCompanies',
      kind: 'person',
      field: 'CO',
      value: company,
      message: `The lines of the change order are of company ${company}, and the order is of company ${ofOrder}. An order is of one.`,
      remedies: [{ act: 'changeMapping', text: 'Map the cost codes to accounts of the company of the order' }],
    },
  ];
}
