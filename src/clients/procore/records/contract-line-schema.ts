import { z } from 'zod';
import type {
  ProcoreContractLine,
  ProcoreCostCodeOnLine,
  ProcoreLineItemType,
} from '../../../domain/procore/procore-commitments';
import { camelCaseKeys } from '../calls/camel-case-keys';
import {
  countOrNull,
  decimalOrNull,
  filledTextOrNull,
  id,
  idOrNull,
  lenient,
  objectOrNull,
  textOrNull,
} from '../calls/fields';
import { wbsCodeOnLineSchema } from './wbs-code-schema';

/** The whole cost code, or only `{id, name}`: published as either, so a code may have to be looked up by its id. */
const costCodeOnLineSchema: z.ZodType<ProcoreCostCodeOnLine> = z
  .object({
    id,
    code: lenient(textOrNull),
    full_code: lenient(textOrNull),
    name: lenient(textOrNull),
    biller_id: lenient(idOrNull),
    biller_type: lenient(textOrNull),
    origin_id: lenient(filledTextOrNull),
  })
  .transform(camelCaseKeys);

export const lineItemTypeSchema: z.ZodType<ProcoreLineItemType> = z
  .object({
    id,
    code: lenient(textOrNull),
    name: lenient(textOrNull),
    base_type: lenient(textOrNull),
    origin_id: lenient(filledTextOrNull),
  })
  .transform(camelCaseKeys);

/** Lines of commitments and change orders, v1.0 and v2.0; v2.0 has no cost code object and leaves out more. */
export const contractLineSchema: z.ZodType<ProcoreContractLine> = z
  .object({
    id,
    position: lenient(countOrNull),
    description: lenient(textOrNull),
    amount: decimalOrNull,
    quantity: lenient(decimalOrNull),
    unit_cost: lenient(decimalOrNull),
    uom: lenient(textOrNull),
    extended_type: lenient(textOrNull),
    extended_amount: decimalOrNull,
    total_amount: decimalOrNull,
    tax_code_id: lenient(idOrNull),
    cost_code: objectOrNull(costCodeOnLineSchema),
    line_item_type: objectOrNull(lineItemTypeSchema),
    wbs_code: wbsCodeOnLineSchema,
    origin_id: lenient(filledTextOrNull),
    holder: lenient(objectOrNull(z.object({ id: idOrNull, holder_type: textOrNull }))),
    commitment_line_item_id: lenient(idOrNull),
  })
  .transform(({ wbs_code, holder, ...row }) => ({
    ...camelCaseKeys(row),
    wbsCode: wbs_code?.wbsCode ?? null,
    segmentItems: wbs_code?.segmentItems ?? [],
    holderId: holder?.id ?? null,
    holderType: holder?.holder_type ?? null,
  }));
