import type { Posted } from '../../erp-adapter';
import type { PostingBody } from '../../../domain/jde/bodies/posting-body';
import type { JdeShown } from '../../../domain/jde/bodies/shown';
import type { Look, Reference, Stranger } from '../../../domain/posting/look';

/**
 * One kind of effect on JDE.
 *
 * `search` looks for what stands under the posting's key, in the direction of flow. It answers only when the answer can
 * be trusted (an empty one is proven by a control row in the same session); otherwise it throws `Unavailable`.
 * `send` makes the effect. `missing`: only these parts are sent, to complete what stands half-written.
 */
export interface Postings<Body extends PostingBody> {
  search(body: Body, told: Posted): Promise<SearchResult>;
  send(body: Body, missing?: readonly PostingPart[]): Promise<Reference | null>;
}

/** Parts of a posting that are written one after the other. */
export type PostingPart = 'payItems' | 'distribution' | 'supplierMaster';

export interface SearchResult {
  /** Whatever stands under our key, voided ones included. */
  readonly found: readonly FoundInJde[];
  /** Same supplier and invoice number, but not ours by key. */
  readonly strangers: readonly Stranger[];
  /** See `Look.unclear`. */
  readonly unclear?: Look['unclear'];
  /** See `Look.waits`. */
  readonly waits?: Look['waits'];
}

/** What a search found under our key, in comparable terms. */
export interface FoundInJde extends JdeShown {
  readonly reference: Reference;
  readonly voided: boolean;
  /** Parts that are not there yet; empty when complete. */
  readonly missing: readonly PostingPart[];
  /** How far it has come, where that is known. */
  readonly stage?: 'delivered' | 'vouchered' | 'posted';
  /** JDE's own word for where it stands, e.g. `POST D`; absent where there is none. */
  readonly stageWord?: string;
  /** Further facts read back and recorded: due date, payee, tax, line numbers. */
  readonly facts?: Readonly<Record<string, string>>;
}
