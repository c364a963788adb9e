import type { JournalMember } from './journal-member';

/** How the file names the journals' origin; both stand in each row of it. */
export interface JournalSetup {
  readonly source: string;
  readonly category: string;
}

export interface JournalImportDraft {
  readonly kind: 'journalImport';
  /** Null in the plan of a single document: its run says. */
  readonly setup: JournalSetup | null;
  readonly members: readonly JournalMember[];
}

/** What a run posts: one group of journals, with the parts of all its documents. */
export interface JournalImportBody extends JournalImportDraft {
  readonly key: string;
  /** `YYYY-MM-DD`: the file says when it was made. */
  readonly createdOn: string;
}

/** The draft of these parts. The step of one document that waits for a run has its own alone, and no set-up. */
export function journalDraftOf(
  members: readonly JournalMember[],
  setup: JournalSetup | null = null,
): JournalImportDraft {
  return { kind: 'journalImport', setup, members };
}

/** What a look shows of a group in the general ledger. */
export interface ShownGroup {
  readonly group: string;
  readonly source: string;
  readonly ledger: string;
  readonly period: string;
  readonly currency: string;
  /** In which it is marked to be reversed, or was; `''` or absent: it is not. */
  readonly reversalPeriod?: string;
  /** Of the whole batch, as entered. */
  readonly debit: string;
  readonly credit: string;
  readonly lines: readonly {
    readonly journal: string;
    readonly account: string;
    /** Debit less credit, as entered. */
    readonly amount: string;
    readonly description: string;
  }[];
}
