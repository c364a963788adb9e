import { createHash } from 'node:crypto';

/** An entry of the trail as it is hashed, shown and exported. */
export interface AuditEntry {
  readonly seq: string;
  /** The database's clock, UTC, microseconds. */
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly connectionId: string | null;
  readonly documentKind: string | null;
  readonly sourceId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly payloadHash: string | null;
  readonly previousHash: string;
}

export interface ChainedEntry extends AuditEntry {
  readonly hash: string;
}

export function chainHash(tenantId: string, entry: AuditEntry): string {
  const members = [
    tenantId,
    entry.seq,
    entry.at,
    entry.actor,
    entry.connectionId,
    entry.documentKind,
    entry.sourceId,
    entry.act,
    canonical(entry.facts),
    entry.payloadHash,
    entry.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(members)).digest('hex');
}

/** jsonb does not keep the order of members, so the hash must not depend on it. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, canonical(member)]);
}

/** Takes the entries of one tenant from the first on and notes what does not fit. */
export class ChainWalk {
  readonly faults: string[] = [];
  readonly #tenantId: string;
  #entries = 0;
  #last = 0n;
  #hash = '';

  constructor(tenantId: string) {
    this.#tenantId = tenantId;
  }

  get entries(): number {
    return this.#entries;
  }

  take(entry: ChainedEntry): void {
    const seq = BigInt(entry.seq);
    const expected = this.#last + 1n;
    if (seq < expected) this.faults.push(`entry ${seq} stands after entry ${this.#last}`);
    if (seq > expected)
      this.faults.push(
        seq - 1n === expected ? `entry ${expected} is missing` : `entries ${expected} to ${seq - 1n} are missing`,
      );
    if (entry.previousHash !== this.#hash) this.faults.push(`entry ${seq} does not follow the one before it`);
    if (chainHash(this.#tenantId, entry) !== entry.hash) this.faults.push(`entry ${seq} was changed`);
    this.#hash = entry.hash;
    this.#last = seq;
    this.#entries += 1;
  }

  endAt(head: { readonly count: string; readonly hash: string }): void {
    if (BigInt(head.count) !== this.#last) this.faults.push(headDiffers(head.count, this.#last));
    else if (head.hash !== this.#hash) this.faults.push('the head does not fit the last entry');
  }
}

export function headDiffers(count: string, last: bigint): string {
  return `the head counts ${count} entries, the trail ends at ${last}: the tail was cut or added to`;
}
