import type { ErpAdapter } from '../../clients/erp-adapter';
import type { Step } from '../../domain/posting/plan/steps';
import { postingKey } from '../../ledger/posting-key';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';

const step = 'group' satisfies Step;

/**
 * Whose parts stand in the ERP under the name of a run of which the ledger knows nothing that was sent: after the database was
 * restored that may be a run that it has forgotten. Its posting is of those and of nobody else. Null: the name is free.
 */
export async function forgottenMembers(
  erp: ErpAdapter,
  connection: Connection,
  run: DocumentRow,
  postings: readonly PostingRow[],
): Promise<readonly string[] | 'onItsWay' | null> {
  const own = postings.filter((one) => one.step === step);
  if (own.some(({ state, firstSentAt }) => firstSentAt !== null && state !== 'rejected')) return null;
  const ordinal = 1 + Math.max(0, ...own.filter(({ state }) => state === 'rejected').map((one) => one.ordinal));
  const key = postingKey(connection, run, step, ordinal);
  for (const { kind, port } of erp.kinds.values()) {
    if (kind.reduced === undefined) continue;
    const parts = (await port.partsUnder?.(key)) ?? null;
    if (parts !== null) return parts;
  }
  return null;
}

/** `directCost/5567123/3129856` is a part of `directCost/5567123`. */
export function isPartOf(part: string, document: string): boolean {
  return part === document || part.startsWith(`${document}/`);
}
