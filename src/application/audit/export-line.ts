import { z } from 'zod';
import type { SignedHead } from '../../crypto/audit-head-signer';
import type { ChainedEntry } from '../../crypto/audit-chain';
import { faultLines } from '../connections/fault-lines';
import { entryNumberSchema, sha256Schema, signedHeadSchema } from './signed-head';

/** Strict: what the hash does not cover must not ride along. */
const entrySchema = z.strictObject({
  tenantId: z.string().min(1),
  seq: entryNumberSchema,
  at: z.string(),
  actor: z.string(),
  act: z.string(),
  connectionId: z.string().nullable(),
  documentKind: z.string().nullable(),
  sourceId: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  payloadHash: z.string().nullable(),
  previousHash: z.union([sha256Schema, z.literal('')]),
  hash: sha256Schema,
});

export type ExportLine =
  | { readonly kind: 'entry'; readonly tenantId: string; readonly entry: ChainedEntry }
  | { readonly kind: 'head'; readonly head: SignedHead }
  | { readonly kind: 'fault'; readonly faults: readonly string[] };

export function entryLine(tenantId: string, entry: ChainedEntry): string {
  return `${JSON.stringify({ tenantId, ...entry })}\n`;
}

export function headLine(head: SignedHead): string {
  return `${JSON.stringify(head)}\n`;
}

/** One line of an export: an entry, a signed head, or what is wrong with it. */
export function readExportLine(line: string): ExportLine {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return { kind: 'fault', faults: ['is no JSON'] };
  }
  if (typeof read === 'object' && read !== null && 'auditHead' in read) {
    const head = signedHeadSchema.strict().safeParse(read);
    if (head.success) return { kind: 'head', head: head.data };
    return { kind: 'fault', faults: faultLines(head.error, read, signedHeadSchema) };
  }
  const parsed = entrySchema.safeParse(read);
  if (!parsed.success) return { kind: 'fault', faults: faultLines(parsed.error, read, entrySchema) };
  const { tenantId, ...entry } = parsed.data;
  return { kind: 'entry', tenantId, entry };
}
