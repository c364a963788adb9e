import { compileMapping } from '../../coding/resolve-coding';
import type { DirectCostWanted } from '../../direct-cost/direct-cost-wanted';
import type { Entry } from '../../posting/books/entry';
import { PostedEffects, type PostedEffect } from '../../posting/books/posted-effects';
import type { Plan } from '../../posting/plan/planned-step';
import type { PlannerInput } from '../../posting/plan/planner';
import type { ProcoreDirectCost, ProcoreDirectCostLine } from '../../procore/procore-direct-costs';
import { changeOrderLine } from '../../procore/procore-documents.fixture';
import type { JournalImportDraft } from '../bodies/journal-import-body';
import type { JournalMember } from '../bodies/journal-member';
import type { Bill, Combination, Period } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { combination, periods, settings } from '../requisition/planner.fixture';
import { fusionDirectCostPlanner } from './planner';
import { directCostsSchema } from './settings';

// Type S is of company 101, type M of 102. Clearing of invoices is natural account 21990.

export const clearing = '101.10.21990.000';

export function costLine(
  id: string,
  code: string,
  amount: string,
  more: Partial<ProcoreDirectCostLine> = {},
): ProcoreDirectCostLine {
  return { ...changeOrderLine(id, code, amount, 1), totalAmount: amount, updatedAt: null, ...more };
}

export interface Given {
  readonly cost?: Partial<ProcoreDirectCost>;
  readonly wanted?: Partial<DirectCostWanted>;
  /** Of the section. */
  readonly section?: Readonly<Record<string, unknown>>;
  readonly settings?: Partial<PostingSettings>;
  readonly combinations?: Readonly<Record<string, Combination | null>>;
  readonly periods?: readonly Period[];
  /** Of its supplier with its number, in Payables. */
  readonly bills?: readonly Bill[];
  readonly booked?: readonly Entry[];
  readonly input?: Partial<PlannerInput<DirectCostWanted>>;
}

export const invoices = { clearingAccount: clearing, owner: 'here', clearedBy: 'payables', from: '2026-10-01' };

export function directCost(given: Partial<ProcoreDirectCost> = {}): ProcoreDirectCost {
  return {
    ...{ id: '5567123', projectId: '789', type: 'invoice', status: 'approved', description: 'Forms' },
    ...{ directCostDate: '2026-11-04', receivedDate: '2026-10-29', invoiceNumber: 'INV-7', vendorId: '8881212' },
    ...{ grandTotal: '1200.00', originId: null, currency: { iso: null, baseIso: null, rate: null } },
    ...{ createdAt: '2026-11-04T08:00:00Z', updatedAt: '2026-11-05T08:00:00Z', deletedAt: null },
    lineItems: [costLine('1', '03-300.S', '1000.00'), costLine('2', '05-120.S', '200.00')],
    ...given,
  };
}

export function inputOf(given: Given = {}): PlannerInput<DirectCostWanted> {
  const usual = settings(given.settings);
  const of = (line: number, costType: string, entity: string) => ({
    ...{ line, project: '*', subJob: '*', costCode: '*', costType },
    target: { entity, department: '10', account: '60530', subAccount: '000' },
  });
  const posting: PostedEffect['posting'] = {
    ...{ key: 'PCAAAAAAAAAAAAAAAAAA', system: 'fusion', kind: 'journalImport', planId: null, ordinal: 1 },
    state: 'confirmed',
    stage: 'posted',
    origin: 'sent',
    ...{ subject: '', supplier: '', number: '', reference: null, facts: {}, because: null },
  };
  return {
    wanted: {
      sourceId: '5567123',
      directCost: directCost(given.cost),
      project: { id: '789', number: '4411', name: 'Tower' },
      mapping: compileMapping([of(2, 'S', '101'), of(3, 'M', '102')]),
      mappingVersion: 3,
      ...{ supplierNumber: null, bookedIn: null, looksForBill: true, sameBill: [] },
      vendor: { partyId: '', linked: true },
      ...given.wanted,
    },
    effects: new PostedEffects(
      given.booked === undefined ? [] : [{ documentId: 'd', step: 'cost', entries: given.booked, posting }],
    ),
    decisions: [],
    facts: {
      get: (kind, id) => {
        if (kind === 'ledger') return { id, currency: 'USD' };
        if (kind === 'periods') return given.periods ?? periods;
        if (kind === 'bills') return given.bills ?? [];
        return given.combinations?.[id] === undefined ? combination(id) : given.combinations[id];
      },
    },
    settings: { ...usual, directCosts: directCostsSchema.parse({ types: { invoice: invoices }, ...given.section }) },
    today: '2026-11-05',
    ...given.input,
  };
}

export function planned(given: Given = {}): Plan {
  const result = fusionDirectCostPlanner(inputOf(given));
  if (!('plan' in result)) throw new Error(`expected a plan: ${JSON.stringify(result, null, 1)}`);
  return result.plan;
}

/** Reason, kind and field of each problem. */
export function told(given: Given): readonly (readonly [string, string, string])[] {
  const result = fusionDirectCostPlanner(inputOf(given));
  return 'problems' in result ? result.problems.map(({ reason, kind, field }) => [reason, kind, field] as const) : [];
}

export function messages(given: Given): readonly string[] {
  const result = fusionDirectCostPlanner(inputOf(given));
  return 'problems' in result ? result.problems.map(({ message }) => message) : [];
}

export function memberOf({ steps }: Plan): JournalMember {
  const [member] = (steps[0]?.draft as JournalImportDraft).members;
  if (member === undefined) throw new Error('the step is a part of no journal');
  return member;
}

/** Account and amount of each line. */
export function booked(given: Given = {}): readonly string[] {
  return memberOf(planned(given)).lines.map(({ account, amount }) => `${account} ${amount}`);
}
