/** Why two sides say different things, in the order in which it is asked. `unknown`: nothing that is known explains it. */
export const tieOutCauses = [
  ...([
    'held',
    'inFlight',
    'byHand',
    'period',
    'retainage',
    'tax',
    'accrual',
    'relief',
    'reversal',
    'takenOver',
  ] as const),
  ...(['typeOff', 'fromErp', 'rounding', 'unknown'] as const),
] as const;

export type TieOutCause = (typeof tieOutCauses)[number];

/** Where a document stands, as far as that alone says why a side lacks it. */
export type DocumentStanding = Extract<
  TieOutCause,
  'held' | 'inFlight' | 'byHand' | 'takenOver' | 'typeOff' | 'fromErp'
>;

/** Amounts are decimal strings in the document's currency, periods `YYYY-MM`. */
export interface ProcoreAmount {
  /** As people write it: `26-010.S`; `''` of what is to be cleared. */
  readonly code: string;
  /** Of what is to be cleared, the account that our ledger has it on; else `''`. */
  readonly account: string;
  readonly period: string;
  /** Cost: before retainage and tax, with all decimals that Procore gives. */
  readonly amount: string;
  /** What Procore adds to it as tax. */
  readonly tax: string;
}

/**
 * What a line of ours is there for. `clearing` answers the total of a direct cost; `memo` says what is committed, and is no cost, and
 * `relief` takes that back.
 */
export type LedgerRole = 'cost' | 'retainage' | 'tax' | 'rounding' | 'accrual' | 'clearing' | 'memo' | 'relief';

export interface LedgerAmount {
  /** The key of its posting. */
  readonly posting: string;
  readonly account: string;
  /** Null: of none. */
  readonly code: string | null;
  readonly period: string;
  readonly amount: string;
  readonly role: LedgerRole;
}

/** A line of the ERP's under a key of ours. */
export interface ErpAmount {
  readonly posting: string;
  readonly account: string;
  readonly period: string;
  readonly amount: string;
  /** False: it stands there and is in no balance yet. */
  readonly isInBooks: boolean;
  /** The ERP, or a person in it, added it, as that; null: it is ours. */
  readonly added: 'tax' | 'retainage' | 'reversal' | null;
  /** In the currency of the books. */
  readonly booked: string;
}

export interface PostingOfSides {
  readonly key: string;
  /** Null: it stands in the books, so that what they show is compared as it is. */
  readonly standing: Extract<DocumentStanding, 'inFlight' | 'byHand' | 'takenOver'> | null;
}

/** All that three sides say of one document, of whatever period. */
export interface DocumentSides {
  /** As people call it. */
  readonly name: string;
  readonly currency: string;
  readonly standing: DocumentStanding | null;
  readonly procore: readonly ProcoreAmount[];
  readonly ledger: readonly LedgerAmount[];
  /** Those of which the ledger or the ERP says anything. */
  readonly postings: readonly PostingOfSides[];
  readonly erp: readonly ErpAmount[];
}

/** What a row is about: a cost code, or an account that none of ours stands on. One of the two is `''`. */
export interface RowPlace {
  readonly code: string;
  readonly account: string;
  readonly period: string;
  readonly currency: string;
}

export interface Cell extends RowPlace {
  readonly side: 'procore' | 'ledger' | 'erp';
  readonly amount: string;
}

/** A part of what two sides differ by, with its document. */
export interface Difference extends RowPlace {
  /** `procore`: Procore less our ledger; `erp`: the ERP less our ledger. */
  readonly of: 'procore' | 'erp';
  readonly cause: TieOutCause;
  readonly amount: string;
  readonly document: string;
}

export interface Explained {
  readonly cells: readonly Cell[];
  readonly differences: readonly Difference[];
}

/** The row that a line of ours stands on: its code's, or its account's where it has none. */
export function placeOf({ code, account }: Pick<LedgerAmount, 'code' | 'account'>): Pick<RowPlace, 'code' | 'account'> {
  return code === null ? { code: '', account } : { code, account: '' };
}
