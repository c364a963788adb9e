import type { Decimal } from '../../decimal';
import type { BillingPeriod, Contract, ContractLine } from './contract';

/** One line of an application for payment (AIA G703), with every amount that Procore shows of it. */
export interface AppliedLine {
  readonly id: bigint;
  readonly previousId: bigint | null;
  readonly line: ContractLine;
  readonly workBefore: Decimal;
  readonly workNow: Decimal;
  readonly stored: Decimal;
  readonly storedBefore: Decimal;
  /** Stored materials that Procore moved to the work before this period. */
  readonly moved: Decimal;
  readonly total: Decimal;
  readonly totalBefore: Decimal;
  readonly retainedBefore: Decimal;
  readonly retainedNow: Decimal;
  readonly releasedNow: Decimal;
  readonly storedRetained: Decimal;
  readonly storedRetainedBefore: Decimal;
  readonly movedRetained: Decimal;
  /** In percent. */
  readonly rate: Decimal;
  readonly gross: Decimal;
  readonly net: Decimal;
}

/** AIA G702. */
export interface ApplicationSummary {
  readonly originalContractSum: Decimal;
  readonly changes: Decimal;
  readonly contractSum: Decimal;
  readonly total: Decimal;
  readonly workRetainage: Decimal;
  readonly storedRetainage: Decimal;
  readonly retainage: Decimal;
  readonly earned: Decimal;
  readonly previousCertificates: Decimal;
  readonly tax: Decimal;
  readonly due: Decimal;
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
