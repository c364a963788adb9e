import type { PostingPort } from '../clients/erp-gateway';
import type { ErpReference, FoundPosting } from '../domain/posting/found-posting';
import type { Problem } from '../domain/holds/hold-reason';
import type { PostingBody } from '../domain/jde/posting-body';
import type { Tx } from '../store/unit-of-work';
import type { DocumentRow } from '../store/documents/documents';
import type { PostingRow } from '../store/ledger/posting-row';
import type { Store } from '../store/store';
import type { LedgerTiming } from './ledger-timing';

export interface LedgerDeps {
  readonly store: Store;
  readonly timing: LedgerTiming;
  /** Which run and attempt is at work, for `posting_attempt`. */
  readonly caller: { readonly runId: string; readonly attempt: number };
  readonly pause: (ms: number) => Promise<void>;
}

export interface LedgerRequest<Body extends PostingBody> {
  readonly document: DocumentRow;
  readonly plan: { readonly id: string; readonly hintNo: string };
  readonly step: string;
  /** Dates follow the clock (`postingDay`, or moved into an open period): they are no difference. */
  readonly ignoreDates: boolean;
  readonly keyOf: (ordinal: number) => string;
  readonly bodyOf: (erpKey: string) => Body;
  readonly port: PostingPort<Body>;
  /** Asked under the commitment's and the document's lock, right before sending: may it still go? */
  readonly mayGo: (tx: Tx) => Promise<boolean>;
  /** What the confirmation mends: documents that wait for it are released in its transaction. */
  readonly mends?: readonly string[];
  /** Runs in the transaction that confirms, under the document's lock. */
  readonly onConfirmed: (tx: Tx, posting: PostingRow, found: FoundPosting, body: Body) => Promise<void>;
  /** Runs in the transaction that confirms, after the releases: for what writes into the audit trail (locked last). */
  readonly lastly?: (tx: Tx) => Promise<void>;
}

export type LedgerResult<Body extends PostingBody> =
  | { readonly kind: 'confirmed'; readonly reference: ErpReference; readonly posting: PostingRow }
  | { readonly kind: 'stale' }
  | { readonly kind: 'wait'; readonly afterMs: number; readonly why: 'busy' | 'settling' }
  | { readonly kind: 'held'; readonly problems: readonly Problem[] }
  | { readonly kind: 'changed'; readonly posting: PostingRow; readonly posted: Body; readonly planned: Body };
