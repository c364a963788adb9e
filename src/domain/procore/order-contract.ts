import type { PostingKind } from '../posting/posting-kind';
import type { ProcoreCommitment } from './procore-commitments';
import { inProcore } from './in-procore';

/** A commitment in Procore that stands for an order of the ERP, without its lines. */
export interface OrderContract {
  readonly projectId: string;
  /** The order's id: by it the commitment is found, and made no second time. */
  readonly originId: string;
  /** The order's number. */
  readonly originCode: string;
  readonly title: string;
  readonly vendorId: string;
  readonly currency: string;
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
}

export interface OrderContractBody extends OrderContract {
  readonly kind: 'orderContract';
}

/** What a look shows of one. */
export type ShownContract = Pick<ProcoreCommitment, 'type' | 'originId' | 'vendorId'>;

/** The commitment itself: once made, never again (procore 11.4). */
export const orderContract: PostingKind<OrderContract, OrderContractBody> = {
  ...inProcore,
  name: 'orderContract',
  called: 'commitment',
  nature: 'adds',

  parse: (stored) => {
    const body = stored as OrderContractBody | null;
    if (body?.kind !== 'orderContract') throw new RangeError('the stored body is no orderContract');
    return body;
  },

  complete: (draft) => ({ ...draft, kind: 'orderContract' }),

  fingerprint: ({ projectId, originId, vendorId }) => [projectId, originId, vendorId],

  compare: ({ vendorId }, { shown }) => {
    const there = shown as ShownContract;
    return [
      ...(there.type === 'PurchaseOrderContract' ? [] : ['it is a subcontract, and carries the id of the order']),
      ...(there.vendorId === vendorId ? [] : [`its vendor is ${there.vendorId ?? 'none'}, not ${vendorId}`]),
    ];
  },
};
