import type { JdeLine } from '../coded-line';
import type { ErpAccount } from '../../erp-facts';
import type { TaxPlan } from './plan-tax';
import type { CompanyAccounts, PostingSettings } from '../../posting-settings';
import type { AmountTotals } from '../../../requisition/requisition-amounts';
import type { PlanDates } from '../requisition-plan';

export interface VoucherFacts {
  readonly lines: readonly JdeLine[];
  readonly totals: AmountTotals;
  readonly tax: TaxPlan;
  readonly settings: PostingSettings;
  readonly company: string;
  readonly companyAccounts: CompanyAccounts;
  readonly accounts: readonly ErpAccount[];
  readonly supplier: string;
  readonly paymentHold: boolean;
  readonly currency: string;
  readonly foreign: boolean;
  readonly dates: PlanDates;
  readonly invoiceNumber: string;
  readonly remark: string;
  /** It posts what is missing beside what stands: all of it may be below zero. */
  readonly isMissingPart: boolean;
}
