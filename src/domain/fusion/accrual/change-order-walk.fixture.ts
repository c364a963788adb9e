import type { AccruedChangeOrder } from '../../accrual/accrued-change-order';
import type { AccrualWanted } from '../../accrual/accrual';
import { compileMapping } from '../../coding/resolve-coding';
import { changeOrderLine, commitment } from '../../procore/procore-documents.fixture';
import { accrual } from '../change-order/approval-journal.fixture';
import type { PostingSettings } from '../posting-settings';
import { ordered, type Situation } from '../requisition/planner.fixture';
import { situation, Walk } from './accrual-walk.fixture';

const target = (department: string, entity = '101') => ({ entity, department, account: '60530', subAccount: '000' });

/** Line 71 on department 10, 73 on 20, 74 of company 102. */
const mapping = compileMapping(
  [
    ['03-300', target('10')],
    ['05-120', target('20')],
    ['26-010', target('10', '102')],
  ].map(([costCode, to], index) => ({
    ...{ line: index + 2, project: '*', subJob: '*', costCode, costType: 'S', target: to },
  })) as never,
);
export const accountOf = {
  ...{ '71': '101.10.60530.000', '73': '101.20.60530.000', '74': '102.10.60530.000' },
  against: accrual.accrualAccount,
} as const;

/** Our ledger of the accrual of change order 9001, approved on 19 October, at the end of October. */
export class ChangeOrderWalk extends Walk {
  /** By the id of the line: its amount. */
  amounts: Readonly<Record<string, string>> = { '71': '10000.00', '73': '-2000.50' };
  /** By the id of the line: what is billed of it, or accrued for requisitions. */
  covered: Readonly<Record<string, string>> = {};
  approvedOn = '2026-10-19';
  method: PostingSettings['changeOrderJournal'] = accrual;
  wanted: Partial<AccruedChangeOrder> = {};
  /** Of the change order itself, as Procore shows it. */
  changed: Partial<AccruedChangeOrder['changeOrder']> = {};

  constructor(given: Partial<Situation> = {}) {
    super({ ...situation, ...given });
  }

  protected override source(): Pick<AccrualWanted, 'of' | 'requisition' | 'changeOrder'> {
    return {
      of: { kind: 'changeOrder', sourceId: '9001', lastDay: '2026-10-31' },
      requisition: null,
      changeOrder: this.standing === 'owed' ? this.#changeOrder() : null,
    };
  }

  protected override section(): Partial<PostingSettings> {
    return { changeOrderJournal: this.method };
  }

  #changeOrder(): AccruedChangeOrder {
    const codes: Readonly<Record<string, string>> = { '71': '03-300.S', '73': '05-120.S', '74': '26-010.S' };
    const lineItems = Object.entries(this.amounts).map(([id, amount], index) =>
      changeOrderLine(id, codes[id] ?? '', amount, index + 1),
    );
    const grandTotal = lineItems.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0) / 100;
    return {
      changeOrder: {
        ...{ id: '9001', projectId: '789', contractId: commitment.id, number: '003', title: 'Extras' },
        ...{ status: 'approved', grandTotal: grandTotal.toFixed(2), originId: null, reviewedAt: null },
        ...{ updatedAt: '2026-11-04T10:00:00Z', deletedAt: null, lineItems },
        currency: { iso: null, baseIso: null, rate: null },
        ...this.changed,
      },
      ...{ commitment, mapping, mappingVersion: 3, project: { id: '789', number: '4411', name: 'Tower' } },
      ...{ atGoLive: null, ordered: ordered(), pending: [], elsewhere: [], approvedOn: this.approvedOn },
      covered: Object.fromEntries(
        Object.entries(this.covered).map(([id, amount]) => [`change_order_item:${id}`, amount]),
      ),
      ...this.wanted,
    };
  }
}
