import { attributes, resource, STAMPS, type ResourceDefinition } from './definition';

/** Reference 6.1, 6.2 and 6.4. `Description` cannot be asked for; what can be asked is a switch (`queryable`). */
const header = `
  POHeaderId id q
  VersionId id
  OrderNumber text(30) qc
  Description text(240) cu
  Status text q
  StatusCode text q
  SupplierId id qc
  Supplier text qc
  SupplierSiteId id c
  SupplierSite text c
  BuyerId id cu
  Buyer text cu
  ProcurementBUId id qc
  ProcurementBU text qc
  RequisitioningBUId id qc
  RequisitioningBU text c
  BillToBUId id c
  BillToBU text c
  SoldToLegalEntityId id
  SoldToLegalEntity text
  DocumentStyleId id c
  DocumentStyle text c
  PurchaseBasis text
  RetainageFlag boolean
  ProgressPaymentFlag boolean
  ImportSourceCode text
  SupplierOrder text cu
  SupplierCommunicationMethod text cu
  SupplierCommunicationMethodCode text
  RequiredAcknowledgment text cu
  CurrencyCode text c
  Currency text
  PaymentTerms text cu
  BillToLocation text cu
  BillToLocationId id cu
  DefaultShipToLocationId id cu
  PayOnReceiptFlag boolean cu
  BuyerManagedTransportFlag boolean cu
  NoteToSupplier text(1000) cu
  NoteToReceiver text(1000) cu
  Ordered number
  Total number
  Revision integer
  FrozenFlag boolean
  FundsStatus text
  HoldReason text h
  CancelFlag boolean
  CancelReason text
  CloseReason text h
  ChangeOrderNumber text
  ChangeOrderStatusCode text
  ChangeOrderTypeCode text
  ChangeOrderDescription text(240) u
  ChangeOrderAuthor text h
  RejectionReason text h
  SubmittedAt timestamp h
  SubmittedInvalid boolean h
  OrderDate date q`;

const distributions = resource('distributions', 'PODistributionId', {
  attributes: attributes(`
  PODistributionId id q
  POHeaderId id
  DistributionNumber integer qcu
  Quantity number cu
  Amount number cu
  POChargeAccount text cu
  POChargeAccountId id cu
  DeliverToLocation text cu
  DeliverToLocationId id cu
  RequesterId id cu
  Requester text cu
  DestinationSubinventory text cu${STAMPS}`),
  children: [
    resource('projectDFF', 'ProjectDffId', {
      attributes: attributes(`
  ProjectDffId id h
  __FLEX_Context text c
  _PROJECT_ID id c
  _TASK_ID id c
  _EXPENDITURE_TYPE_ID id c
  _EXPENDITURE_ITEM_DATE date c
  _ORGANIZATION_ID id c
  _PROJECT_ID_Display text c
  _TASK_ID_Display text c`),
    }),
  ],
});

const schedules = resource('schedules', 'LineLocationId', {
  attributes: attributes(`
  LineLocationId id q
  POHeaderId id
  POLineId id
  ScheduleNumber integer qcu
  Quantity number cu
  Amount number cu
  Price number cu
  ShipToLocation text cu
  ShipToLocationId id cu
  ShipToOrganization text cu
  ShipToOrganizationCode text(18) cu
  ShipToOrganizationId id cu
  RequestedDeliveryDate date cu
  PromisedDeliveryDate date cu
  DestinationTypeCode text cu
  ReceiptRoutingId id cu
  InvoiceMatchOptionCode text cu
  InvoiceMatchOption text
  MatchApprovalLevelCode text cu
  ReceiptRequiredFlag boolean cu
  InspectionRequiredFlag boolean cu
  AccrueAtReceiptFlag boolean cu
  ReceiptCloseTolerancePercent number cu
  InvoiceCloseTolerancePercent number cu
  EarlyReceiptToleranceDays number cu
  LateReceiptToleranceDays number cu
  RetainageRate number cu
  ClosedByBilling boolean h
  Status text
  StatusCode text
  CancelFlag boolean u
  CancelReason text u${STAMPS}`),
  children: [distributions],
});

const lines = resource('lines', 'POLineId', {
  attributes: attributes(`
  POLineId id q
  POHeaderId id q
  LineNumber integer qcu
  LineTypeId id c
  LineType text c
  ItemId id c
  Item text(300) c
  Category text cu
  Description text(240) cu
  Quantity number cu
  UOM text(25) c
  UOMCode text(3) c
  Price number cu
  Amount number cu
  Ordered number
  Total number
  CurrencyCode text
  SupplierItem text cu
  RetainageRate number cu
  MaximumRetainageAmount number cu
  Status text
  StatusCode text
  CancelFlag boolean u
  CancelReason text u
  CancelUnfulfilledDemandFlag boolean u${STAMPS}`),
  children: [schedules],
});

const order = (name: string): ResourceDefinition =>
  resource(name, 'POHeaderId', { keyForm: 'opaque', attributes: attributes(`${header}${STAMPS}`), children: [lines] });

export const purchaseOrders = order('purchaseOrders');
export const draftPurchaseOrders = order('draftPurchaseOrders');

export const purchaseOrderLifeCycleDetails = resource('purchaseOrderLifeCycleDetails', 'POHeaderId', {
  attributes: attributes(`
  POHeaderId id q
  OrderNumber text q
  CurrencyCode text
  OrderedAmount number
  DeliveredAmount number
  PaidAmount number
  PartiallyPaidAmount number
  UnpaidAmount number
  Retainage number
  RetainageReleased number
  NetRetainage number`),
  children: [
    resource('receipts', 'ReceiptId', {
      attributes: attributes(`
  ReceiptId id
  ReceiptNumber text`),
    }),
  ],
});
