import type { Look } from '../../domain/posting/look';
import { requisitionOrigin, type OriginBody } from '../../domain/procore/requisition-origin';
import type { Posted, PostingPort, PostingTiming, Target } from '../erp-adapter';
import { orderContractKinds } from './order-contract-ports';
import type { ProcorePort } from './procore-port';

/** Told around each write, so that the webhooks it causes are known as echoes: the first is awaited before the write. */
export interface EchoNotes {
  begun(requisitionId: string): Promise<void>;
  answered(requisitionId: string, updatedAt: string): Promise<void>;
}

/** Procore as a system in which effects are made: the reference of the ERP on a requisition, and commitments of its orders. */
export function procoreTarget(procore: ProcorePort, echoes: EchoNotes, timing: PostingTiming): Target {
  return {
    system: 'procore',
    words: {
      name: 'Procore',
      reference: ({ contractId, originId = '' }) => (contractId === undefined ? originId : `commitment ${contractId}`),
      identity: ({ contractId, originId = '' }) => contractId ?? originId,
    },
    kinds: new Map(
      [{ kind: requisitionOrigin, port: originPort(procore, echoes) }, ...orderContractKinds(procore)].map((one) => [
        one.kind.name,
        one,
      ]),
    ),
    timing: () => timing,
  };
}

/** Whatever stands in `origin_id` is found, also what is not ours: the kind's comparison tells them apart. */
function originPort(procore: ProcorePort, echoes: EchoNotes): PostingPort {
  const lookFor = async (one: Posted): Promise<Look> => {
    const { projectId, requisitionId } = one.body as OriginBody;
    const now = await procore.showRequisition({ projectId, requisitionId });
    const originId = now?.originId ?? null;
    const found =
      originId === null
        ? []
        : [
            {
              reference: { originId },
              stage: 'stands' as const,
              stageWord: '',
              missing: [],
              shown: { originId },
              facts: {},
            },
          ];
    return { key: one.key, found, strangers: [], running: false };
  };
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(await lookFor(one));
      return looks;
    },
    send: async (one) => {
      const { projectId, commitmentId, requisitionId, originId, originData } = one.body as OriginBody;
      await echoes.begun(requisitionId);
      const { updatedAt } = await procore.writeRequisitionOrigin({
        projectId,
        requisitionId,
        commitmentId,
        originId,
        originData,
      });
      await echoes.answered(requisitionId, updatedAt);
      return { originId };
    },
  };
}
