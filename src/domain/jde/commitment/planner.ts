import { postedByLine } from '../../commitment/billed-by-line';
import { codedContractLines, type CodedContractLine } from '../../commitment/coded-lines';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';
import { emptyPlan } from '../../commitment/empty-plan';
import { mayBeOrdered } from '../../commitment/may-be-ordered';
import type { Problem } from '../../holds/hold-reason';
import { sum, toAmount } from '../../money/money';
import { decidedAgain } from '../../posting/books/decided-again';
import type { PostedEffects } from '../../posting/books/posted-effects';
import type { Plan, PlannedStep } from '../../posting/plan/planned-step';
import type { Planner, PlannerInput } from '../../posting/plan/planner';
import { cutText } from '../../text/cut-text';
import { accountOf } from '../chart';
import { lengthOf } from '../columns';
import { commitmentOrder, commitmentOrderEntries, type CommitmentOrderDraft } from '../kinds/commitment-order';
import type { PostingSettings } from '../posting-settings';
import { tooManyOrderLines } from '../requisition/plan-order';
import { lineMark } from './line-mark';
import { plannedLink } from './linked-order';
import { jdeLineRules, orderMasterData, orderTerms, type OrderTerms } from './order-terms';
import { plannedRelief } from './plan-relief';

/**
 * What a commitment comes to in JD Edwards with basis `commitment`: an order with one line for each of the contract, and what is
 * open of it as its requisitions are posted. Change orders follow as further lines. Of one that is gone nothing is planned.
 */
export const jdeCommitmentPlanner: Planner<CommitmentWanted> = (input) => {
  const { wanted, effects } = input;
  if (wanted === null) return { problems: [], choices: [] };
  // They are JDE's own: its adapter's schema parsed them.
  const settings = input.settings as PostingSettings;
  const { atGoLive } = wanted;
  const follows = wanted.relief === undefined ? {} : { follows: postedByLine(wanted.relief.bills) };
  const nothing = (note: string): Plan => ({ ...emptyPlan(wanted, [note], true), ...follows });
  if (atGoLive?.choice === 'leave') return { plan: nothing('A person left it: nothing of it is posted from here.') };
  const relief = plannedRelief(wanted, input);
  if ('need' in relief) return relief;
  const isOrdered = hasOrder(effects);
  if (atGoLive?.choice === 'link' && !isOrdered) {
    const linked = plannedLink(wanted, atGoLive, input);
    if (!('entries' in linked)) return linked;
    const note = `It is linked to order ${atGoLive.order}: it gets no second one.`;
    return { plan: { ...nothing(note), recorded: linked.entries, steps: relief.steps } };
  }
  const rules = jdeLineRules(settings);
  const isoCode = wanted.commitment.currency.iso;
  const coded = codedContractLines(wanted, rules, isoCode ?? '');
  const read = orderMasterData(coded.lines, wanted, settings, input.facts);
  if ('need' in read) return read;
  const terms = orderTerms(coded.lines, wanted, read.data, { ...input, settings });
  const currency = isoCode ?? terms.currency;
  const problems: Problem[] = [
    ...(isOrdered ? [] : mayBeOrdered(wanted, { system: 'jde', when: 'approved' }, effects)),
    ...coded.problems,
    // What stands is judged by no account, period or hold of a later day.
    ...(isOrdered ? [] : [...terms.problems, ...tooManyOrderLines(coded.lines.length)]),
  ];
  if (problems.length > 0) return { problems, choices: [] };
  if (coded.lines.length === 0) return { plan: nothing('Nothing of it is left to be ordered.') };
  const draft = draftOf(wanted, coded.lines, { settings, terms, currency, today: input.today });
  const order = orderStep(wanted, draft, input);
  return {
    plan: { ...planOf(wanted, coded.lines, draft, terms.notes), ...follows, steps: [order, ...relief.steps] },
  };
};

function hasOrder(effects: PostedEffects): boolean {
  return effects.mayStand().newest('order') !== null;
}

function draftOf(
  { project, commitment }: CommitmentWanted,
  lines: readonly CodedContractLine[],
  of: {
    readonly settings: PostingSettings;
    readonly terms: OrderTerms;
    readonly currency: string;
    readonly today: string;
  },
): CommitmentOrderDraft {
  const { settings, terms, currency } = of;
  const { branchPlant, orderType } = settings;
  const name = `${project.number ?? project.id} ${commitment.number ?? commitment.id} ${commitment.title ?? ''}`.trim();
  const ordered = lines.map(({ item, target, amount, description }) => ({
    ...{ key: lineMark(item), item, account: accountOf(target), amount: toAmount(amount, currency), description },
  }));
  return {
    kind: 'commitmentOrder',
    company: terms.company,
    supplier: terms.supplier,
    orderType,
    branchPlant: branchPlant.rule === 'fixed' ? branchPlant.value : (ordered[0]?.account.businessUnit ?? ''),
    orderDate: commitment.contractDate ?? of.today,
    glDate: terms.glDate,
    currency,
    foreign: currency !== terms.currency,
    remark: cutText(name, lengthOf('F4301.RMK')),
    lines: ordered,
    total: toAmount(sum(ordered.map(({ amount }) => amount)), currency),
  };
}

function orderStep(
  { commitment }: CommitmentWanted,
  draft: CommitmentOrderDraft,
  { effects, decisions }: Pick<PlannerInput, 'effects' | 'decisions'>,
): PlannedStep {
  const because = decidedAgain('order', effects, decisions);
  return {
    ...{ id: 'order', step: 'order', kind: commitmentOrder.name, system: 'jde', subject: `order:${commitment.id}` },
    ...{ draft, entries: commitmentOrderEntries(draft), asks: ['live'] },
    ...(because === null ? {} : { because }),
  };
}

function planOf(
  wanted: CommitmentWanted,
  lines: readonly CodedContractLine[],
  { company, supplier, currency, total, orderDate, glDate }: CommitmentOrderDraft,
  notes: readonly string[],
): Plan {
  const { head, ...rest } = emptyPlan(wanted, notes, true);
  return {
    ...rest,
    head: {
      ...head,
      ...{ company, supplier, currency },
      lines: lines.map(({ item: itemKey, codes: costCode, account, description, amount }) => ({
        ...{ itemKey, costCode, account, description, gross: amount, netRetainage: '0', payable: amount },
      })),
      facts: { ordered: total, 'order date': orderDate, 'G/L date': glDate },
    },
  };
}
