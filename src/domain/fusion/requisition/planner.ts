import type { Problem } from '../../holds/hold-reason';
import { planVersion } from '../../posting/plan/planned-step';
import type { Planner, PlannerInput } from '../../posting/plan/planner';
import { earlierApproved } from '../../requisition/checks/check-previous';
import { checkCurrency } from '../../requisition/checks/check-currency';
import { requisitionAmounts, type RequisitionAmounts } from '../../requisition/requisition-amounts';
import type { PostingSettings } from '../posting-settings';
import { billedItems } from '../../requisition/billed-items';
import { masterData } from './master-data';
import { missingItems, releaseProblems } from './missing-items';
import { orderLink } from './order-link';
import { planOnOrder } from './plan-on-order';
import { planSteps, recordedEntries, requisitionHead } from './plan-steps';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';

/**
 * What a requisition comes to in Fusion: an invoice matched to the order of its commitment, settled and validated. Of one that is
 * withdrawn or gone nothing is planned, without a problem: whether something of it stands is for the caller to see.
 */
export const fusionRequisitionPlanner: Planner<RequisitionWanted> = (input) => {
  const { wanted, facts, postedOn, missingTo } = input;
  if (wanted === null) return { problems: [], choices: [] };
  if (missingTo?.takenBackFrom !== undefined)
    return { problems: [otherSupplier(missingTo.takenBackFrom)], choices: [] };
  // They are Fusion's own: its adapter's schema parsed them.
  const parsed = input.settings as PostingSettings;
  const settings: PostingSettings = postedOn === undefined ? parsed : { ...parsed, glDatePolicy: 'postingDay' };
  const link = orderLink(wanted);
  const data = masterData(wanted, link, settings, facts);
  if ('need' in data) return data;

  const currency = wanted.requisition.currency.iso ?? wanted.commitment.currency.iso ?? data.order?.currency ?? '';
  const wholeAmounts = requisitionAmounts({ ...wanted, currency });
  const billed = billedItems(wanted, wholeAmounts.items, currency);
  const own = [...requisitionProblems(wanted, wholeAmounts, settings, currency), ...billed.problems];
  const whole = { items: billed.items, amounts: wholeAmounts };
  const part = missingTo === undefined ? whole : missingItems(wanted, missingTo, wholeAmounts, billed.items, currency);
  if (missingTo !== undefined) own.push(...releaseProblems(part, data.order?.hasTerms === true, currency));
  const { amounts } = part;
  const context = { wanted, settings, data, link, ...part, currency, today: postedOn ?? input.today };
  const keys = missingTo?.ownKeys ?? ownKeys(input);
  const planned = planOnOrder({ ...context, ownKeys: keys, known: knownInvoices(wanted, input) });
  const problems = [...own, ...planned.problems];
  if (problems.length > 0) return { problems, choices: [] };

  const steps = planSteps(planned.invoice, { ...input, sourceId: wanted.sourceId });
  return {
    plan: {
      version: planVersion,
      steps,
      head: requisitionHead(context, planned),
      recorded: steps.length === 0 ? recordedEntries(context, planned) : [],
      leftToPeople:
        planned.released === null ? null : { supplier: planned.supplier, currency, amount: planned.released },
      datesFollowTheClock: settings.glDatePolicy === 'postingDay' || planned.dates.movedFrom !== undefined,
      notes: [...amounts.notes, ...acceptedNotes(wanted, amounts), ...planned.notes],
    },
  };
};

/** What is matched to an order is of its supplier. */
function otherSupplier(supplier: string): Problem {
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field: 'Supplier',
    value: supplier,
    message: `What stands is with supplier ${supplier}, and so is the order that it bills: a credit memo and an order for the other supplier are made by hand.`,
    remedies: [{ act: 'byHand', text: 'Make the credit memo, and bill the other supplier, in Oracle Fusion' }],
  };
}

/** What is wrong with the requisition itself, whatever its order. */
function requisitionProblems(
  wanted: RequisitionWanted,
  amounts: RequisitionAmounts,
  { approvedStatuses }: PostingSettings,
  currency: string,
): Problem[] {
  return [
    ...amounts.problems.filter(({ reason }) => !wanted.accepted.includes(reason)),
    ...earlierApproved(wanted, amounts.problems, approvedStatuses, currency),
    ...checkCurrency(wanted.requisition, wanted.commitment, currency),
  ];
}

/** What stands of this document, or may, is not billed a second time by itself. */
function ownKeys({ effects }: Pick<PlannerInput, 'effects'>): readonly string[] {
  return effects.mayStand().all.flatMap(({ posting }) => (posting === null ? [] : [posting.key]));
}

/** Invoices on the order that are no news: ours, whatever they say of themselves, and those that a person called other work. */
function knownInvoices(
  { billedByOthers, otherWork = [] }: RequisitionWanted,
  { effects }: Pick<PlannerInput, 'effects'>,
): readonly string[] {
  const ours = [effects, ...(billedByOthers === undefined ? [] : [billedByOthers])].flatMap(({ all }) => all);
  return [...otherWork, ...ours.flatMap(({ posting }) => posting?.reference?.['invoiceId'] ?? [])];
}

function acceptedNotes({ accepted }: RequisitionWanted, { problems }: RequisitionAmounts): string[] {
  return problems
    .filter(({ reason }) => accepted.includes(reason))
    .map(({ message }) => `Accepted by a person: ${message}`);
}
