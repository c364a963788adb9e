import type { CheckedDocument } from './checked-document';
import type { Difference } from './difference';
import type { ListedDocument } from './read-documents';
import type { ProcoreBooks, Requisition } from './read-procore';

/** What stands in an ERP, and what must hold of it there. */
export interface ErpBooks {
  /** As people call it. */
  readonly title: string;
  /** What the rows of the comparison are called there. */
  readonly rows: { readonly cost: string; readonly orders: string; readonly adjustments: string };
  /** One approved requisition, and what stands of it. */
  check(requisition: Requisition, document: ListedDocument): CheckedDocument;
  /** What carries a key like ours that no document of ours knows. */
  strangers(documents: readonly ListedDocument[]): readonly Difference[];
  /** What of a requisition is to be paid there, by name, and what is wrong with that alone. */
  standing(document: ListedDocument): {
    readonly names: readonly string[];
    readonly differences: readonly Difference[];
  };
  /** What concerns other documents than requisitions, and lines to say about them. */
  beside(facts: {
    readonly procore: ProcoreBooks;
    readonly approved: readonly Requisition[];
    readonly documents: readonly ListedDocument[];
    /** `2026-10-01`; null where the company states nothing. */
    readonly booksFrom: string | null;
    /** Commitments that must be held, by id. */
    readonly heldCommitments: ReadonlySet<string>;
  }): { readonly differences: readonly Difference[]; readonly says: readonly string[] };
}
