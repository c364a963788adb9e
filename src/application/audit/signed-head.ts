import { z } from 'zod';
import type { SignedHead } from '../../crypto/audit-head-signer';

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, 64 hexadecimal digits');
export const entryNumberSchema = z.string().regex(/^[1-9]\d{0,17}$/, 'must be a number of an entry, as text');

/** A head without an entry has neither number nor hash. */
export const signedHeadSchema = z.object({
  tenantId: z.string().min(1),
  auditCount: z.union([entryNumberSchema, z.literal('0')]),
  auditHead: z.union([sha256Schema, z.literal('')]),
  auditHeadAt: z.string().min(1),
  masterKeyId: z.string().min(1),
  auditSignature: sha256Schema,
}) satisfies z.ZodType<SignedHead>;
