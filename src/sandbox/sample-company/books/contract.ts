import type { Decimal } from '../../decimal';
import type { Coding } from '../catalogue/cost-structure';
import type { Month } from '../month';
import type { CommitmentPlan } from '../plans/commitment-plan';
import type { ProjectPlan } from '../catalogue/project-plans';
import type { VendorPlan } from '../catalogue/vendor-catalogue';

/** What a line is measured in, on a contract by units. */
export interface UnitPrice {
  readonly uom: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
}

/** A line of the contract itself, when the subcontractor's schedule of values divides it into details. */
export interface DividedLine {
  readonly id: bigint;
  readonly description: string;
  readonly scheduled: Decimal;
}

/** One line that is billed: of the contract or a detail of one, of a change order, or a whole change order. */
export interface ContractLine {
  readonly id: bigint;
  readonly itemType: 'contract_item' | 'contract_detail_item' | 'change_order_item' | 'whole_change_order_item';
  /** Null for a whole change order, which has several codes. */
  readonly coding: Coding | null;
  readonly description: string;
  readonly scheduled: Decimal;
  readonly changeOrder: ChangeOrder | null;
  readonly detailOf?: DividedLine;
  readonly unit?: UnitPrice;
}

export interface ChangeOrderLine {
  readonly id: bigint;
  readonly coding: Coding;
  readonly amount: Decimal;
}

export interface ChangeOrder {
  readonly packageId: bigint;
  readonly commitmentChangeOrderId: bigint;
  readonly requestId: bigint;
  readonly potentialId: bigint;
  /** Of a project with two tiers; null with one. */
  readonly batchId: bigint | null;
  readonly number: string;
  readonly title: string;
  readonly isWhole: boolean;
  /** The requisition on which it appears first. */
  readonly onNumber: number;
  readonly approvedOn: string;
  readonly lines: readonly ChangeOrderLine[];
}

/** Not approved, in two tiers and in no batch yet: so it has no package and changes nothing. */
export interface PendingChangeOrder {
  readonly commitmentChangeOrderId: bigint;
  readonly potentialId: bigint;
  readonly number: string;
  readonly title: string;
  readonly line: ChangeOrderLine;
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
  readonly pending?: PendingChangeOrder;
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
