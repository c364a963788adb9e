import type { PostingKind } from '../posting/posting-kind';
import { contractIdOf } from './order-contract-lines';
import { inProcore } from './in-procore';

export interface OrderContractStatus {
  readonly projectId: string;
  readonly originId: string;
  /** Procore's own word. */
  readonly status: 'Approved' | 'Closed';
  /** The lines that it is approved or closed with: other lines, another setting. */
  readonly lines: readonly (readonly [string, string])[];
}

export interface OrderContractStatusBody extends OrderContractStatus {
  readonly kind: 'orderContractStatus';
  readonly contractId: string;
}

/** From then on Procore locks vendor and lines (procore 7.3). */
const locked: readonly string[] = ['Approved', 'Complete', 'Partially Received', 'Received', 'Closed'];

export function isLockedStatus(status: string): boolean {
  return locked.includes(status);
}

/** Whether a commitment has come so far: one that is received is approved too. */
export function hasStatus(shown: string, wanted: OrderContractStatus['status']): boolean {
  return shown === wanted || (wanted === 'Approved' && isLockedStatus(shown) && shown !== 'Closed');
}

/** Approved last of all, closed with the order. */
export const orderContractStatus: PostingKind<OrderContractStatus, OrderContractStatusBody> = {
  ...inProcore,
  name: 'orderContractStatus',
  called: 'status of the commitment',
  nature: 'sets',

  parse: (stored) => {
    const body = stored as OrderContractStatusBody | null;
    if (body?.kind !== 'orderContractStatus') throw new RangeError('the stored body is no orderContractStatus');
    return body;
  },

  complete: (draft, known) => ({ ...draft, kind: 'orderContractStatus', contractId: contractIdOf(known) }),

  fingerprint: ({ contractId, status, lines }) => [contractId, status, lines],

  compare: () => [],
};
