import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file each in test/histories, named so; made by `npm run histories:record`. */
export const recordedHistories = [
  'clean',
  'held-and-resumed',
  'uncertain',
  'vendor-created',
  'commitment-ordered',
  'order-changed',
  'direct-cost-waits',
  'invoiced',
  'order-imported',
  'payment-adopted',
  'memo-taken-back',
  'accrual-waits',
  'journals-imported',
  'went-live',
  'feed-polled',
  'reconciled',
  'ledger-rebuilt',
  'suppliers-matched',
  'cost-codes-published',
  'suppliers-carried',
  'supplier-changed',
  'bank-details-changed',
  'matched',
] as const;
export type RecordedHistory = (typeof recordedHistories)[number];

export interface History {
  readonly events: readonly { readonly eventType: string; readonly [member: string]: unknown }[];
}

export function historyFile(name: RecordedHistory): string {
  return join(__dirname, '../histories', `${name}.json`);
}

export function readHistory(name: RecordedHistory): History {
  return JSON.parse(readFileSync(historyFile(name), 'utf8')) as History;
}
