/**
 * `open`: in force. `notYet`: not approved, on hold, or its change is in work: what will be of it is not known. `closed`,
 * `canceled`: nothing more is bought on it.
 */
export type OrderStanding = 'open' | 'notYet' | 'closed' | 'canceled';

/** A purchase order as an ERP has it, in the terms of a commitment. Ids and amounts are texts. */
export interface ErpOrder {
  /** Unique for ever; `origin_id` of the commitment. */
  readonly id: string;
  /** As people call it; `origin_code` of the commitment. */
  readonly number: string;
  readonly standing: OrderStanding;
  /** The ERP's own word. */
  readonly status: string;
  /** It was made from a commitment by us: it carries a key of ours. */
  readonly isOurs: boolean;
  /** Why it is none of those that the connection imports; null: it is. */
  readonly outOfScope: string | null;
  /** Why an order like it cannot be a commitment; null: it can. */
  readonly unfit: string | null;
  readonly supplier: { readonly number: string; readonly name: string };
  readonly description: string;
  readonly currency: string;
  /** Without tax; null where the ERP does not say. */
  readonly total: string | null;
  /** `YYYY-MM-DD`; null where the ERP does not say. */
  readonly date: string | null;
  /** ISO 8601, UTC. */
  readonly changedAt: string;
  readonly lines: readonly ErpOrderLine[];
}

/** Nothing more is bought on it. */
export function isOver({ standing }: Pick<ErpOrder, 'standing'>): boolean {
  return standing === 'closed' || standing === 'canceled';
}

export interface ErpOrderLine {
  /** Unique for ever; `origin_id` of the commitment's line. */
  readonly id: string;
  readonly number: string;
  readonly description: string;
  /** What is ordered: of a canceled line what was billed of it. */
  readonly amount: string;
  /** As the chart prints it; `''` where it could not be read. */
  readonly account: string;
  readonly isCanceled: boolean;
  /** Why a line like it cannot be one of a commitment; null: it can. */
  readonly unfit: string | null;
}

/** What of an order matters for its commitment. A new version of it compares as another content. */
export const erpOrderVersion = 1;

export function erpOrderContent(order: ErpOrder): string {
  const { id, number, standing, supplier, currency, lines } = order;
  return JSON.stringify([
    ...[id, number, standing, supplier.number, currency, order.outOfScope, order.unfit, order.total],
    lines.map((line) => [line.id, line.description, line.amount, line.account, line.isCanceled, line.unfit]),
  ]);
}
