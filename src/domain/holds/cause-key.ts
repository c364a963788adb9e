/** What a hold waits for, per connection. A fix names the keys it touched; every hold with one of them is released. */
export const causeKey = {
  costCode: (projectId: string, subJob: string, code: string, type: string) =>
    `cost-code:${projectId}:${subJob}:${code}.${type}`,
  connection: () => 'connection',
  /** That a project of Procore is active, and the service account may use it. */
  project: (projectId: string) => `project:${projectId}`,
  vendor: (partyId: string) => `vendor:${partyId}`,
  /** The insurances that Procore shows of a vendor, by its Procore id. */
  insurances: (vendorId: string) => `insurances:${vendorId}`,
  /** That a supplier of the ERP, by its number, is linked with a vendor. */
  supplier: (number: string) => `supplier:${number}`,
  /** That a person closes the matching of vendors and suppliers. */
  matching: () => 'matching',
  account: (accountName: string) => `account:${accountName}`,
  /** Any of the company's periods: they open and close together. */
  period: (company: string) => `period:${company}`,
  requisition: (requisitionId: string) => `requisition:${requisitionId}`,
  openingBalance: (commitmentId: string) => `opening-balance:${commitmentId}`,
  /** The thing outside that a document changes, while another keeps it. */
  subject: (name: string) => `subject:${name}`,
  /** The order of a commitment, until it is in force. */
  order: (commitmentId: string) => `subject:order:${commitmentId}`,
  /** A change order of a commitment, until it stands on the order or is not to. */
  changeOrder: (changeOrderId: string) => `changeOrder:${changeOrderId}`,
  /** A direct cost, until it is booked, or is not to be. */
  directCost: (directCostId: string) => `directCost:${directCostId}`,
  /** The number of a supplier's invoice, while another document of ours has it. */
  invoice: (supplier: string, number: string) => `invoice:${supplier}/${number}`,
  credentials: () => 'credentials',
} as const;

/** Whether it is released by a change of a thing outside that we make ourselves. */
export function isOfSubject(cause: string): boolean {
  return cause.startsWith(causeKey.subject(''));
}

/** Begins the subject of a posting whose own was forgotten with a restored database; its key goes on it. */
export const forgottenSubject = 'forgotten:';

/** What a posting keeps from others, of whatever system. */
interface Keeping {
  readonly subject: string;
  readonly occupies: boolean;
  readonly supplier: string;
  /** Of the invoice; `''` where it has none. */
  readonly number: string;
}

/** Who needs the posting's invoice number waits for this while it stands or may stand; of one without a number nobody does. */
export function invoiceKeptBy({ supplier, number }: Pick<Keeping, 'supplier' | 'number'>): readonly string[] {
  return number === '' ? [] : [causeKey.invoice(supplier, number)];
}

/** What is free again when nothing stands under the posting's name, nor may come: its number, and its subject. */
export function keptBy(posting: Keeping): readonly string[] {
  return [...(posting.occupies ? [causeKey.subject(posting.subject)] : []), ...invoiceKeptBy(posting)];
}
