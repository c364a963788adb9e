import type { Found, Reference } from '../posting/look';
import type { PlannedStep } from '../posting/plan/planned-step';
import type { Step } from '../posting/plan/steps';
import type { KnownAtSending, PostingKind } from '../posting/posting-kind';
import type { ProcoreCommitment } from './procore-commitments';
import { inProcore } from './in-procore';

interface OfCommitment {
  readonly projectId: string;
  readonly commitmentId: string;
  /** The system that it is posted in; the origin id begins with it. */
  readonly system: string;
}

interface RequisitionDraft extends OfCommitment {
  readonly requisitionId: string;
}

interface CommitmentDraft extends OfCommitment {
  readonly commitmentType: ProcoreCommitment['type'];
}

interface ChangeOrderDraft extends OfCommitment {
  readonly packageId: string;
}

interface Origin {
  /** `JDE-` and the key of what is posted last of it: unique in the company, as it must be. */
  readonly originId: string;
  /** What the ERP calls what is posted, as JSON. */
  readonly originData: string;
}

interface CodedOrigin extends Origin {
  /** What people call it in the ERP: Procore shows that to its users. */
  readonly originCode: string;
}

export type RequisitionOrigin = RequisitionDraft & Origin;
export type CommitmentOrigin = CommitmentDraft & CodedOrigin;
export type ChangeOrderOrigin = ChangeOrderDraft & CodedOrigin;

/** How the ERP's references are called, in one line for a person. */
type Called = (reference: Reference) => string;

const originKinds = {
  requisition: 'requisitionOrigin',
  commitment: 'commitmentOrigin',
  changeOrder: 'changeOrderOrigin',
} as const;

/** Locks the requisition in Procore (reference procore 9). */
export const requisitionOrigin: PostingKind<RequisitionDraft, RequisitionOrigin> = originKind({
  name: originKinds.requisition,
  recordOf: ({ requisitionId }) => requisitionId,
  complete: (draft, known) => ({ ...draft, ...originOf(draft, known, ['order', 'voucher']) }),
});

/** Locks nothing: that does the status alone (reference procore 7.3). */
export function commitmentOrigin(called: Called): PostingKind<CommitmentDraft, CommitmentOrigin> {
  return originKind({
    name: originKinds.commitment,
    recordOf: ({ commitmentId }) => commitmentId,
    complete: (draft, known) => ({ ...draft, ...codedOriginOf(draft, known, 'order', called) }),
  });
}

/** On the package: a commitment change order has no origin fields (reference procore 12.2). */
export function changeOrderOrigin(called: Called): PostingKind<ChangeOrderDraft, ChangeOrderOrigin> {
  return originKind({
    name: originKinds.changeOrder,
    recordOf: ({ packageId }) => packageId,
    complete: (draft, known) => ({ ...draft, ...codedOriginOf(draft, known, 'orderChange', called) }),
  });
}

/** After the last posting that adds something; the books are right without it. */
export function originStep(
  draft: RequisitionDraft | CommitmentDraft | ChangeOrderDraft,
  after: PlannedStep['step'],
): PlannedStep {
  const [kind, subject] =
    'requisitionId' in draft
      ? [originKinds.requisition, `requisition:${draft.requisitionId}/origin`]
      : 'packageId' in draft
        ? [originKinds.changeOrder, `changeOrder:${draft.packageId}/origin`]
        : [originKinds.commitment, `commitment:${draft.commitmentId}/origin`];
  return {
    ...{ id: 'writeBack', step: 'writeBack', kind, system: 'procore', subject, draft, entries: [] },
    after: { step: after, stage: 'stands' },
    asks: ['live'],
    isCourtesy: true,
  };
}

/** As it stands in Procore, of a posting in a system. */
export function originIdOf(system: string, key: string): string {
  return `${system.toUpperCase()}-${key}`;
}

/**
 * The ERP's reference on a record in Procore, `origin_id`: an absolute target; what another integration wrote there is never
 * written over.
 */
function originKind<Draft extends OfCommitment, Body extends Draft & Origin>({
  name,
  recordOf,
  complete,
}: {
  readonly name: string;
  readonly recordOf: (draft: Draft) => string;
  readonly complete: (draft: Draft, known: KnownAtSending) => Body;
}): PostingKind<Draft, Body> {
  return {
    ...inProcore,
    name,
    called: 'reference in Procore',
    nature: 'sets',

    parse: (stored) => {
      const body = stored as Body | null;
      if (typeof body?.originId !== 'string') throw new RangeError(`the stored body is no ${name}`);
      return body;
    },

    complete,
    fingerprint: (body) => [recordOf(body), body.originId],

    compare: ({ originId }, { shown }: Found) => {
      const there = (shown as { readonly originId: string }).originId;
      return there === originId ? [] : [`origin_id is "${there}", which another integration wrote`];
    },
  };
}

function originOf({ system }: OfCommitment, known: KnownAtSending, named: readonly Step[]): Origin {
  const postings = named.flatMap((step) => {
    const posting = known.earlier(step);
    return posting === null ? [] : [[step, posting] as const];
  });
  const last = postings.at(-1)?.[1];
  if (last === undefined) throw new RangeError('the reference is written back after something was posted');
  const references = postings.map(([step, { key, reference }]) => [step, { key, ...reference }]);
  return {
    originId: originIdOf(system, last.key),
    originData: JSON.stringify(Object.fromEntries(references)),
  };
}

function codedOriginOf(draft: OfCommitment, known: KnownAtSending, step: Step, called: Called): CodedOrigin {
  const reference = known.earlier(step)?.reference ?? {};
  return { ...originOf(draft, known, [step]), originCode: called(reference) };
}
