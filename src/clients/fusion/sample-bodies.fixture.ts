import type { InvoiceBody } from '../../domain/fusion/bodies/invoice-body';
import type { OrderBody } from '../../domain/fusion/kinds/purchase-order';
import type { Posted } from '../erp-adapter';

export const keyOf = (kind: string, number: number): string =>
  `PC${kind.toUpperCase()}${'ABCDEFGH'.charAt(number)}`.padEnd(20, 'X').slice(0, 20);

export const orderBody = (number: number): OrderBody => ({
  kind: 'purchaseOrder',
  key: keyOf('order', number),
  supplier: '1252',
  supplierId: '300000047414503',
  siteId: '300000047414679',
  currency: 'USD',
  words: '4411 SC-001',
  deliveryDate: '2026-12-31',
  period: '2026-11',
  retainage: { way: 'B' },
  setup: {
    procurementBusinessUnitId: '300000046987012',
    requisitioningBusinessUnitId: '300000046987012',
    buyerId: '300000047340498',
    requesterId: '300000047340498',
    documentStyleId: '300000123456789',
    category: 'Concrete Services',
    shipToLocation: 'Seattle',
    shipToOrganizationCode: '001',
    billToLocation: null,
    paymentTerms: null,
  },
  lines: [
    {
      number: '1',
      item: 'contract_item:1',
      description: '03-310',
      account: '101.10.60530.000',
      accountId: '626955',
      amount: `${number}6000.00`,
      lineType: 'Fixed Price Services',
    },
  ],
});

export const invoiceBody = (number: number, fields: Partial<InvoiceBody> = {}): InvoiceBody => ({
  kind: 'invoice',
  key: keyOf('invoice', number),
  businessUnit: 'US1 Business Unit',
  source: 'PROCORE',
  type: 'Standard',
  supplier: '1252',
  supplierName: 'Lee Supplies',
  site: 'Lee US1',
  currency: 'USD',
  amount: `${number}5300.00`,
  payable: `${number}5300.00`,
  invoiceDate: '2026-11-19',
  accountingDate: '2026-11-19',
  invoiceNumber: `PC-778201-000${number}`,
  fullInvoiceNumber: `PC-778201-000${number}`,
  words: '4411 SC-001 #7',
  paymentTerms: null,
  tax: '0.00',
  taxHold: null,
  paymentHold: null,
  order: null,
  way: 'B',
  lines: [
    {
      role: 'matched',
      order: '162873',
      orderLine: '1',
      schedule: '1',
      amount: `${number}6000.00`,
      quantity: null,
      description: '03-310',
    },
    { role: 'retainage', account: '101.10.21550.000', amount: '-700.00', description: 'Retainage held' },
  ],
  items: [
    {
      itemKey: 'contract_item:1',
      account: '101.10.60530.000',
      orderLine: '1',
      gross: `${number}6000.00`,
      netRetainage: '700.00',
    },
  ],
  ...fields,
});

export function posted(body: { readonly key: string; readonly kind: string }, more: Partial<Posted> = {}): Posted {
  return { key: body.key, kind: body.kind, body, reference: null, facts: {}, firstSentAt: null, ...more };
}
