/** What a hold waits for, per connection. A fix names the keys it touched; every hold with one of them is released. */
export const causeKey = {
  costCode: (projectId: string, subJob: string, code: string, type: string) =>
    `cost-code:${projectId}:${subJob}:${code}.${type}`,
  connection: () => 'connection',
  vendor: (partyId: string) => `vendor:${partyId}`,
  account: (accountName: string) => `account:${accountName}`,
  /** Any of the company's periods: they open and close together. */
  period: (company: string) => `period:${company}`,
  requisition: (requisitionId: string) => `requisition:${requisitionId}`,
  openingBalance: (commitmentId: string) => `opening-balance:${commitmentId}`,
  /** The thing outside that a document changes, while another keeps it. */
  subject: (name: string) => `subject:${name}`,
  /** The number of a supplier's invoice, while another document of ours has it. */
  invoice: (supplier: string, number: string) => `invoice:${supplier}/${number}`,
  credentials: () => 'credentials',
} as const;
