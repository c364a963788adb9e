import { key, PROJECT } from '../sample-books.fixture';
import type { SampleJournals } from './sample-journals.fixture';

type Row = Record<string, unknown>;

export interface SampleFusionBooks extends SampleJournals {
  expectations: { books_from: string; commitments: Row[]; requisitions: Row[]; vendors: Row[] };
  contracts: Row[];
  packages: (Row & { line_items: Row[] })[];
  /** By requisition. */
  changeOrderItems: Record<string, Row[]>;
  requisitions: (Row & { items: Row[]; summary: Row })[];
  orders: (Row & { lines: Row[] })[];
  invoices: (Row & { invoiceLines: Row[] })[];
  holds: Row[];
  documents: (Row & { postings: Row[] })[];
}

export const RETAINAGE = '200.0000.4110.000000.000';

const item = (lineId: string, total: string, more: Row = {}): Row => ({
  ...{ item_type: 'contract_item', line_item_id: lineId, total_completed_and_stored_to_date: total },
  ...more,
});

const requisition = (id: string, commitment: string, number: number, [earned, before]: string[], items: Row[]) => ({
  ...{ id, commitment_id: commitment, number, status: 'approved', requisition_end: '2026-10-31' },
  summary: {
    total_earned_less_retainage: earned,
    less_previous_certificates_for_payment: before,
    tax_applicable_to_this_payment: '0',
  },
  items,
});

const line = (number: string, amount: string): Row => ({
  ...{ LineNumber: number, Amount: amount, CancelFlag: 'false' },
  schedules: [{ distributions: [{ Amount: amount }] }],
});

const matched = (order: string, number: string, amount: string): Row => ({
  ...{ LineAmount: amount, PurchaseOrderNumber: order, PurchaseOrderLineNumber: number },
  ...{ DistributionCombination: null, CanceledFlag: 'false', DiscardedFlag: 'false' },
});

const retained = (amount: string): Row => ({
  ...matched('', '', amount),
  ...{ PurchaseOrderNumber: null, PurchaseOrderLineNumber: null, DistributionCombination: RETAINAGE },
});

const confirmed = (step: string, erpKey: string): Row => ({
  ...{ step, ordinal: 1, state: 'confirmed', key: erpKey, reference: null, stage: null },
});

const document = (kind: string, id: string, commitment: string, stage: string, postings: Row[], more: Row = {}) => ({
  ...{ kind, procoreId: id, projectId: PROJECT, projectNumber: '26-010', commitmentId: commitment, number: null },
  ...{ stage, sourceStatus: 'approved', gross: null, payable: null, hold: null },
  ...more,
  postings,
});

const order = (number: string, erpKey: string, lines: Row[], status = 'OPEN') => ({
  ...{ POHeaderId: `30010${number}`, OrderNumber: number, Description: `${erpKey} 26-010 SC`, StatusCode: status },
  Supplier: 'Lee Supplies',
  lines,
});

const invoice = (number: string, erpKey: string, amount: string, invoiceLines: Row[]) => ({
  ...{ InvoiceId: `40010${number}`, InvoiceNumber: number, InvoiceAmount: amount, InvoiceSource: 'PROCORE' },
  ...{ Supplier: 'Lee Supplies', BusinessUnit: 'Northgate', Description: `${erpKey} 26-010 #1` },
  ...{ ValidationStatus: 'Validated', CanceledFlag: 'false' },
  invoiceLines,
});

/**
 * Commitment 77 (lines 71 and 72 with a detail) began before the books and has an order of what is left, billed by 2 and 3; 78 is all
 * billed, of it 5 releases retainage; 79 has no order, since its code is not mapped, and 6 waits for that. Of 82 the order has lines
 * of two change orders, 602 billed as a whole, each less what 7 billed before; 8 bills them.
 */
export function sampleFusionBooks(): SampleFusionBooks {
  const billing = [
    { ...requisition('1', '77', 1, ['5400', '0'], [item('71', '6000')]), requisition_end: '2026-09-30' },
    requisition(
      '2',
      '77',
      2,
      ['9000', '5400'],
      [
        item('71', '9000'),
        item('', '1000', { item_type: 'contract_detail_item', line_item_id: null, detail_line_item_id: '721' }),
      ],
    ),
    requisition(
      '3',
      '77',
      3,
      ['9450', '9000'],
      [
        item('71', '9500'),
        item('', '1000', { item_type: 'contract_detail_item', line_item_id: null, detail_line_item_id: '721' }),
      ],
    ),
    { ...requisition('4', '78', 1, ['900', '0'], [item('81', '1000')]), requisition_end: '2026-09-30' },
    requisition('5', '78', 2, ['1000', '900'], [item('81', '1000')]),
    requisition('6', '79', 1, ['90', '0'], [item('91', '100')]),
    {
      ...requisition('7', '82', 1, ['450.01', '0'], [item('101', '400'), ...billedChanges('7701', '100', '100.01')]),
      requisition_end: '2026-09-30',
    },
    requisition('8', '82', 2, ['810.01', '450.01'], [item('101', '600'), ...billedChanges('8801', '200', '200.01')]),
  ];
  const posted = (id: string, commitment: string, erpKey: string, gross: string, payable: string) =>
    document('requisition', id, commitment, 'posted', [confirmed('voucher', erpKey)], { gross, payable });
  const problems: Row[] = [];
  return {
    expectations: {
      books_from: '2026-10-01',
      commitments: [hold('79', 'unmappedCostCode')],
      requisitions: [hold('6', 'orderNotOpen')],
      vendors: [],
    },
    contracts: [
      {
        ...contract('77', 'SC-1', [
          ['71', '10000'],
          ['72', '2000'],
        ]),
        line_item_contract_details: [{ id: '721', line_item_id: '72' }],
      },
      contract('78', 'SC-2', [['81', '1000']]),
      contract('79', 'SC-3', [['91', '500']]),
      { ...contract('80', 'SC-4', [['99', '1']]), status: 'Draft' },
      contract('82', 'SC-6', [['101', '1000']]),
    ],
    packages: [
      changeOrder('602', '2026-09-01T10:00:00Z', { '121': '150', '122': '150' }),
      changeOrder('601', '2026-08-01T10:00:00Z', { '111': '300', '112': '-100' }),
      { ...changeOrder('603', null, { '131': '999' }), status: 'pending' },
      { ...changeOrder('604', '2026-08-02T10:00:00Z', { '141': '5' }), contract_id: '9000' },
      { ...changeOrder('605', '2026-08-03T10:00:00Z', { '151': '5' }), deleted_at: '2026-08-04T10:00:00Z' },
    ],
    changeOrderItems: {
      7: [{ id: '7701', change_order_package_id: '602' }],
      8: [{ id: '8801', change_order_package_id: '602' }],
    },
    requisitions: billing,
    orders: [
      order('501', key('A'), [line('1', '4000'), line('2', '2000')]),
      { ...order('900', 'Typed', [line('1', '7')]), Description: 'Typed by hand' },
      order('503', key('F'), [line('1', '600'), line('2', '200'), line('3', '99.99'), line('4', '100')]),
    ],
    invoices: [
      invoice('INV-2', key('B'), '3600', [matched('501', '1', '3000'), matched('501', '2', '1000'), retained('-400')]),
      invoice('INV-3', key('C'), '450', [matched('501', '1', '500'), retained('-50')]),
      invoice('INV-5', key('D'), '100', [retained('100')]),
      { ...invoice('AP-1', '', '7', [matched('900', '1', '7')]), Description: 'By hand', InvoiceSource: 'Manual' },
      invoice('INV-8', key('G'), '360', [
        ...[matched('503', '1', '200'), matched('503', '2', '100'), matched('503', '3', '50')],
        ...[matched('503', '4', '50'), retained('-40')],
      ]),
    ],
    ...{ directCosts: [], contractPayments: [], batches: [], payments: [] },
    holds: [{ InvoiceNumber: 'AP-1', Supplier: 'Lee Supplies', BusinessUnit: 'Northgate', ReleaseName: null }],
    documents: [
      document('commitment', '77', '77', 'posted', [confirmed('order', key('A'))]),
      document('commitment', '78', '78', 'recorded', []),
      document('commitment', '79', '79', 'held', [], {
        hold: { kind: 'person', reasons: ['unmappedCostCode'], problems },
      }),
      document('requisition', '1', '77', 'takenOver', []),
      posted('2', '77', key('B'), '4000', '3600'),
      posted('3', '77', key('C'), '500', '450'),
      document('requisition', '4', '78', 'takenOver', []),
      posted('5', '78', key('D'), '0', '100'),
      document('requisition', '6', '79', 'waiting', [], {
        hold: { kind: 'waiting', reasons: ['orderNotOpen'], problems },
      }),
      document('commitment', '82', '82', 'posted', [confirmed('order', key('F'))]),
      document('requisition', '7', '82', 'takenOver', []),
      posted('8', '82', key('G'), '400', '360'),
    ],
  };
}

function hold(id: string, reason: string): Row {
  return { id, reasons: [reason], may_name: [], mended_by: null, why: 'its code is not mapped' };
}

export function contract(id: string, number: string, lines: [string, string][]): Row {
  const items = lines.map(([lineId, amount], index) => ({ id: lineId, amount, position: index + 1 }));
  return { id, number, status: 'Approved', line_items: items };
}

/** Of 82; its lines by their ids. */
function changeOrder(id: string, approvedAt: string | null, lines: Record<string, string>) {
  return {
    ...{ id, contract_id: '82', status: 'approved', reviewed_at: approvedAt, deleted_at: null },
    line_items: Object.entries(lines).map(([lineId, amount]) => ({ id: lineId, extended_amount: amount })),
  };
}

/** The lines of 601, of which the second was deducted in full at once, and 602 as a whole. */
function billedChanges(itemId: string, ofLine: string, ofWhole: string): Row[] {
  return [
    item('111', ofLine, { item_type: 'change_order_item' }),
    item('112', '-100', { item_type: 'change_order_item' }),
    item('', ofWhole, { id: itemId, item_type: 'whole_change_order_item', line_item_id: null }),
  ];
}
