import { z } from 'zod';
import type { ProcoreSegmentItem, ProcoreWbsCode } from '../../../domain/procore/procore-documents';
import { id, lenient, listOrEmpty, objectOrNull, textOrNull } from '../calls/fields';

/**
 * A part of a WBS code in either shape: as `wbs_codes` lists it (`segment {type}`, `path_code`, `parent_id`), and as it
 * is embedded in requisition items (`segment_type`, `path_codes`, `path_ids`). What has neither is read as far as it
 * goes: the rules that need it say what is missing, and the code is looked up by id.
 */
export const segmentItemSchema: z.ZodType<ProcoreSegmentItem> = z
  .object({
    code: lenient(textOrNull),
    path_code: lenient(textOrNull),
    path_codes: z.array(z.string()).nullish().catch(null),
    path_ids: z.array(z.string()).nullish().catch(null),
    parent_id: z.string().nullish().catch(undefined),
    name: lenient(textOrNull),
    segment_type: lenient(textOrNull),
    segment: lenient(objectOrNull(z.object({ type: textOrNull }))),
  })
  .transform((row) => {
    // Without a parent, or on a path of one, the code is the whole path.
    const isTop = row.path_ids ? row.path_ids.length === 1 : row.segment !== null && row.parent_id === null;
    return {
      type: segmentType(row.segment?.type ?? row.segment_type),
      code: row.code,
      pathCode: row.path_code ?? (isTop ? row.code : null),
      pathCodes: row.path_codes ?? [],
      name: row.name,
    };
  });

/** `cost_code`, however it is spelt: the values of `segment_type` are not settled by the reference. */
function segmentType(text: string | null): string | null {
  if (text === null) return null;
  const words = text.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return words.replace(/[^a-z]+/g, '_').replace(/^_|_$/g, '');
}

export interface WbsCodeWithSegments {
  readonly wbsCode: ProcoreWbsCode;
  readonly segmentItems: readonly ProcoreSegmentItem[];
}

/**
 * A WBS code as lines carry it, with its segments (items of v1.1 requisitions) or without. The order inside `flat_code`
 * is configurable, so it is never split.
 */
export const wbsCodeOnLineSchema: z.ZodType<WbsCodeWithSegments | null> = objectOrNull(
  z
    .object({
      id,
      flat_code: lenient(textOrNull),
      description: lenient(textOrNull),
      segment_items: listOrEmpty(segmentItemSchema).catch([]),
    })
    .transform((row) => ({
      wbsCode: { id: row.id, flatCode: row.flat_code, description: row.description },
      segmentItems: row.segment_items,
    })),
);
