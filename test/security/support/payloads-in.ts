import type { Payload } from '@temporalio/common';

/** Every payload in a message of Temporal, however deep. */
export function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  if ('metadata' in value && 'data' in value && ArrayBuffer.isView(value.data)) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}
