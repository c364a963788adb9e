import { attributes, resource, STAMPS } from './definition';

/** Reference 7: what is POST only has c alone (7.2), status attributes take neither. */
const distributions = resource('invoiceDistributions', 'InvoiceDistributionId', {
  attributes: attributes(`
  InvoiceDistributionId id q
  DistributionLineNumber integer qc
  DistributionLineType text cu
  DistributionAmount number cu
  AccountingDate date cu
  AccountingStatus text
  DistributionCombination text qcu
  Description text(240) cu
  MatchedStatus text
  FundsStatus text
  CanceledFlag boolean
  ReversedFlag boolean
  PurchaseOrderNumber text q
  PurchaseOrderLineNumber integer q
  PurchaseOrderScheduleLineNumber integer
  PurchaseOrderDistributionLineNumber integer
  IsGenerated boolean h${STAMPS}`),
});

const lines = resource('invoiceLines', 'InvoiceLineId', {
  keyForm: 'opaque',
  attributes: attributes(`
  InvoiceLineId id h
  LineNumber integer qc
  LineType text qc
  LineAmount number cu
  BaseAmount number
  Description text(240) cu
  Quantity number cu
  UOM text
  UnitPrice number cu
  AccountingDate date cu
  ApprovalStatus text
  DiscardedFlag boolean
  CanceledFlag boolean
  PurchaseOrderNumber text qc
  PurchaseOrderLineNumber integer qc
  PurchaseOrderScheduleLineNumber integer c
  ReceiptNumber text
  ReceiptLineNumber integer
  ShipToLocation text cu
  TaxClassification text cu
  DistributionCombination text cu
  DistributionSet text c
  ProrateAcrossAllItemsFlag boolean c
  POScheduleId id h${STAMPS}`),
  children: [distributions],
});

const installments = resource('invoiceInstallments', 'InstallmentId', {
  keyForm: 'opaque',
  attributes: attributes(`
  InstallmentId id h
  InstallmentNumber integer qc
  DueDate date cu
  GrossAmount number cu
  UnpaidAmount number
  HoldFlag boolean u
  HoldReason text(240) u
  PaymentMethod text cu
  IsExplicit boolean h${STAMPS}`),
});

const attachments = resource('attachments', 'AttachedDocumentId', {
  attributes: attributes(`
  AttachedDocumentId id q
  Type text c
  FileName text c
  Title text c
  Description text c
  Category text c
  FileContents text c${STAMPS}`),
});

export const invoices = resource('invoices', 'InvoiceId', {
  keyForm: 'opaque',
  attributes: attributes(`
  InvoiceId id q
  InvoiceNumber text qmu
  InvoiceCurrency text c
  PaymentCurrency text c
  InvoiceAmount number mu
  InvoiceDate date qcu
  BusinessUnit text qm
  LegalEntity text
  Supplier text qc
  SupplierNumber text qc
  SupplierSite text qc
  InvoiceSource text c
  InvoiceSourceCode text
  InvoiceType text c
  InvoiceGroup text c
  Requester text c
  RequesterId id c
  Description text(240) cu
  AccountingDate date c
  PaymentTerms text cu
  TermsDate date cu
  DueDate date
  PaymentMethod text c
  PayGroup text cu
  PayAloneFlag boolean cu
  GoodsReceivedDate date cu
  InvoiceReceivedDate date cu
  ApplyAfterDate date u
  LiabilityDistribution text c
  PurchaseOrderNumber text c
  VoucherNumber text c
  ControlAmount number
  AmountPaid number
  PaidStatus text q
  ApprovalStatus text q
  ValidationStatus text q
  AccountingStatus text
  InvoiceStatus text
  InvoiceStatusCode text
  FundsStatus text
  CanceledFlag boolean
  CanceledDate date
  CanceledBy text
  ReferenceKeyOne text
  ReferenceKeyTwo text
  ReferenceKeyThree text
  ReferenceKeyFour text
  ReferenceKeyFive text
  ProductTable text
  ValidatedOnce boolean h
  ApprovalStartedAt timestamp h${STAMPS}`),
  children: [lines, installments, attachments],
});

/** There is no InvoiceId on a hold (7.5): it is known by the three names. */
export const invoiceHolds = resource('invoiceHolds', 'HoldId', {
  attributes: attributes(`
  HoldId id q
  InvoiceNumber text qm
  BusinessUnit text qm
  Supplier text qm
  LineHeld integer q
  HoldName text qm
  HoldReason text(240) c
  HoldDetails text
  HeldBy text
  HoldDate timestamp
  ReleaseName text qcu
  ReleaseReason text(240) cu
  ReleaseDate timestamp
  WorkflowStatus text
  PurchaseOrderNumber text q
  PurchaseOrderLineNumber integer
  PurchaseOrderScheduleLineNumber integer
  ReceiptNumber text
  IsManual boolean h
  InvoiceIdHeld id h${STAMPS}`),
});

export const payablesPayments = resource('payablesPayments', 'CheckId', {
  attributes: attributes(`
  CheckId id q
  PaymentId id q
  PaymentNumber text q
  PaymentAmount number
  PaymentCurrency text
  PaymentDate date q
  Payee text q
  PayeeSite text
  SupplierNumber text q
  PaymentMethod text
  PaymentStatus text q
  PaymentType text
  BusinessUnit text q
  ReconciledFlag boolean${STAMPS}`),
  children: [
    resource('relatedInvoices', 'InvoicePaymentId', {
      attributes: attributes(`
  InvoicePaymentId id q
  InvoiceId id q
  InvoiceBusinessUnit text
  InvoiceNumber text q
  InstallmentNumber integer
  AmountPaidPaymentCurrency number
  AmountPaidInvoiceCurrency number
  InvoicePaymentStatus text
  DiscountTaken number`),
    }),
  ],
});
