import { emptyPlan } from '../../commitment/empty-plan';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';
import { isNegative } from '../../money/money';
import { decidedAgain } from '../../posting/books/decided-again';
import type { Entry } from '../../posting/books/entry';
import type { Plan, PlannedStep } from '../../posting/plan/planned-step';
import type { PlannerInput } from '../../posting/plan/planner';
import { balancingValue } from '../chart';
import type { OrderDraft } from '../kinds/purchase-order';
import type { PostingSettings } from '../posting-settings';
import type { CodedContractLine } from '../../commitment/coded-lines';

interface Ordering {
  readonly step: 'order' | 'orderChange';
  /** Names of the posting kinds: what is drafted, and what submits it. */
  readonly kind: string;
  readonly submission: string;
  readonly draft: { readonly supplier: string };
  readonly entries: readonly Entry[];
  readonly lines: readonly CodedContractLine[];
  /** The key of the order that stands and is changed into the draft. */
  readonly replaces?: string;
  readonly currency: string;
  readonly facts: Plan['head']['facts'];
  readonly datesFollowTheClock?: boolean;
}

/** Lines that come onto the order of a commitment: drafted, and submitted for approval. */
export function orderPlan(
  wanted: Pick<CommitmentWanted, 'commitment' | 'mappingVersion'>,
  { step, kind, submission, draft, entries, lines, replaces, currency, facts, datesFollowTheClock = false }: Ordering,
  { effects, decisions }: Pick<PlannerInput, 'effects' | 'decisions'>,
  { chart }: PostingSettings,
): Plan {
  const because = decidedAgain(step, effects, decisions);
  const common = { system: 'fusion', subject: `order:${wanted.commitment.id}`, asks: ['live'] } as const;
  const drafted: PlannedStep = {
    ...common,
    ...{ id: step, step, kind, draft, entries },
    ...(step === 'orderChange' ? { asks: ['live', 'alone'] } : {}),
    ...(because === null ? {} : { because }),
    ...(replaces === undefined ? {} : { replaces }),
  };
  const submitted: PlannedStep = {
    ...common,
    ...{ id: 'submit', step: 'submit', kind: submission, draft: {}, entries: [] },
    ...{ moves: step, within: step, until: 'delivered' },
  };
  const [first] = lines;
  const { head, ...rest } = emptyPlan(wanted, [], datesFollowTheClock);
  return {
    ...rest,
    steps: [drafted, submitted],
    head: {
      ...head,
      company: first === undefined ? '' : balancingValue(chart, first.account),
      supplier: draft.supplier,
      currency,
      lines: lines.map(({ item: itemKey, codes: costCode, account, description, amount }) => ({
        ...{ itemKey, costCode, account, description, gross: amount, netRetainage: '0', payable: amount },
      })),
      facts,
    },
  };
}

/** What the settings say of every order. */
export function orderSetup({ procurementBusinessUnit, businessUnit, order }: PostingSettings): OrderDraft['setup'] {
  return {
    procurementBusinessUnitId: procurementBusinessUnit.id,
    requisitioningBusinessUnitId: businessUnit.id,
    buyerId: order.buyerId,
    requesterId: order.requesterId,
    documentStyleId: order.documentStyleId,
    category: order.category,
    shipToLocation: order.shipToLocation,
    shipToOrganizationCode: order.shipToOrganizationCode,
    billToLocation: order.billToLocation ?? null,
    paymentTerms: order.paymentTerms ?? null,
  };
}

export function lineTypeFor(amount: string, { order }: PostingSettings): string {
  return isNegative(amount) ? (order.creditLineType ?? order.lineType) : order.lineType;
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
