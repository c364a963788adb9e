import type { ListedPayment, PaymentSource } from '../../clients/erp-sources';
import { erpPaymentContent, type ErpPayment } from '../../domain/payment/erp-payment';
import { isNegative } from '../../domain/money/money';
import type { ProcoreContractPayment } from '../../domain/procore/contract-payment';
import { tiePayments, type PaidAmount, type PaymentSides, type TiedPayments } from '../../domain/tie-out/payments';
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
  readonly commitmentNames: ReadonlyMap<string, string>;
  readonly currency: string;
}

/**
 * Payments of a month by commitment: what Procore has as contract payments, what we wrote, and what the ERP paid, the two systems asked
 * now. What the ERP lists is asked for once for all projects.
 */
export class PaymentsTied {
  readonly #context: ConnectionContext;
  readonly #source: PaymentSource;
  readonly #system: string;
  readonly #month: string;
  #listed: readonly Paying[] | null = null;

  constructor(context: ConnectionContext, of: { source: PaymentSource; system: string; month: string }) {
    this.#context = context;
    this.#source = of.source;
    this.#system = of.system;
    this.#month = of.month;
  }

  async of(project: Project, currency: string): Promise<TiedPayments> {
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
    const { contracts, commitmentNames } = await store.inTenant(connection.tenantId, (tx) =>
      contractsOf(tx, connection, project, [...known.map(({ document }) => document), ...listed.map(({ of }) => of)]),
    );
    const records = await this.#records(project, contracts);
    const erp = await this.#paid(known, listed, records);
    const sides = sidesOf({ project, known, listed, records, erp, commitmentNames, currency });
    return tiePayments(this.#month, sides);
  }

  /** What changed since the month began, of any project: nothing that is dated in it by its entry can have changed last before. */
  async #listedOnce(): Promise<readonly Paying[]> {
    if (this.#listed !== null) return this.#listed;
    const { store, connection } = this.#context;
    const sinceMs = Date.now() - Date.parse(`${this.#month}-01T00:00:00Z`);
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

  /** Those that any side dates in the month, and those that the ERP changed since. */
  async #paid(
    known: readonly KnownPayment[],
    listed: readonly Paying[],
    records: ProjectPayments['records'],
  ): Promise<ReadonlyMap<string, ErpPayment>> {
    const isHere = (date: string | null | undefined): boolean => date?.startsWith(this.#month) === true;
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

/** The commitments that can have payments, and what they are called. */
async function contractsOf(
  tx: Tx,
  scope: ConnectionContext['connection'],
  project: Project,
  documents: readonly { readonly commitmentId: string | null }[],
): Promise<{ readonly contracts: readonly string[]; readonly commitmentNames: ReadonlyMap<string, string> }> {
  const paid = documents.flatMap(({ commitmentId }) => commitmentId ?? []);
  const contracts = [...new Set([...(await tx.tiedPayments.payable(scope, project.id)), ...paid])].sort();
  const named = await tx.commitments.named(scope, { ids: contracts });
  return { contracts, commitmentNames: new Map(named.map(({ id, number }) => [id, number ?? id])) };
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
      commitment: nameOfContract(of, document.commitmentId),
      currency: now?.currency ?? content?.currency ?? of.currency,
      standing: standingOf(one, now),
      procore: recordsCalled(records, originId),
      ledger: written === null ? [] : [paidAmount(written)],
      erp: now === null ? [] : counted(now),
    };
  });
  const ids = new Set(known.map(({ document }) => document.sourceId));
  const unseen = listed.flatMap(({ payment: { id }, of: { commitmentId } }): readonly PaymentSides[] => {
    const now = ids.has(id) ? undefined : erp.get(id);
    if (now === undefined) return [];
    const place = { commitment: nameOfContract(of, commitmentId), currency: now.currency };
    // The next poll of payments takes it up.
    return [
      {
        ...{ name: `payment/${id}`, ...place, standing: 'inFlight' },
        ...{ procore: recordsCalled(records, now.originId), ledger: [], erp: counted(now) },
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
      ...{ currency: of.currency, standing: 'byHand', procore: [paidAmount(record)], ledger: [], erp: [] },
    }));
  return [...ours, ...unseen, ...byHand];
}

function recordsCalled(records: ProjectPayments['records'], originId: string): PaymentSides['procore'] {
  return records?.filter((record) => originId !== '' && record.originId === originId).map(paidAmount) ?? null;
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
function counted(payment: ErpPayment): readonly PaidAmount[] {
  return payment.standing === 'paid' ? [paidAmount(payment)] : [];
}

function paidAmount({ date, amount }: { readonly date: string | null; readonly amount: string }): PaidAmount {
  return { period: (date ?? '').slice(0, 7), amount };
}

function nameOfContract({ commitmentNames }: ProjectPayments, commitmentId: string | null): string {
  return commitmentNames.get(commitmentId ?? '') ?? commitmentId ?? '';
}
