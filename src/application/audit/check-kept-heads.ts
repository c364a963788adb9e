import type { SignedHead } from '../../crypto/audit-head-signer';
import type { KeptHead } from './read-kept-heads';

export interface CheckedHead {
  readonly line: number;
  readonly tenant: string;
  readonly count: string;
  readonly at: string;
  /** Null: genuine, and the trail contains it. */
  readonly fault: string | null;
}

/** The hash of entry `count` of a tenant's present trail; undefined when there is no such entry. */
export type HashOfEntry = (tenantId: string, count: string) => string | undefined;

/** Whether each kept head is genuine and stands in the present trail: what was cut or rewritten since does not contain it. */
export function checkKeptHeads(
  heads: readonly KeptHead[],
  signatureFault: (head: SignedHead) => string | null,
  hashOfEntry: HashOfEntry,
): CheckedHead[] {
  return heads.map((head) => ({
    line: head.line,
    tenant: head.tenantId,
    count: head.auditCount,
    at: head.auditHeadAt,
    fault: signatureFault(head) ?? trailFault(head, hashOfEntry),
  }));
}

function trailFault({ tenantId, auditCount, auditHead }: SignedHead, hashOfEntry: HashOfEntry): string | null {
  if (auditCount === '0') return null;
  const hash = hashOfEntry(tenantId, auditCount);
  if (hash === undefined) return `the trail of tenant ${tenantId} has no entry ${auditCount} any more: it was cut`;
  return hash === auditHead
    ? null
    : `entry ${auditCount} of tenant ${tenantId} is another now: the trail was rewritten`;
}

export function keptHeadLines(file: string, heads: readonly CheckedHead[]): string[] {
  const faults = heads.flatMap(({ line, at, fault }) =>
    fault === null ? [] : [`  FAULT: ${file} line ${line}, head of ${at}: ${fault}`],
  );
  const genuine = heads.length - faults.length;
  return [`kept heads: ${genuine} of ${heads.length} are genuine and stand in the trail`, ...faults];
}
