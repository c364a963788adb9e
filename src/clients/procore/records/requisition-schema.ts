import { z } from 'zod';
import type {
  ProcoreItemPackage,
  ProcoreRequisition,
  ProcoreRequisitionSummary,
  ProcoreTaxSummaryRow,
} from '../../../domain/requisition/procore-documents';
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
  listOrEmpty,
  objectOrNull,
  percentOrNull,
  textOrNull,
  time,
} from '../calls/fields';
import { requisitionItemSchema } from './requisition-item-schema';

const summarySchema: z.ZodType<ProcoreRequisitionSummary> = z
  .object({
    original_contract_sum: decimalOrNull,
    net_change_by_change_orders: decimalOrNull,
    contract_sum_to_date: decimalOrNull,
    total_completed_and_stored_to_date: decimalOrNull,
    completed_work_retainage_percent: percentOrNull,
    completed_work_retainage_amount: decimalOrNull,
    stored_materials_retainage_percent: percentOrNull,
    stored_materials_retainage_amount: decimalOrNull,
    total_retainage: decimalOrNull,
    total_earned_less_retainage: decimalOrNull,
    less_previous_certificates_for_payment: decimalOrNull,
    tax_applicable_to_this_payment: decimalOrNull,
    current_payment_due: decimalOrNull,
    balance_to_finish_including_retainage: decimalOrNull,
    formatted_period: textOrNull,
    new_materials: decimalOrNull,
    stored_materials: decimalOrNull,
  })
  .transform(camelCaseKeys);

const taxSummarySchema: z.ZodType<ProcoreTaxSummaryRow> = z
  .object({
    tax_code_id: idOrNull,
    tax_code_name: textOrNull,
    tax_code_rate: percentOrNull,
    applied_amount: decimalOrNull,
  })
  .transform(camelCaseKeys);

const itemPackageSchema: z.ZodType<ProcoreItemPackage> = z
  .object({
    id,
    contract_id: idOrNull,
    change_order_id: idOrNull,
    number: textOrNull,
    title: textOrNull,
    status: textOrNull,
    position: countOrNull,
    change_order_request: objectOrNull(z.object({ id })),
    batch: objectOrNull(z.object({ id })),
  })
  .transform(({ change_order_request, batch, ...row }) => ({
    ...camelCaseKeys(row),
    changeOrderRequestId: change_order_request?.id ?? null,
    batchId: batch?.id ?? null,
  }));

/**
 * A requisition with `view=extended`. `items` must be there: an answer of another view without them would read as a
 * requisition that bills nothing. Old answers call the summary `g702`.
 */
export const requisitionSchema: z.ZodType<ProcoreRequisition> = z
  .object({
    id,
    project_id: id,
    commitment_id: id,
    commitment_type: z.string().min(1),
    contract_name: textOrNull,
    contract_invoicing_method: filledTextOrNull,
    previous_requisition_id: idOrNull,
    number: count,
    invoice_number: filledTextOrNull,
    invoice_type: filledTextOrNull,
    vendor_id: idOrNull,
    vendor_name: filledTextOrNull,
    status: z.string().min(1),
    erp_status: filledTextOrNull,
    final: flag,
    billing_date: dateOrNull,
    requisition_start: dateOrNull,
    requisition_end: dateOrNull,
    submitted_at: textOrNull,
    payment_date: dateOrNull,
    period_id: idOrNull,
    percent_complete: percentOrNull,
    total_claimed_amount: decimalOrNull,
    origin_id: filledTextOrNull,
    origin_data: textOrNull,
    currency_configuration: currencySchema,
    created_at: time,
    updated_at: time,
    summary: summarySchema.optional(),
    g702: summarySchema.optional(),
    items: z.array(requisitionItemSchema),
    item_packages: listOrEmpty(itemPackageSchema),
    tax_summary: listOrEmpty(taxSummarySchema),
  })
  .transform(({ currency_configuration, summary, g702, ...row }) => ({
    ...camelCaseKeys(row),
    currency: currency_configuration,
    summary: summary ?? g702 ?? summarySchema.parse({}),
  }));
