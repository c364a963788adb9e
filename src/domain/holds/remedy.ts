import type { DecisionKind } from './decision';

interface Resume {
  readonly act: 'resume';
}

interface Decide {
  readonly act: 'decide';
  readonly choice: DecisionKind;
}

/** What a person does outside of this program, in the words of whoever knows the system; a clause without a full stop. */
interface Outside {
  readonly act: 'inErp' | 'inProcore' | 'byHand';
  readonly text: string;
  /** What makes it count, where it is not seen by itself. */
  readonly andThen?: Resume | Decide;
}

/**
 * One act that ends a problem, as data: whoever shows it (CLI, Temporal UI, an API) gives it the words of its own commands.
 * A closed list. The remedies of a problem are alternatives.
 */
export type Remedy =
  | Outside
  | Resume
  | Decide
  /** Nobody needs to act; the text says what it waits for. */
  | { readonly act: 'byItself'; readonly text: string }
  /** `project` as the mapping names it: its number, or `id:` and its Procore id. */
  | {
      readonly act: 'addMapping';
      readonly costCode: {
        readonly projectId: string;
        readonly project: string;
        readonly subJob: string;
        readonly code: string;
        readonly type: string;
      };
    }
  | { readonly act: 'changeMapping'; readonly text: string }
  /**
   * Of the connection. Without `to` the setting is empty and must be filled; `add` where something is missing in a list.
   * `onlyIf` says what must be so for the change to be right.
   */
  | {
      readonly act: 'changeSetting';
      readonly path: string;
      readonly to?: string;
      readonly add?: string;
      readonly onlyIf?: string;
    }
  /** `vendorId` as Procore has it; null where the document names none. */
  | {
      readonly act: 'linkVendor';
      readonly vendorId: string | null;
      readonly candidates: readonly { readonly number: string; readonly name: string }[];
    }
  /** Where the first vendor is gone from Procore, merged into the other say: its supplier becomes the other's. */
  | { readonly act: 'handOverVendor'; readonly from: string; readonly to: string }
  /** Which of a vendor's two suppliers what was begun with the earlier goes on with: `with` is one of them. */
  | {
      readonly act: 'goOnWith';
      readonly vendorId: string;
      readonly earlier: string;
      readonly with: string;
      readonly onlyIf: string;
    }
  /** Of a field on which a linked vendor and its supplier differ, whose value counts; `shown` is the mark of what was shown. */
  | {
      readonly act: 'takeSide';
      readonly vendorId: string;
      readonly field: string;
      readonly take: 'erp' | 'procore';
      readonly shown: string;
    }
  /**
   * What keeps a vendor is the matching of the two lists: a person closes it, decides about the vendor, or takes back what was
   * decided about it alone.
   */
  | { readonly act: 'matchVendors'; readonly to: 'close' | 'decide' }
  | { readonly act: 'matchVendors'; readonly to: 'undo'; readonly vendorId: string }
  /** Another document whose hold says more. */
  /** `sourceId`: its id in Procore. */
  | { readonly act: 'seeDocument'; readonly document: { readonly kind: string; readonly sourceId: string } }
  /** One of the problem's `choices` is made, after a look at them. */
  | { readonly act: 'choose' }
  /** What becomes of the order of a commitment is chosen, after a look at that; `text` as of what is done outside. */
  | { readonly act: 'chooseOrder'; readonly commitmentId: string; readonly text: string }
  /** For a commitment that is older than going live. */
  | { readonly act: 'chooseCommitment'; readonly commitmentId: string }
  | { readonly act: 'importOpeningBalance' | 'confirmOpeningBalance'; readonly commitmentId: string }
  | { readonly act: 'goLive' | 'unpause' | 'rebuildLedger' | 'checkConnection' };

/** A problem that nobody can do anything about is not told to anybody: there is at least one. */
export type Remedies = readonly [Remedy, ...Remedy[]];

export const resume: Resume = { act: 'resume' };
