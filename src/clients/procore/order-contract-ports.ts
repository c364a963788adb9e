import { orderContract, type OrderContractBody, type ShownContract } from '../../domain/procore/order-contract';
import {
  compareLines,
  orderContractLines,
  type OrderContractLinesBody,
  type ShownLines,
} from '../../domain/procore/order-contract-lines';
import {
  hasStatus,
  isLockedStatus,
  orderContractStatus,
  type OrderContractStatusBody,
} from '../../domain/procore/order-contract-status';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { Found, Look } from '../../domain/posting/look';
import type { KindAtTarget, Posted, PostingPort } from '../erp-adapter';
import type { ProcorePort } from './procore-port';

/** What is written in Procore of an order of the ERP: the commitment, its lines, its status. */
export function orderContractKinds(procore: ProcorePort): readonly KindAtTarget[] {
  return [
    { kind: orderContract, port: contractPort(procore) },
    { kind: orderContractLines, port: linesPort(procore) },
    { kind: orderContractStatus, port: statusPort(procore) },
  ];
}

/** By its origin id, of either kind of commitment; deleted ones are found too, so that none is made again. */
function contractPort(procore: ProcorePort): PostingPort {
  return {
    look: looks(async (one) => {
      const { projectId, originId } = one.body as OrderContractBody;
      const all = await procore.commitmentsByOrigin({ projectId, originId });
      return all.map((row) => {
        const { type, vendorId, status, deletedAt } = row;
        const shown: ShownContract = { type, originId, vendorId };
        const stage = deletedAt === null ? 'stands' : 'voided';
        return { ...found({ contractId: row.id, originId }, shown), stage, stageWord: status };
      });
    }),
    send: async (one) => {
      await procore.syncOrderContract(one.body as OrderContractBody);
      return null;
    },
  };
}

/** What is absent is written, and what stands as we wrote it before. What somebody else wrote is shown as what differs. */
function linesPort(procore: ProcorePort): PostingPort {
  return {
    look: looks(async (one) => {
      const body = one.body as OrderContractLinesBody;
      const contract = await shownOf(procore, body);
      const { areThere, strange } = compareLines(contract?.lineItems ?? [], body);
      if (!areThere && strange.length === 0) return [];
      return [found({ contractId: body.contractId }, { differences: strange } satisfies ShownLines)];
    }),
    ready: async (one) => {
      const body = one.body as OrderContractLinesBody;
      const contract = await shownOf(procore, body);
      if (contract === null) return [notShown(body.contractId)];
      return isLockedStatus(contract.status) ? [lockedProblem(contract.number ?? contract.id, contract.status)] : [];
    },
    send: async (one) => {
      const { contractId, projectId, lines } = one.body as OrderContractLinesBody;
      await procore.syncOrderContractLines({ contractId, projectId, lines });
      return { contractId };
    },
  };
}

function statusPort(procore: ProcorePort): PostingPort {
  return {
    look: looks(async (one) => {
      const body = one.body as OrderContractStatusBody;
      const contract = await shownOf(procore, body);
      if (contract === null || !hasStatus(contract.status, body.status)) return [];
      return [{ ...found({ contractId: body.contractId }, {}), stageWord: contract.status }];
    }),
    ready: async (one) => {
      const body = one.body as OrderContractStatusBody;
      return (await shownOf(procore, body)) === null ? [notShown(body.contractId)] : [];
    },
    send: async (one) => {
      const { contractId, projectId, status } = one.body as OrderContractStatusBody;
      await procore.writeOrderContractStatus({ contractId, projectId, status });
      return { contractId };
    },
  };
}

function looks(lookFor: (one: Posted) => Promise<readonly Found[]>): PostingPort['look'] {
  return async (of) => {
    const all: Look[] = [];
    for (const one of of) all.push({ key: one.key, found: await lookFor(one), strangers: [], running: false });
    return all;
  };
}

function found(reference: Found['reference'], shown: unknown): Found {
  return { reference, stage: 'stands', stageWord: '', missing: [], shown, facts: {} };
}

function shownOf(procore: ProcorePort, { projectId, contractId }: { projectId: string; contractId: string }) {
  return procore.showCommitment({ projectId, commitmentId: contractId, commitmentType: 'PurchaseOrderContract' });
}

function notShown(contractId: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'id',
    value: contractId,
    message: `Procore does not show the commitment ${contractId}, which stands for the order: it was deleted, or the service account may not see it.`,
    remedies: [{ act: 'inProcore', text: 'Give the service account permission on Commitments', andThen: resume }],
  };
}

function lockedProblem(number: string, status: string): Problem {
  return {
    reason: 'changedAfterPosting',
    kind: 'person',
    field: 'status',
    value: status,
    message: `Commitment ${number} is ${status} in Procore, and its lines were not written yet.`,
    remedies: [
      {
        act: 'inProcore',
        text: 'Set the commitment to Draft; its lines are written and it is approved then',
        andThen: resume,
      },
    ],
  };
}
