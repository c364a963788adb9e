import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import type { Problem } from '../../holds/hold-reason';
import { isDecimalText, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import { isErpKey } from '../../posting/erp-key';
import { emptyPlan } from '../../commitment/empty-plan';
import { noOrder } from '../../commitment/no-order';
import { isCarried } from '../../commitment/older-lines';
import type { FactKey, Planner } from '../../posting/plan/planner';
import { lineAmount } from '../../requisition/prorate-change-order';
import { cutText } from '../../text/cut-text';
import { codedLines, totalProblems, type SourceLine } from '../../commitment/coded-lines';
import { ofCompany } from '../business-units';
import { balancingValue } from '../chart';
import { fusionLineRules } from '../commitment/line-rules';
import { dayAfter, lineTypeFor, orderPlan, orderSetup } from '../commitment/order-plan';
import { fusionFact, fusionFactKey, orderCause } from '../facts';
import { changeMark, orderChange, orderChangeEntries, type OrderChangeDraft } from '../kinds/order-change';
import { orderChangeSubmission } from '../kinds/order-change-submission';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts, type AccountUse } from '../requisition/check-accounts';
import { vendorProblem } from '../requisition/check-vendor';
import { orderLink, orderWords } from '../requisition/order-link';
import { behindEarlier, noLines, nothingToAdd } from '../../change-order/change-order-problems';
import { approvalJournal } from './approval-journal';
import { bornInErp, otherCompany } from './change-order-problems';
import { orderTakesChange } from './order-takes-change';

/**
 * What a change order comes to in Fusion: its lines as lines of their own on the order of its commitment, by a change of that
 * order, submitted for approval (accounting-fusion 2). Of one that is gone, or not approved, nothing is planned.
 */
export const fusionChangeOrderPlanner: Planner<ChangeOrderWanted> = (input) => {
  const { wanted, facts, today } = input;
  if (wanted === null) return { problems: [], choices: [] };
  // They are Fusion's own: its adapter's schema parsed them.
  const settings = input.settings as PostingSettings;
  const { commitment, changeOrder, vendor } = wanted;
  const link = orderLink(wanted);
  if (link === null) return { problems: [noOrder(wanted, orderWords(wanted))], choices: [] };
  if (link.isBornInErp) return { problems: [bornInErp(wanted, link.headerId)], choices: [] };
  const orderKey = fusionFactKey.order(link.headerId, commitment.id);
  const order = fusionFact(facts, 'order', orderKey.id);
  if (order === undefined) return { need: [orderKey] };

  const currency = changeOrder.currency.iso ?? commitment.currency.iso ?? order?.currency ?? '';
  const source = changeOrder.lineItems.map((line): SourceLine => ({
    item: `change_order_item:${line.id}`,
    mark: changeMark(line.id),
    line,
    amount: lineAmount(line),
  }));
  // What a person chose for an older commitment carries some of them already, or another change order does.
  const added = source.filter(({ item }) => !isCarried(wanted.atGoLive, item) && !wanted.onOrder.includes(item));
  const coded = codedLines(wanted, added, { rules: fusionLineRules(settings), currency, whole: 'change order' });
  const accounts = [...new Set(coded.lines.map(({ account }) => account))];
  const supplierKeys =
    vendor.supplierNumber === null ? [] : [fusionFactKey.supplier(vendor.supplierNumber, vendor.partyId)];
  const need = [...supplierKeys, ...accounts.map(fusionFactKey.combination)].filter(
    ({ kind, id }): boolean => facts.get(kind, id) === undefined,
  );
  if (need.length > 0) return { need: need satisfies readonly FactKey[] };

  const journal = approvalJournal({ wanted, lines: coded.lines, currency, facts, settings, today });
  if ('need' in journal) return journal;

  const uses = accounts.map((account): AccountUse => ({
    account,
    combination: fusionFact(facts, 'combination', account) ?? null,
  }));
  const supplier =
    vendor.supplierNumber === null ? null : (fusionFact(facts, 'supplier', vendor.supplierNumber) ?? null);
  const unknown = vendorProblem(wanted, supplier);
  const of = { headerId: link.headerId, commitmentId: commitment.id };
  const isOnOrder = order !== null && !input.effects.standing().ofStep('orderChange').isEmpty;
  const problems: Problem[] = [
    ...(unknown === null ? [] : [unknown]),
    ...coded.problems,
    ...totalProblems(source, changeOrder.grandTotal, currency, 'change order'),
    ...noLines(wanted),
    ...otherCompany(coded.lines, order, settings),
    ...checkAccounts(uses, today),
    // Whose of ours a pending one is the ledger knows, which queues them. What stands on it asks nothing of the order any more.
    ...(isOnOrder ? [] : orderTakesChange(order, of, (change) => isErpKey(change.split(/\s/)[0] ?? ''))),
    ...behindEarlier(wanted),
    ...journal.problems,
  ];
  const retainage = retainageOf(wanted, order, settings);
  if ('problem' in retainage) problems.push(retainage.problem);
  if (problems.length > 0 || 'problem' in retainage || order === null || supplier === null) {
    return { problems, choices: [] };
  }
  if (coded.lines.length === 0) return { plan: emptyPlan(wanted, [nothingToAdd(wanted)]) };

  const ids = new Map(uses.map(({ account, combination }) => [account, combination?.id ?? '']));
  const { order: setting } = settings;
  const name = [wanted.project.number ?? wanted.project.id, commitment.number ?? commitment.id];
  const draft: OrderChangeDraft = {
    kind: 'orderChange',
    commitmentId: commitment.id,
    headerId: order.headerId,
    orderNumber: order.number,
    supplier: supplier.number,
    words: cutText(
      `${name.join(' ')} change order ${changeOrder.number ?? changeOrder.id} ${changeOrder.title ?? ''}`,
      200,
    ),
    deliveryDate: commitment.deliveryDate ?? dayAfter(today, setting.deliveryDays),
    period: today.slice(0, 7),
    retainage: retainage.retainage,
    setup: orderSetup(ofCompany(settings, companyOfLines(coded.lines, settings))),
    lines: coded.lines.map(({ item, description, account, amount }) => ({
      mark: changeMark(item.slice(item.indexOf(':') + 1)),
      item,
      description,
      account,
      accountId: ids.get(account) ?? '',
      amount,
      lineType: lineTypeFor(amount, settings),
    })),
  };
  const ordering = {
    step: 'orderChange',
    kind: orderChange.name,
    submission: orderChangeSubmission.name,
    draft,
    entries: orderChangeEntries(draft),
    lines: coded.lines,
    currency,
    facts: {
      order: draft.orderNumber,
      'change order': changeOrder.number ?? changeOrder.id,
      added: readableAmount(sum(draft.lines.map(({ amount }) => amount)), currency),
      ...journal.facts,
    },
  } as const;
  const plan = orderPlan(wanted, ordering, input, settings);
  return { plan: journal.step === null ? plan : { ...plan, steps: [...plan.steps, journal.step] } };
};

/** Who withholds is a fact of the order, not of the settings of today. */
function retainageOf(
  { commitment }: ChangeOrderWanted,
  order: Order | null,
  { order: setting }: PostingSettings,
): { readonly retainage: OrderChangeDraft['retainage'] } | { readonly problem: Problem } {
  if (order === null || !order.hasTerms) return { retainage: { way: 'B' } };
  const percent = (commitment.retainagePercent ?? '').trim();
  if (isDecimalText(percent)) return { retainage: { way: 'A', attribute: setting.retainageRateAttribute, percent } };
  return {
    problem: {
      reason: 'retainageSetup',
      kind: 'person',
      field: 'retainage_percent',
      value: percent,
      message: `Order ${order.number} withholds retainage by its own terms, and the commitment names no percentage for a further line.`,
      remedies: [{ act: 'inProcore', text: 'Give the commitment its retainage percentage in Procore' }],
      causeKey: orderCause(commitment.id),
    },
  };
}

function companyOfLines([first]: readonly { readonly account: string }[], { chart }: PostingSettings): string {
  return first === undefined ? '' : balancingValue(chart, first.account);
}
