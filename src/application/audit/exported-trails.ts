import type { SignedHead } from '../../crypto/audit-head-signer';
import { ChainWalk, type ChainedEntry } from '../../crypto/audit-chain';
import type { HashOfEntry } from './check-kept-heads';

export interface ExportedTrail {
  readonly tenant: string;
  readonly entries: number;
  /** Null when the export was cut before it. */
  readonly head: { readonly count: string; readonly hash: string; readonly at: string } | null;
  readonly faults: readonly string[];
}

interface OpenTrail {
  readonly tenant: string;
  readonly walk: ChainWalk;
}

/** The trails of an export as its lines come: of each tenant the entries from the first on, then its signed head. */
export class ExportedTrails {
  readonly #signatureFault: (head: SignedHead) => string | null;
  readonly #asked: ReadonlySet<string>;
  readonly #hashes = new Map<string, string>();
  readonly #trails: ExportedTrail[] = [];
  #open: OpenTrail | null = null;

  /** `asked` names the entries whose hashes are wanted afterwards. */
  constructor(signatureFault: (head: SignedHead) => string | null, asked: readonly SignedHead[]) {
    this.#signatureFault = signatureFault;
    this.#asked = new Set(asked.map((head) => key(head.tenantId, head.auditCount)));
  }

  entry(tenantId: string, entry: ChainedEntry): void {
    this.#trailOf(tenantId).walk.take(entry);
    const name = key(tenantId, entry.seq);
    if (this.#asked.has(name)) this.#hashes.set(name, entry.hash);
  }

  head(head: SignedHead): void {
    const { walk } = this.#trailOf(head.tenantId);
    const { auditCount: count, auditHead: hash, auditHeadAt: at } = head;
    walk.endAt({ count, hash });
    const fault = this.#signatureFault(head);
    if (fault !== null) walk.faults.push(`the head: ${fault}`);
    this.#close({ count, hash, at });
  }

  end(): readonly ExportedTrail[] {
    if (this.#open !== null || this.#trails.length === 0) this.#closeCut();
    return this.#trails;
  }

  readonly hashOfEntry: HashOfEntry = (tenantId, count) => this.#hashes.get(key(tenantId, count));

  #trailOf(tenant: string): OpenTrail {
    if (this.#open !== null && this.#open.tenant !== tenant) this.#closeCut();
    this.#open ??= { tenant, walk: new ChainWalk(tenant) };
    return this.#open;
  }

  #closeCut(): void {
    this.#open ??= { tenant: '', walk: new ChainWalk('') };
    this.#open.walk.faults.push('the export ends without a signed head: it was cut');
    this.#close(null);
  }

  #close(head: ExportedTrail['head']): void {
    const open = this.#open;
    if (open === null) return;
    this.#trails.push({ tenant: open.tenant, entries: open.walk.entries, head, faults: open.walk.faults });
    this.#open = null;
  }
}

function key(tenantId: string, count: string): string {
  return `${tenantId}/${count}`;
}
