import type { BooksSource } from '../../clients/erp-sources';
import { dayIn } from '../../domain/calendar/day-in';
import { zoneOfProject } from '../../domain/calendar/zone-of-project';
import { isZero, minus } from '../../domain/money/money';
import type { Plan } from '../../domain/posting/plan/planned-step';
import { itemCodes } from '../../domain/requisition/item-parts';
import { inMonth, tiePayments, type TiedPayments } from '../../domain/tie-out/payments';
import type { Difference } from '../../domain/tie-out/sides';
import { TieOut, type Compared, type TieOutRow } from '../../domain/tie-out/tie-out';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { Project } from '../../store/connections/projects';
import type { DocumentRow } from '../../store/documents/documents';
import type { TiedEntry } from '../../store/documents/tie-out-documents';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { nameOfProject, projectNamed } from '../documents/project-named';
import { readableNames } from '../documents/readable-names';
import { documentSides, type TiedDocument } from './document-sides';
import { LinesOfPostings } from './lines-of-postings';
import { paymentsTied, type PaymentsTied } from './tie-payments';

export interface TieOutWanted {
  /** Its number or `id:<id>`; null: all of the connection. */
  readonly project: string | null;
  /** `YYYY-MM`. */
  readonly period: string;
}

/** What the ERP's books show on an account of which no key of ours stands. */
interface NotCodedByUs {
  readonly account: string;
  readonly amount: string;
}

interface ProjectTieOut {
  readonly project: string;
  readonly projectName: string;
  readonly rows: readonly TieOutRow[];
  readonly differences: readonly Difference[];
  readonly compared: Compared;
  readonly notCodedByUs: readonly NotCodedByUs[];
  /** Null: payments are not written into Procore from here, or the ERP shows none. */
  readonly payments: TiedPayments | null;
}

export interface TieOutReport {
  readonly connectionId: string;
  readonly environment: string;
  readonly erp: string;
  /** As people call it: `Oracle Fusion`. */
  readonly erpName: string;
  readonly period: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Those that have anything in the period. */
  readonly projects: readonly ProjectTieOut[];
  readonly compared: Compared;
  /** Payments that were compared, of whatever project. */
  readonly payments: number;
  /** Differences of which nobody knows why. */
  readonly unknown: number;
}

const documentsAtOnce = 200;

/**
 * Procore, our ledger and the ERP's books side by side, by project, cost code and period. Our records are read a page of documents at
 * a time, and the ERP is asked for the lines of that page; what is kept is rows and what differs.
 */
export async function tieOut(context: ConnectionContext, { project, period }: TieOutWanted): Promise<TieOutReport> {
  const { store, connection, ports } = context;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) {
    throw new ActionError('badInput', `--period "${period}": a month, e.g. 2026-10`, { field: 'period' });
  }
  const projects = await store.inTenant(connection.tenantId, async (tx) =>
    project === null ? tx.projects.list(connection) : [await projectNamed(tx, connection, project)],
  );
  const { books, words } = await ports.erp(connection);
  if (books === undefined) throw new ActionError('badInput', 'the books of this ERP cannot be read from here');
  const payments = await paymentsTied(context, inMonth(period));
  const tied: ProjectTieOut[] = [];
  for (const one of projects) {
    const made = await ofProject(context, { books, payments }, one, period);
    if (made.compared.documents > 0 || (made.payments?.payments ?? 0) > 0 || project !== null) tied.push(made);
  }
  const total = (of: keyof Compared): number => tied.reduce((sum, { compared }) => sum + compared[of], 0);
  return {
    ...{ connectionId: connection.connectionId, environment: connection.environment },
    ...{
      erp: connection.settings.erp.system,
      erpName: words.name,
      period,
      madeAt: new Date().toISOString(),
      projects: tied,
    },
    compared: {
      ...{ documents: total('documents'), procoreLines: total('procoreLines') },
      ...{ ledgerLines: total('ledgerLines'), erpLines: total('erpLines') },
    },
    payments: tied.reduce((all, one) => all + (one.payments?.payments ?? 0), 0),
    unknown: tied
      .flatMap((one) => [...one.differences, ...(one.payments?.differences ?? [])])
      .filter(({ cause }) => cause === 'unknown').length,
  };
}

async function ofProject(
  { store, connection }: ConnectionContext,
  { books, payments }: { readonly books: BooksSource; readonly payments: PaymentsTied | null },
  project: Project,
  period: string,
): Promise<ProjectTieOut> {
  const { tenantId } = connection;
  const tie = new TieOut(period);
  const accounts = new Set<string>();
  const lines = new LinesOfPostings(books);
  const { approvedStatuses } = connection.settings.posting;
  const currency = await store.inTenant(tenantId, (tx) => tx.tieOutDocuments.currency(connection, project.id));
  let behind: string | null = null;
  for (;;) {
    const page: readonly TiedDocument[] = await store.inTenant(tenantId, (tx) =>
      readPage(tx, connection, { project, period, behind, currency }),
    );
    const shown = await lines.of(page.flatMap(({ entries }) => entries));
    for (const one of page) {
      const sides = documentSides(one, approvedStatuses, shown(one));
      tie.add(sides);
      const told = sides.ledger.filter(({ code, role }) => code !== null || role === 'clearing');
      told.filter((line) => line.period === period).forEach(({ account }) => accounts.add(account));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < documentsAtOnce) break;
    behind = last.document.id;
  }
  const balances = accounts.size === 0 ? [] : await books.balances([...accounts].sort(), period);
  const elsewhere = await store.inTenant(tenantId, (tx) =>
    tx.tieOutDocuments.elsewhere(
      connection,
      project.id,
      period,
      balances.map(({ account }) => account),
    ),
  );
  const notCodedByUs = balances
    .map(({ account, amount }) => {
      const ours = minus(amount, tie.ours.get(account) ?? '0');
      return { account, amount: minus(ours, elsewhere.get(account) ?? '0') };
    })
    .filter(({ amount }) => !isZero(amount))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1));
  const { rows, differences, compared } = tie;
  return {
    ...{ project: nameOfProject(project), projectName: project.name, rows, differences, compared, notCodedByUs },
    payments: payments === null ? null : tiePayments(period, await payments.of(project, currency)),
  };
}

interface PageWanted {
  readonly project: Project;
  readonly period: string;
  readonly behind: string | null;
  readonly currency: string;
}

async function readPage(
  tx: Tx,
  scope: ConnectionContext['connection'],
  { project, period, behind, currency }: PageWanted,
): Promise<readonly TiedDocument[]> {
  const documents = await tx.tieOutDocuments.page(scope, project.id, period, behind, documentsAtOnce);
  const ids = documents.map(({ id }) => id);
  const contents = await tx.tieOutDocuments.contents(ids);
  const entries = byDocument(await tx.tieOutDocuments.entries(ids));
  const earlier = [...contents.values()].flatMap((content) => previousOf(content) ?? []);
  const previous = await tx.tieOutDocuments.requisitions(scope, [...new Set(earlier)]);
  const namesOf = await readableNames(tx, documents);
  const commitments = new Map<string, Promise<TiedDocument['commitment']>>();
  const tied: TiedDocument[] = [];
  for (const document of documents) {
    const content = (contents.get(document.id) ?? null) as TiedDocument['content'];
    const own = entries.get(document.id) ?? [];
    const bookedIn = own.find((entry) => entry.currency !== null)?.currency;
    const before = previous.get(previousOf(content) ?? '') as RequisitionContent | null | undefined;
    tied.push({
      ...{ document, content, previous: before?.requisition ?? null },
      name: nameOf(document, namesOf(document)),
      currency: document.claimedCurrency || document.currency || bookedIn || currency,
      commitment: await commitmentFor(tx, scope, document, content, commitments),
      entries: own,
      notBooked: await notBookedOf(tx, document),
      approvedOn: approvedOnOf(document, zoneOfProject(project, scope.settings.posting.timeZone)),
    });
  }
  return tied;
}

function approvedOnOf({ approvedAt }: DocumentRow, timeZone: string): string | null {
  return approvedAt === null ? null : dayIn(timeZone, approvedAt);
}

function nameOf(
  { kind }: DocumentRow,
  { name, document }: { readonly name: string; readonly document: string },
): string {
  return kind === 'requisition' ? name : document;
}

function previousOf(content: unknown): string | null {
  const requisition = (content as Partial<RequisitionContent> | null)?.requisition;
  return requisition?.previousRequisitionId ?? null;
}

/** Only where a requisition does not settle its codes itself. */
async function commitmentFor(
  tx: Tx,
  scope: ConnectionContext['connection'],
  { kind, commitmentId }: DocumentRow,
  content: TiedDocument['content'],
  known: Map<string, Promise<TiedDocument['commitment']>>,
): Promise<TiedDocument['commitment']> {
  if (kind !== 'requisition' || content === null || commitmentId === null) return null;
  const { items } = (content as RequisitionContent).requisition;
  if (items.every((item) => item.itemType !== 'contract_item' || itemCodes(item, null) !== null)) return null;
  const loaded = known.get(commitmentId) ?? tx.commitments.load(scope, commitmentId, Infinity);
  known.set(commitmentId, loaded);
  return loaded;
}

/** A direct cost that is recorded says why in its plan. */
async function notBookedOf(tx: Tx, { kind, stage, planId }: DocumentRow): Promise<string | null> {
  if (kind !== 'directCost' || stage !== 'recorded' || planId === null) return null;
  const { plan } = await tx.plans.load<Plan>(planId);
  return plan.head.facts['not booked'] ?? null;
}

function byDocument(entries: readonly TiedEntry[]): ReadonlyMap<string, readonly TiedEntry[]> {
  const all = new Map<string, TiedEntry[]>();
  for (const entry of entries) {
    const own = all.get(entry.documentId) ?? [];
    own.push(entry);
    all.set(entry.documentId, own);
  }
  return all;
}
