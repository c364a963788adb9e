import type { FloorStep } from './floor-queues';
import type { RecordedCall } from './recorded-calls';

export type ReadyCalls = Readonly<Record<FloorStep, readonly RecordedCall[]>>;

/**
 * The recorded calls by the activity that makes them: what asks Procore, what is read before the order, from the search for it
 * on to its lines, and the rest. Throws when the order and the voucher are not among them: the floor would stand too high.
 */
export function readyCalls(calls: readonly RecordedCall[]): ReadyCalls {
  const erp = calls.filter(({ system }) => system === 'jde');
  const writes = erp.flatMap(({ path }, at) => (path.includes('/orchestrator/') ? [at] : []));
  const [order, voucher] = writes;
  if (order === undefined || voucher === undefined || writes.length !== 2) {
    throw new Error(`an order and a voucher are to be recorded, and there are ${writes.length} writes`);
  }
  const search = order - 1;
  // The order is read back, with its lines, before the voucher is looked for.
  const afterOrder = order + 3;
  return {
    fetch: calls.filter(({ system }) => system === 'procore'),
    plan: erp.slice(0, search),
    order: erp.slice(search, afterOrder),
    voucher: erp.slice(afterOrder),
  };
}

/** The keys and numbers of another requisition, of the same lengths: so that the ERP takes each order and voucher for a new one. */
export function bodyOf({ body }: RecordedCall, index: number): string {
  const six = index.toString(36).toUpperCase().padStart(6, '0');
  return body
    .replaceAll(/"PC[A-Z2-7]{6}(?=[A-Z2-7]{7})/g, `"PC${six}`)
    .replaceAll(/BENCH-\d{4}/g, `BENCH-${String(index).padStart(4, '0')}`);
}
