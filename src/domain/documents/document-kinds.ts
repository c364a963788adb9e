import { requisitionStage, vendorStage, type StageOf } from '../posting/document-stage';
import type { PostingStage } from '../posting/posting-stage';

/** What the rest must know of a kind of document, in one table: no kind is named in SQL or routers. */
export interface DocumentKindRow {
  readonly name: string;
  readonly workflowType: string;
  /** The outside system it comes from, and what its webhooks call it; null: it is of our own making. */
  readonly source: { readonly system: 'procore'; readonly resources: readonly string[] } | null;
  /** What its numbers count within: a lower number goes first. Null: no order among them. */
  readonly series: 'commitment' | null;
  readonly stageOf: StageOf;
  /** What was posted of an earlier content counts for the present one: a party stays the same party. */
  readonly staysItself: boolean;
  /** From which stage of its counting step on a document counts for later ones. */
  readonly countsFrom: PostingStage;
  /** What becomes of those that are approved when the connection goes live. */
  readonly atGoLive: 'takeOver' | 'nothing';
}

export const documentKinds = {
  requisition: {
    name: 'requisition',
    workflowType: 'requisition',
    source: { system: 'procore', resources: ['Requisitions', 'requisitions', 'Requisition', 'requisition'] },
    series: 'commitment',
    stageOf: requisitionStage,
    staysItself: false,
    countsFrom: 'stands',
    atGoLive: 'takeOver',
  },
  vendor: {
    name: 'vendor',
    workflowType: 'vendor',
    source: null,
    series: null,
    stageOf: vendorStage,
    staysItself: true,
    countsFrom: 'stands',
    atGoLive: 'nothing',
  },
} as const satisfies Readonly<Record<string, DocumentKindRow>>;

export type DocumentKind = keyof typeof documentKinds;

/** Throws a RangeError for a kind that nobody knows. */
export function documentKind(name: string): DocumentKindRow {
  if (!(name in documentKinds)) {
    throw new RangeError(`kind of document ${name}: expected one of ${Object.keys(documentKinds).join(', ')}`);
  }
  return documentKinds[name as DocumentKind];
}
