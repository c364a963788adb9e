import { z } from 'zod';
import type { ProcoreCommitment } from '../../../domain/requisition/procore-documents';
import { Rejected } from '../../http/client-error';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { contractLineSchema } from './contract-line-schema';
import { currencySchema } from './currency-schema';
import {
  dateOrNull,
  decimalOrNull,
  filledTextOrNull,
  flagOrNull,
  id,
  idOrNull,
  listOrEmpty,
  objectOrNull,
  percentOrNull,
  textOrNull,
  time,
  timeOrNull,
} from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { requestPath } from '../calls/request-path';

const pathSegments: Readonly<Record<ProcoreCommitment['type'], string>> = {
  WorkOrderContract: 'work_order_contracts',
  PurchaseOrderContract: 'purchase_order_contracts',
};

const commitmentSchema = z
  .object({
    id,
    number: textOrNull,
    title: textOrNull,
    status: z.string().min(1),
    executed: flagOrNull,
    accounting_method: textOrNull,
    vendor: objectOrNull(z.object({ id: idOrNull, company: filledTextOrNull })),
    project: objectOrNull(z.object({ id: idOrNull })),
    origin_id: filledTextOrNull,
    origin_code: filledTextOrNull,
    origin_data: textOrNull,
    grand_total: decimalOrNull,
    revised_contract: decimalOrNull,
    approved_change_orders: decimalOrNull,
    retainage_percent: percentOrNull,
    contract_date: dateOrNull,
    execution_date: dateOrNull,
    payment_terms: textOrNull,
    delivery_date: dateOrNull,
    currency_configuration: currencySchema,
    created_at: timeOrNull,
    updated_at: time,
    deleted_at: timeOrNull,
    line_items: listOrEmpty(contractLineSchema),
  })
  .transform(({ vendor, project, currency_configuration, ...row }) => ({
    ...camelCaseKeys(row),
    vendorId: vendor?.id ?? null,
    vendorName: vendor?.company ?? null,
    statedProjectId: project?.id ?? null,
    currency: currency_configuration,
  }));

/**
 * A subcontract or purchase order with its lines, by v1.0, because v2.0 hides the origin fields. Null when it is gone
 * or not visible.
 * https://developers.procore.com/reference/rest/work-order-contracts?version=latest , /purchase-order-contracts
 */
export async function showCommitment(
  client: ProcoreClient,
  args: {
    readonly projectId: string;
    readonly commitmentId: string;
    /** As a requisition states it. */
    readonly commitmentType: string;
  },
): Promise<ProcoreCommitment | null> {
  const operation = 'showCommitment';
  const { commitmentType } = args;
  if (!isCommitmentType(commitmentType)) {
    throw new Rejected(
      `procore ${operation}: commitment_type must be WorkOrderContract or PurchaseOrderContract; this requisition states another`,
      { system: 'procore', operation, detail: { reason: 'unknownCommitmentType' } },
    );
  }
  const answer = await client.find({
    operation,
    path: requestPath`/rest/v1.0/${pathSegments[commitmentType]}/${args.commitmentId}`,
    query: { project_id: args.projectId },
    schema: commitmentSchema,
  });
  if (answer === null) return null;
  const { statedProjectId, ...commitment } = answer.value;
  return { ...commitment, type: commitmentType, projectId: statedProjectId ?? args.projectId };
}

function isCommitmentType(text: string): text is ProcoreCommitment['type'] {
  return Object.hasOwn(pathSegments, text);
}

/**
 * One page of a project's commitments of one kind, with lines.
 * https://developers.procore.com/reference/rest/work-order-contracts?version=latest , /purchase-order-contracts
 */
export async function listCommitments(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string; readonly type: ProcoreCommitment['type'] },
): Promise<ProcorePage<ProcoreCommitment>> {
  const answer = await client.get({
    operation: 'listCommitments',
    path: `/rest/v1.0/${pathSegments[args.type]}`,
    query: { project_id: args.projectId, view: 'extended', ...pageQuery(args.page) },
    schema: rowsOf(commitmentSchema),
  });
  const { items, ...page } = listPage(answer, args.page);
  return {
    ...page,
    items: items.map(({ statedProjectId, ...commitment }) => ({
      ...commitment,
      type: args.type,
      projectId: statedProjectId ?? args.projectId,
    })),
  };
}
