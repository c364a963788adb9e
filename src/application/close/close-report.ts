import { minus, sum } from '../../domain/money/money';
import type { Problem } from '../../domain/holds/hold-reason';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { BookedDocument } from '../../store/documents/project-books';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { nameOfProject, projectNamed } from '../documents/project-named';
import { readableNames } from '../documents/readable-names';

export interface CloseWanted {
  /** Its number or `id:<id>`. */
  readonly project: string;
  /** The last day that counts, `YYYY-MM-DD`: requisitions that bill beyond it are another close's. */
  readonly through: string;
}

/** Where a requisition stands at a close, in the order in which the report tells of them. */
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
  readonly why: readonly Pick<Problem, 'reason' | 'message'>[];
  readonly waitsFor: string | null;
}

interface CloseGroup {
  readonly name: CloseGroupName | 'approved';
  readonly title: string;
  readonly documents: number;
  readonly sums: readonly CloseSum[];
  /** Documents of which Procore's amount is not known. */
  readonly withoutAmount: number;
}

export interface CloseReport {
  readonly connectionId: string;
  readonly environment: string;
  readonly erp: string;
  readonly project: string;
  readonly projectName: string;
  readonly through: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Those in which something stands; `approved` is the sum of those before it. */
  readonly groups: readonly CloseGroup[];
  /** All of them, by commitment and number. */
  readonly documents: readonly ClosedDocument[];
  /** Requisitions that bill beyond the day: not in any sum. */
  readonly later: number;
  /** What our postings moved, by account: in the month of `through`, and from the beginning through that month. */
  readonly accounts: readonly { readonly account: string; readonly inMonth: string; readonly toDate: string }[];
  /** Other documents of the project that are held: commitments, change orders. */
  readonly otherHeld: readonly { readonly name: string; readonly why: ClosedDocument['why']; readonly since: string }[];
}

/** What of a project is in the books, what is not, and why; as our own records have it. Reads neither Procore nor the ERP. */
export async function closeReport(
  { store, connection }: ConnectionContext,
  { project: named, through }: CloseWanted,
): Promise<CloseReport> {
  requireDay(through);
  const read = await store.inTenant(connection.tenantId, async (tx) => {
    const project = await projectNamed(tx, connection, named);
    const documents = await tx.projectBooks.documents(connection, project.id, 'requisition');
    const namesOf = await readableNames(tx, documents);
    const holds = await tx.holds.list(connection, { projectId: project.id });
    const holdNames = await readableNames(
      tx,
      holds.map(({ document }) => document),
    );
    return {
      project,
      documents,
      namesOf,
      holds,
      holdNames,
      accounts: await tx.projectBooks.accounts(connection, project.id),
    };
  });
  const heldBy = new Map(read.holds.map((held) => [held.document.id, held]));
  // One whose last day is not known may belong to this close: it is shown.
  const counted = read.documents.filter(({ billedThrough }) => billedThrough === null || billedThrough <= through);
  const documents = counted.map((document): ClosedDocument => {
    const { name, procoreId } = read.namesOf(document);
    const held = heldBy.get(document.id);
    const { stage, sourceStatus, billedThrough, claimed, posted, currency, waitsFor } = document;
    return {
      ...{ name, procoreId, group: groupOf(document), stage, sourceStatus, billedThrough, claimed, posted, currency },
      ...{ difference: differenceOf(document), waitsFor },
      heldSince: held?.hold.since ?? null,
      why: (held?.problems ?? []).map(({ reason, message }) => ({ reason, message })),
    };
  });
  const month = through.slice(0, 7);
  return {
    ...{ connectionId: connection.connectionId, environment: connection.environment },
    ...{ erp: connection.settings.erp.system, project: nameOfProject(read.project), projectName: read.project.name },
    ...{ through, madeAt: new Date().toISOString() },
    groups: groupsOf(documents),
    documents,
    later: read.documents.length - counted.length,
    accounts: byAccount(read.accounts, month),
    otherHeld: read.holds
      .filter(({ document }) => document.kind !== 'requisition')
      .map(({ document, problems, hold }) => ({
        name: `${document.kind} ${read.holdNames(document).name}`,
        why: problems.map(({ reason, message }) => ({ reason, message })),
        since: hold.since,
      })),
  };
}

function groupsOf(all: readonly ClosedDocument[]): readonly CloseGroup[] {
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

function requireDay(text: string): void {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay && new Date(text).toISOString().startsWith(text)) return;
  throw new ActionError('badInput', `--through "${text}": a day, e.g. 2026-10-31`, { field: 'through' });
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

function byAccount(
  rows: readonly { readonly account: string; readonly period: string; readonly amount: string }[],
  month: string,
): CloseReport['accounts'] {
  const counted = rows.filter(({ period }) => period <= month);
  return [...new Set(counted.map(({ account }) => account))].map((account) => {
    const own = counted.filter((one) => one.account === account);
    const inMonth = own.filter(({ period }) => period === month);
    return { account, inMonth: sum(inMonth.map(({ amount }) => amount)), toDate: sum(own.map(({ amount }) => amount)) };
  });
}
