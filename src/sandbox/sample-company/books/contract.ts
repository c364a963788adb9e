import type { Decimal } from '../../decimal';
import type { Coding } from '../catalogue/cost-structure';
import type { Month } from '../month';
import type { CommitmentPlan } from '../plans/commitment-plan';
import type { ProjectPlan } from '../catalogue/project-plans';
import type { VendorPlan } from '../catalogue/vendor-catalogue';

/** One line of the schedule of values: of the contract, of a change order, or a whole change order. */
export interface ContractLine {
  readonly id: bigint;
  readonly itemType: 'contract_item' | 'change_order_item' | 'whole_change_order_item';
  /** Null for a whole change order, which has several codes. */
  readonly coding: Coding | null;
  readonly description: string;
  readonly scheduled: Decimal;
  readonly changeOrder: ChangeOrder | null;
}

export interface ChangeOrderLine {
  readonly id: bigint;
  readonly coding: Coding;
  readonly amount: Decimal;
}

export interface ChangeOrder {
  readonly packageId: bigint;
  readonly commitmentChangeOrderId: bigint;
  readonly number: string;
  readonly title: string;
  readonly isWhole: boolean;
  /** The requisition on which it appears first. */
  readonly onNumber: number;
  readonly approvedOn: string;
  readonly lines: readonly ChangeOrderLine[];
}

export interface Contract {
  readonly id: bigint;
  readonly project: ProjectPlan;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly vendor: VendorPlan | null;
  readonly signedOn: string;
  readonly lines: readonly ContractLine[];
  readonly changeOrders: readonly ChangeOrder[];
  /** Null for the worked examples, whose requisitions are written by hand. */
  readonly plan: CommitmentPlan | null;
}

export interface BillingPeriod {
  readonly id: bigint;
  readonly month: Month;
  readonly start: string;
  readonly end: string;
  readonly isOpen: boolean;
}
