import type { Payload } from '@temporalio/common';
import { z } from 'zod';

/** Proto3 JSON of `temporal.api.common.v1.Payload`: bytes are base64. Members unknown here are kept for payloads that pass through. */
const jsonPayload = z.looseObject({
  metadata: z.record(z.string(), z.base64()).nullish(),
  data: z.base64().nullish(),
});

/** An empty list is left out by whoever writes Proto3 JSON: the Temporal CLI sends `{}`. */
export const codecRequest = z.object({ payloads: z.array(jsonPayload).max(10_000).default([]) });

export type JsonPayload = z.infer<typeof jsonPayload>;

export function payloadFromJson(json: JsonPayload): Payload {
  return {
    metadata: Object.fromEntries(Object.entries(json.metadata ?? {}).map(([name, value]) => [name, bytes(value)])),
    data: bytes(json.data ?? ''),
  };
}

export function payloadToJson(payload: Payload): JsonPayload {
  return {
    metadata: Object.fromEntries(Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, base64(value)])),
    data: base64(payload.data ?? new Uint8Array()),
  };
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}

function base64(value: Uint8Array): string {
  return Buffer.from(value).toString('base64');
}
