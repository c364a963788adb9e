import { z } from 'zod';
import { readJson } from './read-json';

const postingSchema = z.object({
  step: z.string(),
  ordinal: z.coerce.number().int(),
  state: z.string(),
  key: z.string(),
  reference: z.record(z.string(), z.string()).nullish(),
  stage: z.string().nullish(),
  origin: z.string().nullish(),
});
const documentSchema = z.object({
  kind: z.string(),
  procoreId: z.string(),
  projectId: z.string(),
  projectNumber: z.string().nullish(),
  commitmentId: z.string().nullish(),
  number: z.coerce.number().int().nullish(),
  stage: z.string().nullable(),
  sourceStatus: z.string(),
  gross: z.string().nullish(),
  payable: z.string().nullish(),
  hold: z
    .object({
      kind: z.string(),
      reasons: z.array(z.string()),
      problems: z.array(z.object({ message: z.string() })).default([]),
    })
    .nullish(),
  retainageRelease: z.object({ doneAt: z.string().nullable() }).nullish(),
  postings: z.array(postingSchema),
  /** What counts of what people entered themselves in the ERP. */
  enteredByHand: z.array(z.object({ account: z.string(), orderLine: z.string(), amount: z.string() })).optional(),
  /** Ids in the ERP of what others billed on the order, and persons said to be other work. */
  otherWork: z.array(z.string()).optional(),
  /** What persons said not to be the same as it, such as `invoice/300100012`. */
  toldApart: z.array(z.string()).optional(),
});

export type Posting = z.infer<typeof postingSchema>;
export type ListedDocument = z.infer<typeof documentSchema>;

/** The answer of `ml-connector document list --json`. */
export function readDocuments(json: string, where: string): readonly ListedDocument[] {
  return readJson(json, z.object({ documents: z.array(documentSchema) }), where).documents;
}
