import { z } from 'zod';
import type {
  ProcoreContractLine,
  ProcoreCostCodeOnLine,
  ProcoreLineItemType,
} from '../../../domain/requisition/procore-documents';
import { camelCaseKeys } from '../calls/camel-case-keys';
import { countOrNull, decimalOrNull, filledTextOrNull, id, idOrNull, objectOrNull, textOrNull } from '../calls/fields';
import { wbsCodeOnLineSchema } from './wbs-code-schema';

const costCodeOnLineSchema: z.ZodType<ProcoreCostCodeOnLine> = z
  .object({
    id,
    code: textOrNull,
    full_code: textOrNull,
    name: textOrNull,
    biller_id: idOrNull,
    biller_type: textOrNull,
    origin_id: filledTextOrNull,
  })
  .transform(camelCaseKeys);

export const lineItemTypeSchema: z.ZodType<ProcoreLineItemType> = z
  .object({ id, code: textOrNull, name: textOrNull, base_type: textOrNull, origin_id: filledTextOrNull })
  .transform(camelCaseKeys);

/** Lines of commitments and change orders, v1.0 and v2.0; v2.0 has no cost code object and leaves out more. */
export const contractLineSchema: z.ZodType<ProcoreContractLine> = z
  .object({
    id,
    position: countOrNull,
    description: textOrNull,
    amount: decimalOrNull,
    quantity: decimalOrNull,
    unit_cost: decimalOrNull,
    uom: textOrNull,
    extended_type: textOrNull,
    extended_amount: decimalOrNull,
    total_amount: decimalOrNull,
    tax_code_id: idOrNull,
    cost_code: objectOrNull(costCodeOnLineSchema),
    line_item_type: objectOrNull(lineItemTypeSchema),
    wbs_code: wbsCodeOnLineSchema,
    origin_id: filledTextOrNull,
    holder: objectOrNull(z.object({ id: idOrNull, holder_type: textOrNull })),
    commitment_line_item_id: idOrNull,
  })
  .transform(({ wbs_code, holder, ...row }) => ({
    ...camelCaseKeys(row),
    wbsCode: wbs_code?.wbsCode ?? null,
    segmentItems: wbs_code?.segmentItems ?? [],
    holderId: holder?.id ?? null,
    holderType: holder?.holder_type ?? null,
  }));
