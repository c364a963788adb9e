import { z } from 'zod';
import type {
  ProcoreItemPackage,
  ProcoreRequisition,
  ProcoreRequisitionSummary,
  ProcoreTaxSummaryRow,
} from '../../../domain/procore/procore-documents';
import { camelCaseKeys } from '../calls/camel-case-keys';
import { currencySchema } from './currency-schema';
import {
  count,
  countOrNull,
  dateOrNull,
  decimalOrNull,
  filledTextOrNull,
  flag,
  id,
  idOrNull,
  lenient,
  listOrEmpty,
  objectOrNull,
  percentOrNull,
  textOrNull,
  time,
  timeOrNull,
} from '../calls/fields';
import { requisitionItemSchema } from './requisition-item-schema';

const summarySchema: z.ZodType<ProcoreRequisitionSummary> = z
  .object({
    original_contract_sum: lenient(decimalOrNull),
    net_change_by_change_orders: lenient(decimalOrNull),
    contract_sum_to_date: decimalOrNull,
    total_completed_and_stored_to_date: decimalOrNull,
    completed_work_retainage_percent: lenient(percentOrNull),
    completed_work_retainage_amount: lenient(decimalOrNull),
    stored_materials_retainage_percent: lenient(percentOrNull),
    stored_materials_retainage_amount: lenient(decimalOrNull),
    total_retainage: decimalOrNull,
    total_earned_less_retainage: decimalOrNull,
    less_previous_certificates_for_payment: decimalOrNull,
    tax_applicable_to_this_payment: decimalOrNull,
    current_payment_due: decimalOrNull,
    balance_to_finish_including_retainage: lenient(decimalOrNull),
    formatted_period: lenient(textOrNull),
    new_materials: lenient(decimalOrNull),
    stored_materials: lenient(decimalOrNull),
  })
  .transform(camelCaseKeys);

const taxSummarySchema: z.ZodType<ProcoreTaxSummaryRow> = z
  .object({
    tax_code_id: idOrNull,
    tax_code_name: lenient(textOrNull),
    tax_code_rate: lenient(percentOrNull),
    applied_amount: decimalOrNull,
  })
  .transform(camelCaseKeys);

const itemPackageSchema: z.ZodType<ProcoreItemPackage> = z
  .object({
    id,
    contract_id: idOrNull,
    change_order_id: idOrNull,
    number: lenient(textOrNull),
    title: lenient(textOrNull),
    status: lenient(textOrNull),
    position: lenient(countOrNull),
    change_order_request: lenient(objectOrNull(z.object({ id }))),
    batch: lenient(objectOrNull(z.object({ id }))),
  })
  .transform(({ change_order_request, batch, ...row }) => ({
    ...camelCaseKeys(row),
    changeOrderRequestId: change_order_request?.id ?? null,
    batchId: batch?.id ?? null,
  }));

/**
 * A requisition with `view=extended`. `items` must be there: an answer of another view without them would read as a
 * requisition that bills nothing. Old answers call the summary `g702`. What no rule looks at may be anything: a draft
 * with `"NaN%"` must not keep its project from being read.
 */
export const requisitionSchema: z.ZodType<ProcoreRequisition> = z
  .object({
    id,
    project_id: id,
    commitment_id: id,
    commitment_type: z.string().min(1),
    contract_name: lenient(textOrNull),
    contract_invoicing_method: filledTextOrNull,
    previous_requisition_id: idOrNull,
    number: count,
    invoice_number: filledTextOrNull,
    invoice_type: filledTextOrNull,
    vendor_id: idOrNull,
    vendor_name: lenient(filledTextOrNull),
    status: z.string().min(1),
    erp_status: lenient(filledTextOrNull),
    final: flag,
    billing_date: dateOrNull,
    requisition_start: dateOrNull,
    requisition_end: dateOrNull,
    submitted_at: lenient(textOrNull),
    payment_date: lenient(dateOrNull),
    period_id: lenient(idOrNull),
    percent_complete: lenient(percentOrNull),
    total_claimed_amount: lenient(decimalOrNull),
    origin_id: filledTextOrNull,
    origin_data: lenient(textOrNull),
    currency_configuration: currencySchema,
    created_at: lenient(timeOrNull),
    updated_at: time,
    summary: summarySchema.optional(),
    g702: summarySchema.optional(),
    items: z.array(requisitionItemSchema),
    item_packages: listOrEmpty(itemPackageSchema).catch([]),
    tax_summary: listOrEmpty(taxSummarySchema),
  })
  .transform(({ currency_configuration, summary, g702, ...row }) => ({
    ...camelCaseKeys(row),
    currency: currency_configuration,
    summary: summary ?? g702 ?? summarySchema.parse({}),
  }));

/** What can be made out of a requisition that does not have the documented shape; null: that cannot be read either. */
export interface RequisitionHead {
  readonly projectId: string | null;
  readonly commitmentId: string | null;
  readonly number: number | null;
  readonly status: string | null;
  readonly requisitionEnd: string | null;
  readonly updatedAt: string | null;
}

export const requisitionHeadSchema: z.ZodType<RequisitionHead> = z
  .object({
    project_id: lenient(idOrNull),
    commitment_id: lenient(idOrNull),
    number: lenient(countOrNull),
    status: lenient(filledTextOrNull),
    requisition_end: lenient(dateOrNull),
    updated_at: lenient(timeOrNull),
  })
  .transform(camelCaseKeys)
  .catch({
    projectId: null,
    commitmentId: null,
    number: null,
    status: null,
    requisitionEnd: null,
    updatedAt: null,
  });
