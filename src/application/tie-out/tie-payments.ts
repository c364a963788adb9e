import type { ListedPayment, PaymentSource } from '../../clients/erp-sources';
import { erpPaymentContent, type ErpPayment } from '../../domain/payment/erp-payment';
import { isNegative } from '../../domain/money/money';
import type { ProcoreContractPayment } from '../../domain/procore/contract-payment';
import type { PaidAmount, PaymentSides, PaymentWindow } from '../../domain/tie-out/payments';
import { payingOurs } from '../../ledger/paying-ours';
import type { Project } from '../../store/connections/projects';
import type { KnownPayment } from '../../store/documents/tied-payments';
import type { StandingOfDocument } from '../../store/ledger/standings';
import type { Tx } from '../../store/unit-of-work';
import type { ConnectionContext } from '../context';

const documentsAtOnce = 500;
const dayMs = 86_400_000;

/** A payment that the ERP lists, of an invoice of ours. */
interface Paying {
  readonly payment: ListedPayment;
  readonly of: StandingOfDocument;
}

/** What is asked of one project. */
interface ProjectPayments {
  readonly project: Project;
  readonly known: readonly KnownPayment[];
  readonly listed: readonly Paying[];
  /** Null: Procore does not let those of the project be read now: it is archived, or the account may not use it. */
  readonly records: readonly (ProcoreContractPayment & { readonly contractId: string })[] | null;
  readonly erp: ReadonlyMap<string, ErpPayment>;
  readonly names: Names;
  readonly currency: string;
  readonly window: PaymentWindow;
}

/** What is known of the project by our own records. */
interface Names {
  readonly commitments: ReadonlyMap<string, string>;
  /** Numbers of requisitions, by id. */
  readonly requisitions: ReadonlyMap<string, number | null>;
  /** The requisition that a payment pays, by the payment's id. */
  readonly paidBy: ReadonlyMap<string, string>;
}

/** Null: payments are not written into Procore from here, or the ERP shows none. */
export async function paymentsTied(context: ConnectionContext, window: PaymentWindow): Promise<PaymentsTied | null> {
  const { connection, ports } = context;
  if (connection.settings.posting.paymentsToProcore === 'off') return null;
  const { payments: source, system } = await ports.erp(connection);
  return source === undefined ? null : new PaymentsTied(context, { source, system, window });
}

/**
 * Payments of a window: what Procore has as contract payments, what we wrote, and what the ERP paid, the two systems asked now. What the
 * ERP lists is asked for once for all projects.
 */
export class PaymentsTied {
  readonly #context: ConnectionContext;
  readonly #source: PaymentSource;
  readonly #system: string;
  readonly #window: PaymentWindow;
  #listed: readonly Paying[] | null = null;

  constructor(context: ConnectionContext, of: { source: PaymentSource; system: string; window: PaymentWindow }) {
    this.#context = context;
    this.#source = of.source;
    this.#system = of.system;
    this.#window = of.window;
  }

  async of(project: Project, currency: string): Promise<readonly PaymentSides[]> {
    const { store, connection } = this.#context;
    const known: KnownPayment[] = [];
    for (;;) {
      const behind = known.at(-1)?.document.id ?? null;
      const page = await store.inTenant(connection.tenantId, (tx) =>
        tx.tiedPayments.page(connection, project.id, behind, documentsAtOnce),
      );
      known.push(...page);
      if (page.length < documentsAtOnce) break;
    }
    const listed = (await this.#listedOnce()).filter(({ of }) => of.projectId === project.id);
    const { contracts, names } = await store.inTenant(connection.tenantId, (tx) =>
      namesOf(tx, connection, { system: this.#system, project, known, listed }),
    );
    const records = await this.#records(project, contracts);
    const erp = await this.#paid(known, listed, records);
    return sidesOf({ project, known, listed, records, erp, names, currency, window: this.#window });
  }

  /** What changed in the window, of any project: what changed before was polled. */
  async #listedOnce(): Promise<readonly Paying[]> {
    if (this.#listed !== null) return this.#listed;
    const { store, connection } = this.#context;
    const sinceMs = Date.now() - Date.parse(`${this.#window.changedFrom}T00:00:00Z`);
    const listed = await this.#source.changedWithin(Math.max(1, Math.ceil(sinceMs / dayMs) + 1));
    this.#listed = await store.inTenant(connection.tenantId, (tx) => payingOurs(tx, connection, this.#system, listed));
    return this.#listed;
  }

  async #records(project: Project, contracts: readonly string[]): Promise<ProjectPayments['records']> {
    if (contracts.length === 0) return [];
    const procore = await this.#context.ports.procore(this.#context.connection);
    const shown = await procore.showProject({ projectId: project.id });
    if (shown === null || shown.active === false) return null;
    const records: (ProcoreContractPayment & { contractId: string })[] = [];
    for (const contractId of contracts) {
      const own = await procore.contractPayments({ projectId: project.id, contractId });
      records.push(...own.map((one) => ({ ...one, contractId })));
    }
    return records;
  }

  /** Those that any side dates in the window, and those that the ERP changed since. */
  async #paid(
    known: readonly KnownPayment[],
    listed: readonly Paying[],
    records: ProjectPayments['records'],
  ): Promise<ReadonlyMap<string, ErpPayment>> {
    const { period, periodOf } = this.#window;
    const isHere = (date: string | null | undefined): boolean => date !== undefined && periodOf(date) === period;
    const dated = new Set((records ?? []).flatMap(({ originId, date }) => (isHere(date) ? [originId] : [])));
    const ofDocuments = known.filter(
      ({ content, newest }) =>
        isHere(content?.date) || isHere(newest?.body?.record?.date) || dated.has(content?.originId ?? ''),
    );
    const ids = [...ofDocuments.map(({ document }) => document.sourceId), ...listed.map(({ payment }) => payment.id)];
    const payments = await this.#source.readAll([...new Set(ids)]);
    return new Map(payments.map((payment) => [payment.id, payment]));
  }
}

/** The commitments that can have payments, and what all is called. */
async function namesOf(
  tx: Tx,
  scope: ConnectionContext['connection'],
  {
    system,
    project,
    known,
    listed,
  }: Pick<ProjectPayments, 'project' | 'known' | 'listed'> & { readonly system: string },
): Promise<{ readonly contracts: readonly string[]; readonly names: Names }> {
  const documents = [...known.map(({ document }) => document), ...listed.map(({ of }) => of)];
  const paid = documents.flatMap(({ commitmentId }) => commitmentId ?? []);
  const contracts = [...new Set([...(await tx.tiedPayments.payable(scope, project.id)), ...paid])].sort();
  const named = await tx.commitments.named(scope, { ids: contracts });
  const contents = known.flatMap(({ content }) => content ?? []);
  const paying = [...listed, ...(await payingOurs(tx, scope, system, contents))];
  return {
    contracts,
    names: {
      commitments: new Map(named.map(({ id, number }) => [id, number ?? id])),
      requisitions: await tx.tiedPayments.requisitions(scope, project.id),
      paidBy: new Map(paying.map(({ payment, of }) => [payment.id, of.sourceId])),
    },
  };
}

function sidesOf(of: ProjectPayments): readonly PaymentSides[] {
  const { known, listed, records, erp } = of;
  const ours = known.map((one): PaymentSides => {
    const { document, content, newest } = one;
    const now = erp.get(document.sourceId) ?? null;
    const originId = now?.originId ?? content?.originId ?? '';
    const written = newest?.state === 'confirmed' ? (newest.body?.record ?? null) : null;
    return {
      name: `payment/${document.sourceId}`,
      number: now?.number ?? content?.number ?? '',
      commitment: nameOfContract(of, document.commitmentId),
      requisition: requisitionOf(of, of.names.paidBy.get(document.sourceId)),
      currency: now?.currency ?? content?.currency ?? of.currency,
      standing: standingOf(one, now),
      procore: recordsCalled(of, originId),
      ledger: written === null ? [] : [paidAmount(of, written)],
      erp: now === null ? [] : counted(of, now),
    };
  });
  const ids = new Set(known.map(({ document }) => document.sourceId));
  const unseen = listed.flatMap(({ payment: { id }, of: { commitmentId, sourceId } }): readonly PaymentSides[] => {
    const now = ids.has(id) ? undefined : erp.get(id);
    if (now === undefined) return [];
    const place = { commitment: nameOfContract(of, commitmentId), currency: now.currency };
    // The next poll of payments takes it up.
    return [
      {
        ...{ name: `payment/${id}`, number: now.number, ...place, standing: 'inFlight' },
        requisition: requisitionOf(of, sourceId),
        ...{ procore: recordsCalled(of, now.originId), ledger: [], erp: counted(of, now) },
      },
    ];
  });
  const called = new Set([
    ...[...erp.values()].map(({ originId }) => originId),
    ...known.map(({ content }) => content?.originId ?? ''),
  ]);
  const byHand = (records ?? [])
    .filter(({ originId }) => originId === null || !called.has(originId))
    .map((record): PaymentSides => ({
      ...{ name: `contract payment ${record.id}`, commitment: nameOfContract(of, record.contractId) },
      ...{ number: record.checkNumber ?? '', requisition: requisitionOf(of, record.requisitionId ?? undefined) },
      ...{ currency: of.currency, standing: 'byHand', procore: [paidAmount(of, record)], ledger: [], erp: [] },
    }));
  return [...ours, ...unseen, ...byHand];
}

function recordsCalled(of: ProjectPayments, originId: string): PaymentSides['procore'] {
  const own = of.records?.filter((record) => originId !== '' && record.originId === originId);
  return own?.map((record) => paidAmount(of, record)) ?? null;
}

/** Null: it was written, so all sides should say the same. */
function standingOf({ document, content, newest }: KnownPayment, now: ErpPayment | null): PaymentSides['standing'] {
  if (document.stage === 'held') return 'held';
  const isUnderWay = newest?.state === 'sent' || newest?.state === 'uncertain';
  const isBeforeUs = content === null || (now !== null && erpPaymentContent(now) !== erpPaymentContent(content));
  if (document.open || isUnderWay || isBeforeUs) return 'inFlight';
  if (document.stage === 'recorded') return isNegative(now?.amount ?? content.amount) ? 'typeOff' : null;
  return document.stage === 'posted' ? null : 'inFlight';
}

/** Of one that is voided, or that nobody knows whether it is paid, nothing counts. */
function counted(of: ProjectPayments, payment: ErpPayment): readonly PaidAmount[] {
  return payment.standing === 'paid' ? [paidAmount(of, payment)] : [];
}

function paidAmount(
  { window }: ProjectPayments,
  { date, amount }: { readonly date: string | null; readonly amount: string },
): PaidAmount {
  return { period: window.periodOf(date), amount };
}

function nameOfContract({ names }: ProjectPayments, commitmentId: string | null): string {
  return names.commitments.get(commitmentId ?? '') ?? commitmentId ?? '';
}

function requisitionOf({ names }: ProjectPayments, id: string | undefined): PaymentSides['requisition'] {
  return id === undefined ? null : { id, number: names.requisitions.get(id) ?? null };
}
