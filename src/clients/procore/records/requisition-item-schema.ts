import { z } from 'zod';
import type { ProcoreItemTax, ProcoreRequisitionItem } from '../../../domain/requisition/procore-documents';
import { camelCaseKeys } from '../calls/camel-case-keys';
import { countOrNull, decimalOrNull, id, idOrNull, listOrEmpty, percentOrNull, textOrNull } from '../calls/fields';
import { wbsCodeOnLineSchema } from './wbs-code-schema';

const itemTaxSchema: z.ZodType<ProcoreItemTax> = z
  .object({ tax_code_id: idOrNull, tax_code_name: textOrNull, tax_code_rate: percentOrNull })
  .transform(camelCaseKeys);

/** One of `items[]`. Which amounts are present depends on accounting method and tax set-up of the contract. */
export const requisitionItemSchema: z.ZodType<ProcoreRequisitionItem> = z
  .object({
    id,
    item_type: z.string().min(1),
    position: countOrNull,
    line_number: textOrNull,
    accounting_method: textOrNull,
    line_item_id: idOrNull,
    detail_line_item_id: idOrNull,
    change_order_package_id: idOrNull,
    cost_code_id: idOrNull,
    wbs_code: wbsCodeOnLineSchema,
    description_of_work: textOrNull,
    uom: textOrNull,
    scheduled_value: decimalOrNull,
    scheduled_quantity: decimalOrNull,
    scheduled_unit_price: decimalOrNull,
    work_completed_from_previous_application: decimalOrNull,
    work_completed_from_previous_application_quantity: decimalOrNull,
    work_completed_this_period: decimalOrNull,
    work_completed_this_period_quantity: decimalOrNull,
    materials_presently_stored: decimalOrNull,
    materials_presently_stored_quantity: decimalOrNull,
    materials_presently_stored_from_previous_progress: decimalOrNull,
    materials_previously_stored_quantity: decimalOrNull,
    materials_moved: decimalOrNull,
    total_completed_and_stored_to_date: decimalOrNull,
    total_completed_and_stored_to_date_percent: percentOrNull,
    total_completed_and_stored_to_date_from_previous: decimalOrNull,
    work_completed_retainage_from_previous_application: decimalOrNull,
    work_completed_retainage_retained_this_period: decimalOrNull,
    work_completed_retainage_percent_this_period: percentOrNull,
    work_completed_retainage_released_this_period: decimalOrNull,
    materials_stored_retainage_currently_retained: decimalOrNull,
    materials_stored_retainage_percent_this_period: percentOrNull,
    materials_stored_retainage_new_materials: decimalOrNull,
    materials_stored_retainage_released_this_period: decimalOrNull,
    materials_retainage_retained_moved: decimalOrNull,
    gross_amount: decimalOrNull,
    net_amount: decimalOrNull,
    subcontractor_claimed_amount: decimalOrNull,
    status: textOrNull,
    comment: textOrNull,
    taxes: listOrEmpty(itemTaxSchema),
    previous_progress_id: idOrNull,
  })
  .transform(({ wbs_code, ...row }) => ({
    ...camelCaseKeys(row),
    wbsCode: wbs_code?.wbsCode ?? null,
    segmentItems: wbs_code?.segmentItems ?? [],
  }));
