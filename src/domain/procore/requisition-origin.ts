import type { Found } from '../posting/look';
import type { PlannedStep } from '../posting/plan/planned-step';
import type { KnownAtSending, PostingKind } from '../posting/posting-kind';

/** By what the requisition is found in Procore. */
export interface OriginDraft {
  readonly projectId: string;
  readonly commitmentId: string;
  readonly requisitionId: string;
  /** The system that it is posted in; the origin id begins with it. */
  readonly system: string;
}

export interface OriginBody extends OriginDraft {
  /** `JDE-` and the key of the voucher, or of the order where no voucher is posted: unique in the company, as it must be. */
  readonly originId: string;
  /** What the ERP calls order and voucher, as JSON. */
  readonly originData: string;
}

/** Steps whose postings are named, the last of them in the origin id. */
const named = ['order', 'voucher'] as const;

/**
 * The ERP's reference on the requisition in Procore, `origin_id`, which locks it there (reference procore 9). An absolute
 * target; what another integration wrote there is never written over.
 */
export const requisitionOrigin: PostingKind<OriginDraft, OriginBody> = {
  name: 'requisitionOrigin',
  called: 'reference in Procore',
  system: 'procore',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => {
    const body = stored as OriginBody | null;
    if (typeof body?.originId !== 'string') throw new RangeError('the stored body is no requisitionOrigin');
    return body;
  },

  complete: (draft, known) => ({
    ...draft,
    originId: `${draft.system.toUpperCase()}-${keyOf(known)}`,
    originData: JSON.stringify(referencesOf(known)),
  }),

  fingerprint: ({ requisitionId, originId }) => [requisitionId, originId],

  compare: ({ originId }, { shown }: Found) => {
    const there = (shown as { readonly originId: string }).originId;
    return there === originId ? [] : [`origin_id is "${there}", which another integration wrote`];
  },

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};

/** After the last posting that adds something; the books are right without it. */
export function originStep(draft: OriginDraft, after: PlannedStep['step']): PlannedStep {
  return {
    id: 'writeBack',
    step: 'writeBack',
    kind: requisitionOrigin.name,
    system: requisitionOrigin.system,
    subject: `requisition:${draft.requisitionId}/origin`,
    draft,
    entries: [],
    after: { step: after, stage: 'stands' },
    asks: ['live'],
    isCourtesy: true,
  };
}

function keyOf(known: KnownAtSending): string {
  const key = named.map((step) => known.earlier(step)?.key).findLast((one) => one !== undefined);
  if (key === undefined) throw new RangeError('the reference is written back after something was posted');
  return key;
}

function referencesOf(known: KnownAtSending): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    named.flatMap((step) => {
      const posting = known.earlier(step);
      return posting === null ? [] : [[step, { key: posting.key, ...posting.reference }]];
    }),
  );
}
