import { minus, sum } from '../../domain/money/money';
import type { HoldReason } from '../../domain/holds/hold-reason';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { BookedDocument } from '../../store/documents/project-books';

/** Where a document stands at a close, in the order in which the report tells of them. */
export const closeGroups = [
  { name: 'posted', stages: ['posted'], title: 'In the books' },
  { name: 'vouchered', stages: ['vouchered'], title: 'Stands in the ERP, not posted there yet' },
  { name: 'delivered', stages: ['delivered'], title: 'Delivered, not taken into the ERP yet' },
  { name: 'onItsWay', stages: ['checking', 'waiting', 'ordered'], title: 'On its way' },
  { name: 'held', stages: ['held'], title: 'Held' },
  { name: 'recorded', stages: ['recorded'], title: 'Nothing to post' },
  { name: 'byHand', stages: ['byHand'], title: 'Settled by hand in the ERP' },
  { name: 'left', stages: ['left'], title: 'Left as it is by a person' },
  { name: 'takenOver', stages: ['takenOver'], title: 'Billed before going live' },
  { name: 'withdrawn', stages: ['withdrawn'], title: 'Withdrawn in Procore', isOwed: false },
  { name: 'notApproved', stages: [null], title: 'Not approved in Procore', isOwed: false },
] as const satisfies readonly {
  readonly name: string;
  readonly stages: readonly (SyncStage | null)[];
  readonly title: string;
  /** False: it is in no sum of what is approved. */
  readonly isOwed?: false;
}[];

type CloseGroupName = (typeof closeGroups)[number]['name'];

/** Sums of one currency; decimal strings. */
export interface CloseSum {
  /** `''`: Procore does not tell it. */
  readonly currency: string;
  /** Payment due, as Procore says. */
  readonly claimed: string;
  /** What our confirmed postings come to. */
  readonly posted: string;
}

export interface ClosedDocument {
  /** `4411/SC-4411-003/7` */
  readonly name: string;
  readonly procoreId: string;
  readonly group: CloseGroupName;
  readonly stage: SyncStage | null;
  readonly sourceStatus: string;
  readonly billedThrough: string | null;
  readonly claimed: string | null;
  readonly posted: string | null;
  /** Posted less claimed where both are known and differ; null: they agree, or one is not known. */
  readonly difference: string | null;
  readonly currency: string;
  /** Since when it is held, ISO 8601; null: it is not. */
  readonly heldSince: string | null;
  /** Why it is not in the books, as its hold or its wait says; empty: its group says all. */
  readonly why: readonly { readonly reason: HoldReason | 'notBooked' | 'notPostable'; readonly message: string }[];
  readonly waitsFor: string | null;
}

export interface CloseGroup {
  readonly name: CloseGroupName | 'approved';
  readonly title: string;
  readonly documents: number;
  readonly sums: readonly CloseSum[];
  /** Documents of which Procore's amount is not known. */
  readonly withoutAmount: number;
}

/** What is known of one besides what stands in the books. */
interface ToldOf {
  readonly name: string;
  readonly procoreId: string;
  readonly heldSince: string | null;
  readonly why: ClosedDocument['why'];
}

export function closedDocument(document: BookedDocument, told: ToldOf): ClosedDocument {
  const { stage, sourceStatus, billedThrough, claimed, posted, currency, waitsFor } = document;
  return {
    ...{ name: told.name, procoreId: told.procoreId, group: groupOf(document), stage, sourceStatus, billedThrough },
    ...{ claimed, posted, currency, difference: differenceOf(document), waitsFor },
    ...{ heldSince: told.heldSince, why: told.why },
  };
}

/** Those in which something stands; `approved` adds up those before it. */
export function groupsOf(all: readonly ClosedDocument[]): readonly CloseGroup[] {
  const group = (name: CloseGroup['name'], title: string, documents: readonly ClosedDocument[]): CloseGroup => {
    const withoutAmount = documents.filter(({ claimed }) => claimed === null).length;
    return { name, title, documents: documents.length, sums: sumsOf(documents), withoutAmount };
  };
  const notOwed: readonly string[] = closeGroups.filter((one) => 'isOwed' in one).map(({ name }) => name);
  const approved = all.filter((one) => !notOwed.includes(one.group));
  const groups = closeGroups.map(({ name, title }) =>
    group(
      name,
      title,
      all.filter((one) => one.group === name),
    ),
  );
  return [
    ...groups.filter(({ name }) => !notOwed.includes(name)),
    group('approved', 'Approved in Procore', approved),
    ...groups.filter(({ name }) => notOwed.includes(name)),
  ].filter(({ documents }) => documents > 0);
}

function groupOf({ stage }: BookedDocument): CloseGroupName {
  const group = closeGroups.find(({ stages }) => stages.some((one) => one === stage));
  if (group === undefined) throw new Error(`no group of the close has the stage ${stage ?? 'null'}`);
  return group.name;
}

function differenceOf({ claimed, posted }: BookedDocument): string | null {
  if (claimed === null || posted === null) return null;
  const difference = minus(posted, claimed);
  return /[1-9]/.test(difference) ? difference : null;
}

function sumsOf(documents: readonly ClosedDocument[]): CloseSum[] {
  const currencies = [...new Set(documents.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = documents.filter((one) => one.currency === currency);
    const of = (amounts: readonly (string | null)[]): string => sum(amounts.filter((one) => one !== null));
    return { currency, claimed: of(own.map(({ claimed }) => claimed)), posted: of(own.map(({ posted }) => posted)) };
  });
}
