import type { Cents } from './cents';
import type { BillingPeriod, Contract, ContractLine } from './contract';

/** One line of an application for payment (AIA G703), with every amount that Procore shows of it. */
export interface AppliedLine {
  readonly id: bigint;
  readonly previousId: bigint | null;
  readonly line: ContractLine;
  readonly workBefore: Cents;
  readonly workNow: Cents;
  readonly stored: Cents;
  readonly storedBefore: Cents;
  /** Stored materials that Procore moved to the work before this period. */
  readonly moved: Cents;
  readonly total: Cents;
  readonly totalBefore: Cents;
  readonly retainedBefore: Cents;
  readonly retainedNow: Cents;
  readonly releasedNow: Cents;
  readonly storedRetained: Cents;
  readonly storedRetainedBefore: Cents;
  readonly movedRetained: Cents;
  /** In hundredths of a percent. */
  readonly rate: bigint;
  readonly gross: Cents;
  readonly net: Cents;
}

/** AIA G702. */
export interface ApplicationSummary {
  readonly originalContractSum: Cents;
  readonly changes: Cents;
  readonly contractSum: Cents;
  readonly total: Cents;
  readonly workRetainage: Cents;
  readonly storedRetainage: Cents;
  readonly retainage: Cents;
  readonly earned: Cents;
  readonly previousCertificates: Cents;
  readonly tax: Cents;
  readonly due: Cents;
}

export interface Application {
  readonly id: bigint;
  readonly previousId: bigint | null;
  readonly contract: Contract;
  readonly period: BillingPeriod;
  readonly number: number;
  readonly invoiceNumber: string | null;
  readonly invoiceType: 'progress' | 'retainage_release' | 'progress_and_retainage_release';
  readonly status: string;
  readonly billedOn: string;
  readonly submittedOn: string | null;
  readonly updatedOn: string;
  readonly isFinal: boolean;
  readonly movesMaterials: boolean;
  readonly lines: readonly AppliedLine[];
  readonly summary: ApplicationSummary;
}
