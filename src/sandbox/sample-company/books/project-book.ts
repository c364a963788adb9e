import type { Application } from './application';
import { applyForPayment, type Surroundings } from './apply-for-payment';
import type { BillingPeriod, Contract } from './contract';
import { CostStructure } from '../catalogue/cost-structure';
import type { IdSources } from '../ids';
import { dayOf, firstDay, lastDay, plusMonths, type Month } from '../month';
import { planContract } from './plan-contract';
import type { CommitmentPlan } from '../plans/commitment-plan';
import type { ProjectPlan } from '../catalogue/project-plans';
import { workedProject } from '../worked/worked-project';

/** The project whose commitments are the worked examples. */
const WORKED_PROJECT = '4411';

/** All that was contracted and billed on one project. */
export interface ProjectBook {
  readonly project: ProjectPlan;
  readonly structure: CostStructure;
  readonly periods: readonly BillingPeriod[];
  readonly contracts: readonly Contract[];
  /** In order of contract and number. */
  readonly applications: readonly Application[];
}

const MONTHS_BEFORE = 8;

export function keepProjectBook(
  project: ProjectPlan,
  plans: readonly CommitmentPlan[],
  thisMonth: Month,
  around: Omit<Surroundings, 'requisitionIds' | 'itemIds'>,
  ids: IdSources,
): ProjectBook {
  const structure = new CostStructure(project, ids);
  if (project.number === WORKED_PROJECT) {
    const periods = halfMonths(thisMonth, ids);
    const worked = workedProject(project, structure, periods, around.today, ids);
    // Not billed yet; there so that the project also has a code of the new list.
    structure.coding('26-05-00.S');
    return {
      project,
      structure,
      periods,
      contracts: worked.map(({ contract }) => contract),
      applications: worked.flatMap(({ applications }) => applications),
    };
  }
  const periods = months(thisMonth, ids);
  const surroundings: Surroundings = {
    ...around,
    requisitionIds: project.largeIds === true ? ids.largeRequisition : ids.requisition,
    itemIds: project.largeIds === true ? ids.largeItem : ids.item,
  };
  const contracts = plans.map((plan) => planContract(plan, project, structure, thisMonth, ids));
  const applications = contracts.flatMap((contract) => {
    const { plan } = contract;
    if (plan === null || plan.months === null) {
      return [];
    }
    const [from, to] = plan.months;
    return applyForPayment(contract, plan, periods.slice(MONTHS_BEFORE + from, MONTHS_BEFORE + to + 1), surroundings);
  });
  return { project, structure, periods, contracts, applications };
}

/** From eight months ago to this month. The last two are the open periods of the books. */
function months(thisMonth: Month, ids: IdSources): BillingPeriod[] {
  return Array.from({ length: MONTHS_BEFORE + 1 }, (_, index) => {
    const month = plusMonths(thisMonth, index - MONTHS_BEFORE);
    const isOpen = index >= MONTHS_BEFORE - 1;
    return { id: ids.billingPeriod.next(), month, start: firstDay(month), end: lastDay(month), isOpen };
  });
}

/** Billed twice a month, so that two requisitions of one commitment lie in last month. */
function halfMonths(thisMonth: Month, ids: IdSources): BillingPeriod[] {
  const before = plusMonths(thisMonth, -1);
  const period = (month: Month, start: string, end: string): BillingPeriod => ({
    id: ids.billingPeriod.next(),
    month,
    start,
    end,
    isOpen: true,
  });
  return [
    period(before, firstDay(before), dayOf(before, 15)),
    period(before, dayOf(before, 16), lastDay(before)),
    period(thisMonth, firstDay(thisMonth), lastDay(thisMonth)),
  ];
}
