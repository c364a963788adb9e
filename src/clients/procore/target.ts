import type { Look, Reference } from '../../domain/posting/look';
import {
  changeOrderOrigin,
  commitmentOrigin,
  requisitionOrigin,
  type ChangeOrderOrigin,
  type CommitmentOrigin,
  type RequisitionOrigin,
} from '../../domain/procore/erp-origin';
import type { KindAtTarget, Posted, PostingPort, PostingTiming, SystemWords, Target } from '../erp-adapter';
import { contractPaymentKind } from './contract-payment-port';
import type { EchoNotes, Written } from './echo-notes';
import { orderContractKinds } from './order-contract-ports';
import type { ProcorePort } from './procore-port';

/** How the origin of one kind of record is read and written. */
interface OriginAt<Body> {
  readonly record: (body: Body) => Written;
  /** Null: it has none, or is not shown. */
  readonly show: (body: Body) => Promise<{ readonly originId: string | null } | null>;
  readonly write: (body: Body) => Promise<{ readonly updatedAt: string }>;
}

/** Procore as a system in which effects are made: the reference of the ERP on its records, and commitments of its orders. */
export function procoreTarget(
  procore: ProcorePort,
  echoes: EchoNotes,
  timing: PostingTiming,
  erp: SystemWords,
): Target {
  const called = (reference: Reference): string => erp.reference(reference);
  const kinds: readonly KindAtTarget[] = [
    {
      kind: requisitionOrigin,
      port: originPort<RequisitionOrigin>(echoes, {
        record: ({ requisitionId }) => ({ kind: 'requisition', sourceId: requisitionId }),
        show: procore.showRequisition,
        write: procore.writeRequisitionOrigin,
      }),
    },
    {
      kind: commitmentOrigin(called),
      port: originPort<CommitmentOrigin>(echoes, {
        record: ({ commitmentId }) => ({ kind: 'commitment', sourceId: commitmentId }),
        show: procore.showCommitment,
        write: procore.writeCommitmentOrigin,
      }),
    },
    {
      kind: changeOrderOrigin(called),
      port: originPort<ChangeOrderOrigin>(echoes, {
        record: ({ packageId }) => ({ kind: 'changeOrder', sourceId: packageId }),
        show: procore.showChangeOrderPackage,
        write: procore.writeChangeOrderOrigin,
      }),
    },
    ...orderContractKinds(procore),
    contractPaymentKind(procore, echoes),
  ];
  return {
    system: 'procore',
    words: {
      name: 'Procore',
      reference: ({ contractId, paymentId, originId = '' }) =>
        paymentId !== undefined
          ? `payment ${paymentId}`
          : contractId === undefined
            ? originId
            : `commitment ${contractId}`,
      identity: ({ contractId, paymentId, originId = '' }) => paymentId ?? contractId ?? originId,
    },
    kinds: new Map(kinds.map((one) => [one.kind.name, one])),
    timing: () => timing,
  };
}

/** Whatever stands in `origin_id` is found, also what is not ours: the kind's comparison tells them apart. */
function originPort<Body extends { readonly originId: string }>(
  echoes: EchoNotes,
  { record, show, write }: OriginAt<Body>,
): PostingPort {
  const lookFor = async ({ key, body }: Posted): Promise<Look> => {
    const originId = (await show(body as Body))?.originId ?? null;
    if (originId === null) return { key, found: [], strangers: [], running: false };
    const found = { reference: { originId }, stage: 'stands', stageWord: '', missing: [] } as const;
    return { key, found: [{ ...found, shown: { originId }, facts: {} }], strangers: [], running: false };
  };
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(await lookFor(one));
      return looks;
    },
    send: async ({ body }) => {
      const origin = body as Body;
      await echoes.begun(record(origin));
      const { updatedAt } = await write(origin);
      await echoes.answered(record(origin), updatedAt);
      return { originId: origin.originId };
    },
  };
}
