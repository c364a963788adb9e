import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import type { ContractLine } from '../../../domain/procore/order-contract-lines';
import type { OrderContract } from '../../../domain/procore/order-contract';
import { Rejected } from '../../http/client-error';
import type { ProcoreClient } from '../calls/client';
import { requestPath } from '../calls/request-path';
import { bulkAnswerSchema, type BulkAnswer } from '../calls/sync-answer';

const path = '/rest/v1.0/purchase_order_contracts';

/**
 * Makes the contract without its lines, as a draft; found by its origin id it is written over, so it is looked for before.
 * https://developers.procore.com/reference/rest/purchase-order-contracts?version=latest (reference 11.4)
 */
export async function syncOrderContract(client: ProcoreClient, contract: OrderContract): Promise<void> {
  const operation = 'syncOrderContract';
  const { projectId, originId, originCode, title, vendorId, currency, date } = contract;
  const answer = await client.write({
    operation,
    method: 'PATCH',
    path: `${path}/sync`,
    body: {
      json: {
        project_id: new LosslessNumber(projectId),
        updates: [
          {
            ...{ origin_id: originId, origin_code: originCode, number: originCode, title, status: 'Draft' },
            ...{ vendor_id: new LosslessNumber(vendorId), accounting_method: 'amount' },
            ...(currency === '' ? {} : { currency_iso_code: currency }),
            ...(date === null ? {} : { contract_date: date }),
          },
        ],
      },
    },
    schema: bulkAnswerSchema,
  });
  refuseRefused(operation, answer.value);
}

/** A row that is missing deletes nothing. */
export async function syncOrderContractLines(
  client: ProcoreClient,
  {
    projectId,
    contractId,
    lines,
  }: { readonly projectId: string; readonly contractId: string; readonly lines: readonly ContractLine[] },
): Promise<void> {
  const operation = 'syncOrderContractLines';
  const answer = await client.write({
    operation,
    method: 'PATCH',
    path: requestPath`/rest/v1.0/purchase_order_contracts/${contractId}/line_items/sync`,
    query: { project_id: projectId },
    body: {
      json: {
        updates: lines.map(({ originId, description, wbsCodeId, amount }) => ({
          ...{ origin_id: originId, description, amount, extended_type: 'manual' },
          wbs_code_id: new LosslessNumber(wbsCodeId),
        })),
      },
    },
    schema: bulkAnswerSchema,
  });
  refuseRefused(operation, answer.value);
}

export async function writeOrderContractStatus(
  client: ProcoreClient,
  {
    projectId,
    contractId,
    status,
  }: { readonly projectId: string; readonly contractId: string; readonly status: string },
): Promise<void> {
  await client.write({
    operation: 'writeOrderContractStatus',
    method: 'PATCH',
    path: requestPath`/rest/v1.0/purchase_order_contracts/${contractId}`,
    body: { json: { project_id: new LosslessNumber(projectId), purchase_order_contract: { status } } },
    schema: z.unknown(),
  });
}

/** A bulk call is answered with 200 also when each row was refused. */
function refuseRefused(operation: string, { refused }: BulkAnswer): void {
  if (refused.length === 0) return;
  throw new Rejected(`procore ${operation}: ${String(refused.length)} of the rows were refused`, {
    ...{ system: 'procore', operation },
    detail: { reason: 'rowsRefused', rows: refused.length },
    said: [...new Set(refused.map(({ words }) => words))],
  });
}
