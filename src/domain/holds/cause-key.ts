/** What a hold waits for, per connection. A fix names the keys it touched; every hold with one of them is released. */
export const causeKey = {
  costCode: (projectId: string, subJob: string, code: string, type: string) =>
    `cost-code:${projectId}:${subJob}:${code}.${type}`,
  connection: () => 'connection',
  vendor: (partyId: string) => `vendor:${partyId}`,
  account: (accountName: string) => `account:${accountName}`,
  period: (company: string, month: string) => `period:${company}:${month}`,
  requisition: (requisitionId: string) => `requisition:${requisitionId}`,
  openingBalance: (commitmentId: string) => `opening-balance:${commitmentId}`,
  credentials: () => 'credentials',
} as const;
