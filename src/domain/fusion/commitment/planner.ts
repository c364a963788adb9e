import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import { isDecimalText, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { Plan } from '../../posting/plan/planned-step';
import type { FactKey, Planner, FactBook, Planned } from '../../posting/plan/planner';
import { cutText } from '../../text/cut-text';
import { ofCompany, settingsPathOf } from '../business-units';
import { balancingValue } from '../chart';
import { fusionFact, fusionFactKey } from '../facts';
import { orderSubmission } from '../kinds/order-submission';
import { orderEntries, purchaseOrder, type OrderDraft } from '../kinds/purchase-order';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts, type AccountUse } from '../requisition/check-accounts';
import { siteFor, vendorProblem } from '../requisition/check-vendor';
import { isOrderId } from '../requisition/order-link';
import { codedContractLines, type CodedContractLine } from '../../commitment/coded-lines';
import { emptyPlan } from '../../commitment/empty-plan';
import { mayBeOrdered } from '../../commitment/may-be-ordered';
import { fusionLineRules } from './line-rules';
import { linkProblems, type LinkChoice } from './linked-order';
import { numberedLines, revisedDraft, standingOrder } from './standing-draft';
import { dayAfter, lineTypeFor, orderPlan, orderSetup } from './order-plan';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';

/**
 * What a commitment comes to in Fusion: a draft order with one amount based line for each line of the contract, submitted for
 * approval. Change orders follow as changes of it. Of one that is gone, or not in force, nothing is planned.
 */
export const fusionCommitmentPlanner: Planner<CommitmentWanted> = (input) => {
  const { wanted, facts, today } = input;
  if (wanted === null) return { problems: [], choices: [] };
  // They are Fusion's own: its adapter's schema parsed them.
  const settings = input.settings as PostingSettings;
  const { commitment, vendor, atGoLive } = wanted;
  const nothing = (notes: readonly string[]): Plan => emptyPlan(wanted, notes, followsTheClock(commitment));
  if (atGoLive?.choice === 'leave') return { plan: nothing(['A person left it: nothing of it is posted from here.']) };
  const isOrdered = !input.effects.mayStand().isEmpty;
  if (atGoLive?.choice === 'link' && !isOrdered) return plannedLink(wanted, atGoLive, facts);
  if (isOrderId(commitment.originId) && !isOrdered) {
    return { plan: nothing([`It is linked to the order ${commitment.originId}: it gets no second one.`]) };
  }
  const problems: Problem[] = [
    ...mayBeOrdered(wanted, { system: 'fusion', when: settings.order.draftWhen }, input.effects),
  ];

  // Procore's own currency may be none: then it is the ledger's.
  const ledgerKey = fusionFactKey.ledger(settings.ledger.id);
  const ledger = fusionFact(facts, 'ledger', ledgerKey.id);
  if (ledger === undefined) return { need: [ledgerKey] };
  const currency = commitment.currency.iso ?? ledger?.currency ?? '';
  if (currency === '') problems.push(noLedger(settings));
  const coded = codedContractLines(wanted, fusionLineRules(settings), currency);
  const keys = [...new Set(coded.lines.map(({ account }) => account))].map(fusionFactKey.combination);
  const supplierKeys =
    vendor.supplierNumber === null ? [] : [fusionFactKey.supplier(vendor.supplierNumber, vendor.partyId)];
  const need = [...supplierKeys, ...keys].filter(({ kind, id }): boolean => facts.get(kind, id) === undefined);
  if (need.length > 0) return { need: need satisfies readonly FactKey[] };

  const supplier =
    vendor.supplierNumber === null ? null : (fusionFact(facts, 'supplier', vendor.supplierNumber) ?? null);
  const unknown = vendorProblem(wanted, supplier);
  problems.push(...(unknown === null ? [] : [unknown]), ...coded.problems, ...twoCompanies(coded.lines, settings));
  const uses = keys.map(({ id }): AccountUse => ({
    account: id,
    combination: fusionFact(facts, 'combination', id) ?? null,
  }));
  problems.push(...checkAccounts(uses, today));
  if (coded.lines.length === 0 && coded.problems.length === 0 && problems.length === 0) {
    return { plan: nothing(['Nothing of it is left to be ordered.']) };
  }
  if (supplier === null) return { problems, choices: [] };
  const [first] = coded.lines;
  const company = first === undefined ? '' : balancingValue(settings.chart, first.account);
  const own = ofCompany(settings, company);
  const site = siteFor('order', {
    ...{ supplier, settings: own, settingsOf: settingsPathOf(settings, company) },
    ...{ partyId: vendor.partyId, vendorId: commitment.vendorId, day: today, orderSite: null },
  });
  if ('problem' in site) problems.push(site.problem);
  const { order } = settings;
  const percent = (commitment.retainagePercent ?? '').trim();
  if (order.retainageWay === 'A' && !isDecimalText(percent)) problems.push(noRate(percent));
  if (problems.length > 0 || 'problem' in site) return { problems, choices: [] };

  const ids = new Map(uses.map(({ account, combination }) => [account, combination?.id ?? '']));
  const standing = standingOrder(input.effects);
  const lines = numberedLines(coded.lines, standing);
  const revises = revisedDraft(lines, supplier.number, standing);
  const draft: OrderDraft = {
    kind: 'purchaseOrder',
    supplier: supplier.number,
    supplierId: supplier.id,
    siteId: site.site.id,
    currency,
    words: cutText(
      `${wanted.project.number ?? wanted.project.id} ${commitment.number ?? commitment.id} ${commitment.title ?? ''}`,
      200,
    ),
    deliveryDate: commitment.deliveryDate ?? dayAfter(commitment.contractDate ?? today, order.deliveryDays),
    period: today.slice(0, 7),
    retainage:
      order.retainageWay === 'A' ? { way: 'A', attribute: order.retainageRateAttribute, percent } : { way: 'B' },
    setup: orderSetup(own),
    lines: lines.map(({ number, item, description, account, amount }) => ({
      number,
      item,
      description,
      account,
      accountId: ids.get(account) ?? '',
      amount,
      lineType: lineTypeFor(amount, settings),
    })),
    ...(revises === null ? {} : { revises }),
  };
  const ordering = {
    step: 'order',
    kind: purchaseOrder.name,
    submission: orderSubmission.name,
    draft,
    entries: orderEntries(draft),
    lines: coded.lines,
    ...(revises === null ? {} : { replaces: revises.key }),
    currency,
    datesFollowTheClock: followsTheClock(commitment),
    facts: {
      ordered: readableAmount(sum(draft.lines.map(({ amount }) => amount)), currency),
      'requested delivery': draft.deliveryDate,
      retainage:
        draft.retainage.way === 'A' ? `by the order, ${draft.retainage.percent} %` : 'by a line of each invoice',
    },
  } as const;
  return { plan: orderPlan(wanted, ordering, input, settings) };
};

/** An order that a person named: nothing is posted, once it is seen that it and its lines are there. */
function plannedLink(wanted: CommitmentWanted, choice: LinkChoice, facts: FactBook): Planned {
  const key = fusionFactKey.order(choice.order, wanted.commitment.id);
  const order = fusionFact(facts, 'order', key.id);
  if (order === undefined) return { need: [key] };
  const problems = linkProblems(wanted.commitment, choice, order);
  if (problems.length > 0) return { problems, choices: [] };
  return {
    plan: emptyPlan(
      wanted,
      [`It is linked to order ${order?.number ?? choice.order}: it gets no second one.`],
      followsTheClock(wanted.commitment),
    ),
  };
}

/** Where the contract names no day, delivery is counted from today. */
function followsTheClock({ deliveryDate, contractDate }: CommitmentWanted['commitment']): boolean {
  return deliveryDate === null && contractDate === null;
}

function twoCompanies(lines: readonly CodedContractLine[], { chart }: PostingSettings): Problem[] {
  const companies = [...new Set(lines.map(({ account }) => balancingValue(chart, account)))];
  if (companies.length < 2) return [];
  return [
    {
      reason: 'twoCompanies',
      kind: 'person',
      field: chart.balancing,
      value: companies.join(', '),
      message: `The lines of the commitment are mapped to several companies: ${companies.join(', ')}. An order is of one.`,
      remedies: [{ act: 'changeMapping', text: 'Map the cost codes to accounts of one company' }],
    },
  ];
}

function noLedger({ ledger }: PostingSettings): Problem {
  return {
    reason: 'currency',
    kind: 'person',
    field: 'CurrencyCode',
    value: '',
    message: `The commitment names no currency, and ledger ${ledger.name} (${ledger.id}) is not to be seen in Fusion, whose currency it would be.`,
    remedies: [{ act: 'inErp', text: 'Give the integration user access to the ledger; it then goes on by itself' }],
    causeKey: causeKey.period(ledger.id),
  };
}

function noRate(percent: string): Problem {
  return {
    reason: 'retainageSetup',
    kind: 'person',
    field: 'retainage_percent',
    value: percent,
    message: 'New orders withhold retainage by their own terms, and the commitment names no percentage.',
    remedies: [
      { act: 'inProcore', text: 'Give the commitment its retainage percentage in Procore' },
      { act: 'changeSetting', path: 'posting.order.retainageWay', to: 'B' },
    ],
  };
}
