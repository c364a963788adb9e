import type { OrderLineBody, OrderReference, PurchaseOrderBody } from './posting-body';

/** A line of an order that was made of a line of Procore's; `key` is what its VR01 says of that (`lineMark`). */
export interface MarkedLine extends OrderLineBody {
  /** Names the source line for ever: `contract_item:3129856`. */
  readonly item: string;
}

/** The order of a commitment: F4301 and F4311, one line for each of the contract. */
export interface CommitmentOrderBody extends Omit<PurchaseOrderBody, 'kind' | 'lines'> {
  readonly kind: 'commitmentOrder';
  readonly lines: readonly MarkedLine[];
}

/** Lines of a change order, each a line of its own on the order of its commitment. */
export interface AddedLinesBody {
  readonly kind: 'addedLines';
  readonly erpKey: string;
  readonly supplier: string;
  readonly order: OrderReference;
  /** `YYYY-MM-DD`: of the change. */
  readonly glDate: string;
  /** True when amounts are foreign ones. */
  readonly foreign: boolean;
  readonly lines: readonly MarkedLine[];
}

/** What is to be open of lines of an order. */
export interface OrderReliefBody {
  readonly kind: 'orderRelief';
  readonly erpKey: string;
  readonly order: OrderReference;
  readonly glDate: string;
  readonly currency: string;
  /** True when `currency` is not the company's own: amounts are then foreign ones. */
  readonly foreign: boolean;
  readonly lines: readonly RelievedLine[];
}

export interface RelievedLine {
  /** `lineMark`, or `linkedMark` of a line that a person linked. */
  readonly mark: string;
  /** What was open of it before, as our ledger says. */
  readonly base: string;
  readonly target: string;
}

/** What is open of lines of an order, canceled by a person's choice. */
export interface OrderCloseBody {
  readonly kind: 'orderClose';
  readonly erpKey: string;
  readonly order: OrderReference;
  /** The decision that asks for it: an order may be closed more than once. */
  readonly decision: string;
  readonly lines: readonly MovedLine[];
}

/** Lines of their own for what comes back on closed ones, by a person's choice. */
export interface LinesBackBody extends Omit<AddedLinesBody, 'kind'> {
  readonly kind: 'linesBack';
  readonly decision: string;
  /** What the choice moves, by line: onto the new ones, and off the closed ones. */
  readonly moves: readonly MovedLine[];
}

/** What a line carries more, or less, from there on. */
export interface MovedLine {
  readonly mark: string;
  readonly item: string;
  readonly supplier: string;
  /** As the chart prints it. */
  readonly account: string;
  readonly amount: string;
  /** `YYYY-MM`. */
  readonly period: string;
}
