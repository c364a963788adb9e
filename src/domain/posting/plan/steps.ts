/**
 * The steps a posting can be, and the activity that an operator reads in the Temporal UI. Names are for ever: rows and
 * histories know them. Steps that only run `within` another have no activity.
 */
export const stepActivities = {
  order: 'postOrder',
  orderChange: 'changeOrder',
  orderCancel: 'cancelOrder',
  orderClose: 'closeOrder',
  orderReopen: 'reopenOrder',
  relief: 'relieveOrder',
  voucher: 'postVoucher',
  takeBack: 'takeBackVoucher',
  processorRun: 'runVoucherProcessor',
  match: 'watchMatch',
  release: 'watchRelease',
  vendor: 'createSupplier',
  vendorChange: 'changeSupplier',
  bank: 'changeBankDetails',
  group: 'postJournalGroup',
  cost: 'postCost',
  memo: 'postMemo',
  memoRelief: 'relieveMemo',
  accrual: 'postAccrual',
  reversal: 'reverseAccrual',
  contract: 'writeContract',
  contractLines: 'writeContractLines',
  payment: 'writePayment',
  writeBack: 'writeBack',
  submit: 'submitOrder',
  approve: 'approveContract',
  validate: 'validateInvoice',
} as const;

export type Step = keyof typeof stepActivities;
export type StepActivity = (typeof stepActivities)[Step];

/** Journals beside what a document moves: a run posts them, and nobody who waits for the document waits for them. */
const besideSteps: readonly string[] = ['memo', 'memoRelief', 'accrual', 'reversal'] satisfies readonly Step[];

export function isBeside({ step }: { readonly step: string }): boolean {
  return besideSteps.includes(step);
}
