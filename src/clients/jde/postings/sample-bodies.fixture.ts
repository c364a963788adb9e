import type { OrderChangeBody } from '../../../domain/jde/bodies/order-change-body';
import type {
  JournalBody,
  OrderCancelBody,
  PurchaseOrderBody,
  VendorBody,
  VoucherBody,
} from '../../../domain/jde/bodies/posting-body';

/** Worked example A of the accounting rules: 10,000.00 of work, 1,000.00 of it retained. */
export const sampleOrder: PurchaseOrderBody = {
  kind: 'purchaseOrder',
  erpKey: 'PCABCDEFGHIJKLMNOPQR',
  company: '00200',
  supplier: '7004',
  orderType: 'OP',
  branchPlant: '200',
  orderDate: '2026-10-09',
  glDate: '2026-10-09',
  currency: 'USD',
  foreign: false,
  remark: 'P-1207 / SC-044 / 12',
  lines: [
    {
      key: 'L1',
      account: { businessUnit: '4411', object: '1340', subsidiary: '26010' },
      amount: '10000.00',
      description: 'Electrical rough-in',
    },
  ],
  total: '10000.00',
};

export const sampleVoucher: VoucherBody = {
  kind: 'voucher',
  erpKey: 'PCVOUCHERVOUCHERVOUC',
  ediUser: 'PROCORE',
  ediBatch: 'PCVOUCHERVOUCHE',
  company: '00200',
  supplier: '7004',
  documentType: 'PV',
  invoiceNumber: 'INV-1',
  invoiceDate: '2026-10-09',
  glDate: '2026-10-09',
  currency: 'USD',
  foreign: false,
  remark: 'P-1207',
  order: { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' },
  payItems: [{ payItem: '001', amount: '9000.00', payStatus: 'H' }],
  distribution: [
    {
      line: 1,
      role: 'cost',
      account: { businessUnit: '4411', object: '1340', subsidiary: '26010' },
      amount: '10000.00',
      remark: 'Electrical',
    },
    {
      line: 2,
      role: 'retainageHeld',
      account: { businessUnit: '200', object: '4110', subsidiary: '' },
      amount: '-1000.00',
      remark: 'Retainage',
    },
  ],
  total: '9000.00',
};

export const sampleCancel: OrderCancelBody = {
  kind: 'orderCancel',
  erpKey: 'PCCANCELCANCELCANCEL',
  order: { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' },
  lineKeys: ['L1', 'L2'],
};

export const sampleChange: OrderChangeBody = {
  kind: 'orderChange',
  erpKey: 'PCCHANGECHANGECHANGE',
  company: '00200',
  supplier: '7004',
  order: { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' },
  glDate: '2026-10-09',
  foreign: false,
  lines: [
    {
      ...{ key: 'L1', amount: '9000.00', description: 'Electrical rough-in' },
      account: { businessUnit: '4411', object: '1340', subsidiary: '26010' },
      base: { account: { businessUnit: '4411', object: '1340', subsidiary: '26010' }, amount: '10000.00' },
    },
    {
      ...{ key: 'L2', amount: '500.00', description: 'Concrete' },
      account: { businessUnit: '4411', object: '1340', subsidiary: '03300' },
      base: null,
    },
  ],
  allKeys: ['L1', 'L2'],
  items: [],
};

export const sampleVendor: VendorBody = {
  kind: 'vendor',
  erpKey: 'PCVENDORVENDORVENDOR',
  sourceKey: 'PROCORE-42',
  name: 'Acme Drywall, Inc.',
  mailingName: 'Acme Drywall, Inc.',
  taxId: '12-3456789',
  addressLines: ['1 Main St'],
  city: 'Springfield',
  state: 'IL',
  postalCode: '62701',
  country: 'US',
  phone: '',
  fax: '',
  email: '',
  currency: 'USD',
};

export const sampleJournal: JournalBody = {
  kind: 'journal',
  erpKey: 'PCJOURNALJOURNALJOUR',
  ediUser: 'PROCORE',
  ediBatch: 'PCJOURNALJOURNA',
  company: '00200',
  documentType: 'JE',
  glDate: '2026-10-09',
  currency: 'USD',
  foreign: false,
  explanation: 'Retainage only',
  distribution: sampleVoucher.distribution,
};
