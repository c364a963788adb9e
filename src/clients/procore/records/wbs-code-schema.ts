import { z } from 'zod';
import type { ProcoreSegmentItem, ProcoreWbsCode } from '../../../domain/requisition/procore-documents';
import { id, listOrEmpty, objectOrNull, textOrNull } from '../calls/fields';

export const segmentItemSchema: z.ZodType<ProcoreSegmentItem> = z
  .object({
    code: textOrNull,
    path_code: textOrNull,
    name: textOrNull,
    segment: objectOrNull(z.object({ type: textOrNull })),
  })
  .transform((row) => ({
    type: row.segment?.type ?? null,
    code: row.code,
    pathCode: row.path_code,
    name: row.name,
  }));

export interface WbsCodeWithSegments {
  readonly wbsCode: ProcoreWbsCode;
  readonly segmentItems: readonly ProcoreSegmentItem[];
}

/** A WBS code as lines carry it. Its segments are the source of all coding; the order inside `flat_code` is configurable. */
export const wbsCodeOnLineSchema: z.ZodType<WbsCodeWithSegments | null> = objectOrNull(
  z
    .object({ id, flat_code: textOrNull, description: textOrNull, segment_items: listOrEmpty(segmentItemSchema) })
    .transform((row) => ({
      wbsCode: { id: row.id, flatCode: row.flat_code, description: row.description },
      segmentItems: row.segment_items,
    })),
);
