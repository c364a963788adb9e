import { sum } from '../../domain/money/money';
import type { Plan } from '../../domain/posting/plan/planned-step';
import type { BookedDocument, BookedJournal } from '../../store/documents/project-books';
import type { HeldDocument } from '../../store/holds/holds';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { nameOfProject, projectNamed } from '../documents/project-named';
import { readableNames } from '../documents/readable-names';
import { bookedInMonth } from './booked-in-month';
import { closePayments, type ClosePayments } from './close-payments';
import { closedDocument, groupsOf, type ClosedDocument, type CloseGroup } from './closed-documents';

export interface CloseWanted {
  /** Its number or `id:<id>`. */
  readonly project: string;
  /** The last day that counts, `YYYY-MM-DD`: what bills, or is dated, beyond it is another close's. */
  readonly through: string;
}

export interface CloseReport {
  readonly connectionId: string;
  readonly environment: string;
  readonly erp: string;
  /** As people call it: `Oracle Fusion`. */
  readonly erpName: string;
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
  /** The same of direct costs, by date and id. */
  readonly costGroups: readonly CloseGroup[];
  readonly directCosts: readonly ClosedDocument[];
  readonly laterCosts: number;
  /** Journals through the month of the day in which anything of the project stands. */
  readonly journals: readonly ClosedJournal[];
  /** What our postings moved, by account: in the month of `through`, and from the beginning through that month. */
  readonly accounts: readonly MovedAccount[];
  /** Of those, what our direct costs put onto the accounts that clear them. */
  readonly clearing: readonly ClearingAccount[];
  /** Null: payments are not written into Procore from here. */
  readonly payments: ClosePayments | null;
  /** Other documents of the project that are held: commitments, change orders; payments that are told of above are not told twice. */
  readonly otherHeld: readonly { readonly name: string; readonly why: ClosedDocument['why']; readonly since: string }[];
}

interface ClosedJournal extends BookedJournal {
  /** By what it is found in the ERP; empty while nothing is. */
  readonly inErp: string;
}

interface ClearingAccount extends MovedAccount {
  /** What the ERP's books have on it in the month of `through`, everybody's lines together: what is open of it. Null: not read. */
  readonly booked: string | null;
}

interface MovedAccount {
  readonly account: string;
  readonly inMonth: string;
  readonly toDate: string;
}

/**
 * What of a project is in the books, what is not, and why; as our own records have it. Asked are the ERP for what is open on clearing
 * accounts, and both systems for payments where those are written into Procore.
 */
export async function closeReport(
  context: ConnectionContext,
  { project: named, through }: CloseWanted,
): Promise<CloseReport> {
  const { store, connection, ports } = context;
  requireDay(through);
  const month = through.slice(0, 7);
  const read = await store.inTenant(connection.tenantId, async (tx) => {
    const project = await projectNamed(tx, connection, named);
    const { id } = project;
    const holds = await tx.holds.list(connection, { projectId: id });
    const holdNames = await readableNames(
      tx,
      holds.map(({ document }) => document),
    );
    const requisitions = await tx.projectBooks.documents(connection, id, 'requisition');
    const costs = await tx.projectBooks.documents(connection, id, 'directCost');
    return {
      ...{ project, holds, holdNames },
      requisitions: await closed(tx, requisitions, through, holds),
      costs: await closed(tx, costs, through, holds),
      accounts: await tx.projectBooks.accounts(connection, id),
      clearing: await tx.projectBooks.clearing(connection, id),
      journals: await tx.projectBooks.journals(connection, id, month),
    };
  });
  const { requisitions, costs } = read;
  const { words } = await ports.erp(connection);
  const payments = await closePayments(context, { project: read.project, through, holds: read.holds });
  const clearing = byAccount(read.clearing, month);
  const accounts = clearing.map(({ account }) => account);
  const booked = await bookedInMonth(context, accounts, month);
  const toldOf = new Set(payments?.differing.map(({ name }) => name));
  return {
    ...{ connectionId: connection.connectionId, environment: connection.environment },
    ...{
      erp: connection.settings.erp.system,
      erpName: words.name,
      project: nameOfProject(read.project),
      projectName: read.project.name,
    },
    ...{ through, madeAt: new Date().toISOString() },
    ...{ groups: groupsOf(requisitions.documents), documents: requisitions.documents, later: requisitions.later },
    ...{ costGroups: groupsOf(costs.documents), directCosts: costs.documents, laterCosts: costs.later },
    journals: read.journals.map((one) => ({
      ...one,
      inErp: one.reference === null ? '' : words.reference(one.reference),
    })),
    accounts: byAccount(read.accounts, month),
    clearing: clearing.map((one) => ({ ...one, booked: booked?.get(one.account) ?? null })),
    payments,
    otherHeld: read.holds
      .filter(({ document: { kind } }) => !['requisition', 'directCost'].includes(kind))
      .filter(({ document: { kind, sourceId } }) => !toldOf.has(`${kind}/${sourceId}`))
      .map(({ document, problems, hold }) => ({
        name: `${document.kind} ${read.holdNames(document).name}`,
        why: problems.map(({ reason, message }) => ({ reason, message })),
        since: hold.since,
      })),
  };
}

/** Those through the day, with why they are not in the books; and how many are beyond it. */
async function closed(
  tx: Tx,
  all: readonly BookedDocument[],
  through: string,
  holds: readonly HeldDocument[],
): Promise<{ readonly documents: readonly ClosedDocument[]; readonly later: number }> {
  const heldBy = new Map(holds.map((held) => [held.document.id, held]));
  const namesOf = await readableNames(tx, all);
  // One whose last day is not known may belong to this close: it is shown.
  const counted = all.filter(({ billedThrough }) => billedThrough === null || billedThrough <= through);
  const documents: ClosedDocument[] = [];
  for (const document of counted) {
    const { name, document: called, procoreId } = namesOf(document);
    const held = heldBy.get(document.id);
    const problems = held?.problems ?? (await notPosted(tx, document));
    documents.push(
      closedDocument(document, {
        ...{ name: document.kind === 'directCost' ? called : name, procoreId, heldSince: held?.hold.since ?? null },
        why: problems.map(({ reason, message }) => ({ reason, message })),
      }),
    );
  }
  return { documents, later: all.length - counted.length };
}

/** A direct cost that is recorded alone, or imported into a period that is not open yet, says why in its plan. */
async function notPosted(
  tx: Tx,
  { kind, stage, planId }: BookedDocument,
): Promise<readonly ClosedDocument['why'][number][]> {
  if (kind !== 'directCost' || planId === null || (stage !== 'recorded' && stage !== 'delivered')) return [];
  const { plan } = await tx.plans.load<Plan>(planId);
  const { 'not booked': notBooked, 'not postable yet': period } = plan.head.facts;
  const reason = stage === 'recorded' ? notBooked && 'notBooked' : period && 'notPostable';
  return reason ? [{ reason, message: plan.notes.join(' ') }] : [];
}

function requireDay(text: string): void {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay && new Date(text).toISOString().startsWith(text)) return;
  throw new ActionError('badInput', `--through "${text}": a day, e.g. 2026-10-31`, { field: 'through' });
}

function byAccount(
  rows: readonly { readonly account: string; readonly period: string; readonly amount: string }[],
  month: string,
): readonly MovedAccount[] {
  const counted = rows.filter(({ period }) => period <= month);
  return [...new Set(counted.map(({ account }) => account))].map((account) => {
    const own = counted.filter((one) => one.account === account);
    const inMonth = own.filter(({ period }) => period === month);
    return { account, inMonth: sum(inMonth.map(({ amount }) => amount)), toDate: sum(own.map(({ amount }) => amount)) };
  });
}
