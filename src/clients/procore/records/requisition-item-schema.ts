import { z } from 'zod';
import type { ProcoreItemTax, ProcoreRequisitionItem } from '../../../domain/procore/procore-documents';
import { camelCaseKeys } from '../calls/camel-case-keys';
import {
  countOrNull,
  decimalOrNull,
  id,
  idOrNull,
  lenient,
  listOrEmpty,
  percentOrNull,
  textOrNull,
} from '../calls/fields';
import { wbsCodeOnLineSchema } from './wbs-code-schema';

const itemTaxSchema: z.ZodType<ProcoreItemTax> = z
  .object({
    tax_code_id: idOrNull,
    tax_code_name: lenient(textOrNull),
    tax_code_rate: lenient(percentOrNull),
  })
  .transform(camelCaseKeys);

/**
 * One of `items[]`. Which amounts are present depends on accounting method and tax set-up of the contract. Those that
 * decide nothing (percentages, what the subcontractor claimed, cross-checks) may be anything.
 */
export const requisitionItemSchema: z.ZodType<ProcoreRequisitionItem> = z
  .object({
    id,
    item_type: z.string().min(1),
    position: lenient(countOrNull),
    line_number: lenient(textOrNull),
    accounting_method: lenient(textOrNull),
    line_item_id: idOrNull,
    detail_line_item_id: idOrNull,
    change_order_package_id: idOrNull,
    cost_code_id: idOrNull,
    wbs_code: wbsCodeOnLineSchema,
    description_of_work: lenient(textOrNull),
    uom: textOrNull,
    scheduled_value: decimalOrNull,
    scheduled_quantity: lenient(decimalOrNull),
    scheduled_unit_price: lenient(decimalOrNull),
    work_completed_from_previous_application: decimalOrNull,
    work_completed_from_previous_application_quantity: lenient(decimalOrNull),
    work_completed_this_period: decimalOrNull,
    work_completed_this_period_quantity: decimalOrNull,
    materials_presently_stored: decimalOrNull,
    materials_presently_stored_quantity: lenient(decimalOrNull),
    materials_presently_stored_from_previous_progress: decimalOrNull,
    materials_previously_stored_quantity: lenient(decimalOrNull),
    materials_moved: decimalOrNull,
    total_completed_and_stored_to_date: decimalOrNull,
    total_completed_and_stored_to_date_percent: lenient(percentOrNull),
    total_completed_and_stored_to_date_from_previous: decimalOrNull,
    work_completed_retainage_from_previous_application: decimalOrNull,
    work_completed_retainage_retained_this_period: decimalOrNull,
    work_completed_retainage_percent_this_period: lenient(percentOrNull),
    work_completed_retainage_released_this_period: decimalOrNull,
    materials_stored_retainage_currently_retained: decimalOrNull,
    materials_stored_retainage_percent_this_period: lenient(percentOrNull),
    materials_stored_retainage_new_materials: lenient(decimalOrNull),
    materials_stored_retainage_released_this_period: decimalOrNull,
    materials_retainage_retained_moved: decimalOrNull,
    gross_amount: lenient(decimalOrNull),
    net_amount: lenient(decimalOrNull),
    subcontractor_claimed_amount: lenient(decimalOrNull),
    status: textOrNull,
    comment: lenient(textOrNull),
    taxes: listOrEmpty(itemTaxSchema),
    previous_progress_id: lenient(idOrNull),
  })
  .transform(({ wbs_code, ...row }) => ({
    ...camelCaseKeys(row),
    wbsCode: wbs_code?.wbsCode ?? null,
    segmentItems: wbs_code?.segmentItems ?? [],
  }));
