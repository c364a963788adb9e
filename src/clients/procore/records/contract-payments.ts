import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import type { PaymentRecord, ProcoreContractPayment } from '../../../domain/procore/contract-payment';
import type { ProcoreClient } from '../calls/client';
import { dateOrNull, filledTextOrNull, id, idOrNull, lenient } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { requestPath } from '../calls/request-path';
import { allRowsOf } from '../calls/rows';

const path = '/rest/v1.0/contract_payments';

interface OfContract {
  readonly projectId: string;
  readonly contractId: string;
}

const paymentSchema = z
  .object({
    id,
    amount: z.string().regex(/^-?\d+(\.\d+)?$/, 'expected a decimal'),
    date: dateOrNull,
    check_number: lenient(filledTextOrNull),
    requisition_id: lenient(idOrNull),
    origin_id: filledTextOrNull,
  })
  .transform(({ check_number, requisition_id, origin_id, ...row }): ProcoreContractPayment => ({
    ...row,
    checkNumber: check_number,
    requisitionId: requisition_id,
    originId: origin_id,
  }));

/**
 * One page of the payments of a commitment; it takes no filter. One row that cannot be read fails it: it may be the one that is
 * looked for.
 * https://developers.procore.com/reference/rest/contract-payments?version=latest
 */
export async function listContractPayments(
  client: ProcoreClient,
  { projectId, contractId, page }: OfContract & PageArguments,
): Promise<ProcorePage<ProcoreContractPayment>> {
  const answer = await client.get({
    operation: 'listContractPayments',
    path,
    query: { project_id: projectId, contract_id: contractId, ...pageQuery(page) },
    schema: allRowsOf(paymentSchema),
  });
  return listPage(answer, page);
}

/** What a write answers, as far as it is of use: that it was done is known without. */
const writtenSchema = z
  .object({ id: lenient(idOrNull), updated_at: lenient(filledTextOrNull) })
  .catch({ id: null, updated_at: null })
  .transform((row) => ({ id: row.id, updatedAt: row.updated_at }));

type WrittenRecord = z.infer<typeof writtenSchema>;

/** Nothing keeps it from being made twice: it is looked for before. */
export async function createContractPayment(
  client: ProcoreClient,
  {
    projectId,
    contractId,
    originId,
    record,
  }: OfContract & { readonly originId: string; readonly record: PaymentRecord },
): Promise<WrittenRecord> {
  const { requisitionId, amount, date, checkNumber, invoiceNumber, method, notes } = record;
  const { value } = await client.write({
    operation: 'createContractPayment',
    method: 'POST',
    path,
    body: {
      json: {
        ...wrapped({ projectId, contractId }),
        contract_payment: {
          ...{ amount, date, check_number: checkNumber, invoice_number: invoiceNumber, notes, origin_id: originId },
          requisition_id: new LosslessNumber(requisitionId),
          ...(method === null ? {} : { payment_method: method }),
        },
      },
    },
    schema: writtenSchema,
  });
  return value;
}

/** Makes a record that people made ours. Its amount and dates stay theirs. */
export async function writeContractPaymentOrigin(
  client: ProcoreClient,
  { paymentId, originId, ...of }: OfContract & { readonly paymentId: string; readonly originId: string },
): Promise<WrittenRecord> {
  const { value } = await client.write({
    operation: 'writeContractPaymentOrigin',
    method: 'PATCH',
    path: requestPath`/rest/v1.0/contract_payments/${paymentId}`,
    body: { json: { ...wrapped(of), contract_payment: { origin_id: originId } } },
    schema: writtenSchema,
  });
  return value;
}

export async function deleteContractPayment(
  client: ProcoreClient,
  { paymentId, projectId, contractId }: OfContract & { readonly paymentId: string },
): Promise<void> {
  await client.write({
    operation: 'deleteContractPayment',
    method: 'DELETE',
    path: requestPath`/rest/v1.0/contract_payments/${paymentId}`,
    query: { project_id: projectId, contract_id: contractId },
    schema: z.unknown(),
  });
}

function wrapped({ projectId, contractId }: OfContract) {
  return { project_id: new LosslessNumber(projectId), contract_id: new LosslessNumber(contractId) };
}
