import {
  bankChangeStage,
  requisitionStage,
  vendorStage,
  type StageOf,
  changeOrderStage,
  directCostStage,
  commitmentStage,
  journalRunStage,
  memoReliefStage,
  accrualStage,
  paymentStage,
  purchaseOrderImportStage,
} from '../posting/stages/document-stage';
import { approvedStatus } from '../change-order/approved';
import { inForceStatuses } from '../commitment/in-force';
import { approvedCost } from '../direct-cost/approved';
import { causeKey } from '../holds/cause-key';
import type { Step } from '../posting/plan/steps';

/** What the rest must know of a kind of document, in one table: no kind is named in SQL or routers. */
export interface DocumentKindRow {
  /** Also the type of its workflow, and the beginning of that one's id. For ever: it stands in rows. */
  readonly name: string;
  /**
   * What Procore's webhooks call the record that it is made of, and whether that one's id names it, or the party's. Null: it
   * is made here, and its id says what of.
   */
  readonly source: {
    readonly resources: readonly string[];
    readonly namedBy: 'record' | 'party';
    readonly ofProject: boolean;
  } | null;
  /**
   * What Procore's webhooks call the record that is written of it, and the member of a posting's reference that has that one's id. Null:
   * none is, or it is what the document is made of.
   */
  readonly writtenAs: { readonly resources: readonly string[]; readonly idIn: string } | null;
  /** Only connections that have this feed take such documents: the others' ERP knows none. Null: all take them. */
  readonly feed: string | null;
  /** What its numbers count within: a lower number goes first. Null: no order among them. */
  readonly series: 'commitment' | null;
  /** It belongs to a commitment, and is called after it. */
  readonly ofCommitment: boolean;
  /** What others that wait for the document with this id are held on; null: nobody waits for one. */
  readonly cause: (sourceId: string) => string | null;
  readonly stageOf: StageOf;
  /** The step by which it moves cost, where a person chooses about what is posted of it; null: nobody does. */
  readonly choosesAbout: Step | null;
  /** What was posted of an earlier content counts for the present one: a party stays the same party. */
  readonly staysItself: boolean;
  /**
   * What becomes of those that are approved when the connection goes live; `lookAt`: each of these statuses is looked at, and says
   * what it waits for; `takeOver`: each of them is in the books already, and is looked at for what it comes to.
   */
  readonly atGoLive:
    'takeOver' | 'nothing' | { readonly lookAt: readonly string[] } | { readonly takeOver: readonly string[] };
}

export const documentKinds = {
  requisition: {
    name: 'requisition',
    source: { resources: ['Draw Requests'], namedBy: 'record', ofProject: true },
    writtenAs: null,
    feed: null,
    series: 'commitment',
    ofCommitment: true,
    cause: causeKey.requisition,
    stageOf: requisitionStage,
    choosesAbout: 'voucher',
    staysItself: false,
    atGoLive: 'takeOver',
  },
  commitment: {
    name: 'commitment',
    source: {
      resources: ['Work Order Contracts', 'Purchase Order Contracts', 'Commitment Contracts'],
      namedBy: 'record',
      ofProject: true,
    },
    writtenAs: null,
    feed: 'commitments',
    series: null,
    ofCommitment: true,
    cause: causeKey.order,
    stageOf: commitmentStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: { lookAt: inForceStatuses },
  },
  /** Named by its package, which has one in every number of tiers. */
  changeOrder: {
    name: 'changeOrder',
    source: { resources: ['Change Order Packages'], namedBy: 'record', ofProject: true },
    writtenAs: null,
    feed: 'changeOrders',
    series: null,
    ofCommitment: true,
    cause: causeKey.changeOrder,
    stageOf: changeOrderStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: { lookAt: [approvedStatus] },
  },
  /** An event of one of its lines names the line: those are polled. */
  directCost: {
    name: 'directCost',
    source: { resources: ['Direct Costs'], namedBy: 'record', ofProject: true },
    writtenAs: null,
    feed: 'directCosts',
    series: null,
    ofCommitment: false,
    cause: causeKey.directCost,
    stageOf: directCostStage,
    choosesAbout: 'cost',
    staysItself: false,
    atGoLive: { takeOver: [approvedCost] },
  },
  /** What takes the journal of a change order's approval back; its id: the change order's, with a mark before it. */
  memoRelief: {
    name: 'memoRelief',
    source: null,
    writtenAs: null,
    feed: null,
    series: null,
    ofCommitment: true,
    cause: () => null,
    stageOf: memoReliefStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: 'nothing',
  },
  /** What is accrued at the end of a period for a requisition, or of a change order; its id says of which, and the period's last day. */
  accrual: {
    name: 'accrual',
    source: null,
    writtenAs: null,
    feed: null,
    series: null,
    ofCommitment: true,
    cause: () => null,
    stageOf: accrualStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: 'nothing',
  },
  vendor: {
    name: 'vendor',
    source: { resources: ['Company Vendors'], namedBy: 'party', ofProject: false },
    writtenAs: null,
    feed: null,
    series: null,
    ofCommitment: false,
    cause: () => null,
    stageOf: vendorStage,
    choosesAbout: null,
    staysItself: true,
    atGoLive: 'nothing',
  },
  /** Posts once for many documents. Its id: what may stand in one posting, and which of such runs it is. */
  journalRun: {
    name: 'journalRun',
    source: null,
    writtenAs: null,
    feed: null,
    series: null,
    ofCommitment: false,
    cause: () => null,
    stageOf: journalRunStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: 'nothing',
  },
  /** An order that was made in the ERP, by its id there, on its way to a commitment. */
  purchaseOrderImport: {
    name: 'purchaseOrderImport',
    source: null,
    writtenAs: null,
    feed: null,
    series: null,
    ofCommitment: false,
    cause: () => null,
    stageOf: purchaseOrderImportStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: 'nothing',
  },
  /** What a payment of the ERP pays of one invoice of ours, by the ids of both there, on its way to a record in Procore. */
  payment: {
    name: 'payment',
    source: null,
    writtenAs: { resources: ['Contract Payments'], idIn: 'paymentId' },
    feed: 'payments',
    series: null,
    ofCommitment: false,
    cause: () => null,
    stageOf: paymentStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: 'nothing',
  },
  /** A request for other bank details of a supplier, by the request's id. */
  bankChange: {
    name: 'bankChange',
    source: null,
    writtenAs: null,
    feed: null,
    series: null,
    ofCommitment: false,
    cause: () => null,
    stageOf: bankChangeStage,
    choosesAbout: null,
    staysItself: false,
    atGoLive: 'nothing',
  },
} as const satisfies Readonly<Record<string, DocumentKindRow>>;

export type DocumentKind = keyof typeof documentKinds;

export const allDocumentKinds: readonly DocumentKindRow[] = Object.values(documentKinds);

/** Throws a RangeError for a kind that nobody knows. */
export function documentKind(name: string): DocumentKindRow {
  const known = allDocumentKinds.find((kind) => kind.name === name);
  if (known !== undefined) return known;
  const names = allDocumentKinds.map((kind) => kind.name).join(', ');
  throw new RangeError(`kind of document ${name}: expected one of ${names}`);
}

/** What Procore's webhooks call the records that a kind is made of, or written as. */
export function resourcesOf({ source, writtenAs }: Pick<DocumentKindRow, 'source' | 'writtenAs'>): readonly string[] {
  return [...(source?.resources ?? []), ...(writtenAs?.resources ?? [])];
}

/** The kind that a resource of Procore's webhooks concerns; null: none, the event starts nothing. */
export function kindOfResource(resource: string): DocumentKindRow | null {
  return allDocumentKinds.find((kind) => resourcesOf(kind).includes(resource)) ?? null;
}

/** What is locked so that the documents of a series go one after the other. */
export function seriesSubject(commitmentId: string): string {
  return `commitment:${commitmentId}`;
}
