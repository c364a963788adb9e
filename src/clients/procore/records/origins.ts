import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { filledTextOrNull, time } from '../calls/fields';
import { requestPath } from '../calls/request-path';
import { commitmentPath, type CommitmentType } from './commitments';

const writtenSchema = z.object({ origin_id: filledTextOrNull, updated_at: time });

/** The returned time is how our own echo is told from a later edit. */
interface WrittenOrigin {
  readonly originId: string | null;
  readonly updatedAt: string;
}

interface Origin {
  readonly projectId: string;
  readonly commitmentId: string;
  /** Unique for the kind of object in the company; Procore shows it to nobody. */
  readonly originId: string;
  readonly originData?: string | undefined;
}

interface CodedOrigin extends Origin {
  /** What the ERP calls it: Procore shows it to its users. */
  readonly originCode: string;
}

/**
 * Writes the ERP's reference. It locks the requisition in Procore's UI and can be done once.
 * https://developers.procore.com/documentation/tutorial-requisitions , /tutorial-financial-tools
 */
export async function writeRequisitionOrigin(
  client: ProcoreClient,
  args: Origin & { readonly requisitionId: string },
): Promise<WrittenOrigin> {
  return written(client, {
    operation: 'writeRequisitionOrigin',
    path: requestPath`/rest/v1.1/requisitions/${args.requisitionId}`,
    json: {
      project_id: new LosslessNumber(args.projectId),
      commitment_id: new LosslessNumber(args.commitmentId),
      requisition: membersOf(args),
    },
  });
}

/**
 * Writes the ERP's reference on a subcontract or purchase order, which locks nothing of it.
 * https://developers.procore.com/reference/rest/work-order-contracts?version=latest , /purchase-order-contracts
 */
export async function writeCommitmentOrigin(
  client: ProcoreClient,
  args: CodedOrigin & { readonly commitmentType: CommitmentType },
): Promise<WrittenOrigin> {
  return written(client, {
    operation: 'writeCommitmentOrigin',
    path: commitmentPath(args),
    json: {
      project_id: new LosslessNumber(args.projectId),
      [args.commitmentType === 'WorkOrderContract' ? 'work_order_contract' : 'purchase_order_contract']:
        membersOf(args),
    },
  });
}

/**
 * Writes the ERP's reference on a change order package, the one object of a change order that has origin fields in every tier.
 * https://developers.procore.com/reference/rest/change-order-packages?version=latest
 */
export async function writeChangeOrderOrigin(
  client: ProcoreClient,
  args: CodedOrigin & { readonly packageId: string },
): Promise<WrittenOrigin> {
  return written(client, {
    operation: 'writeChangeOrderOrigin',
    path: requestPath`/rest/v1.0/change_order_packages/${args.packageId}`,
    json: {
      project_id: new LosslessNumber(args.projectId),
      contract_id: new LosslessNumber(args.commitmentId),
      change_order: membersOf(args),
    },
  });
}

function membersOf({ originId, originCode, originData }: Origin & { readonly originCode?: string }) {
  return {
    origin_id: originId,
    ...(originCode === undefined ? {} : { origin_code: originCode }),
    ...(originData === undefined ? {} : { origin_data: originData }),
  };
}

async function written(
  client: ProcoreClient,
  { operation, path, json }: { readonly operation: string; readonly path: string; readonly json: object },
): Promise<WrittenOrigin> {
  const answer = await client.write({ operation, method: 'PATCH', path, body: { json }, schema: writtenSchema });
  return camelCaseKeys(answer.value);
}
