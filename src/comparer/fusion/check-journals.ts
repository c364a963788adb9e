import { amountText, isWithin, roundedToCents, sumOf, zero, type Amount } from '../amount';
import { differenceOf, documentName, type Difference, type DifferenceKind } from '../difference';
import type { ListedDocument } from '../read-documents';
import type { ProcoreCosts } from '../read-costs';
import { accrualFaults, accrualKind, changeOrderAccrued } from './check-accruals';
import { grouped } from './grouped';
import type { JournalLine } from './read-journals';

/** Stages in which something of a document stands as it is. */
const STANDS: readonly (string | null)[] = ['delivered', 'vouchered', 'posted'];
/** Stages in which what stands may be otherwise, and somebody knows. */
const EXPLAINED: readonly (string | null)[] = ['held', 'byHand', 'left', 'withdrawn'];
const UNDER_WAY: readonly (string | null)[] = ['checking', 'waiting', 'ordered'];

interface Source {
  readonly isApproved: boolean;
  /** What may be booked for a line: its amount, or that with its tax. */
  readonly lines: ReadonlyMap<string, readonly Amount[]>;
}

/** What takes the journal of a change order back, called `CO-` and its id. */
const reliefKind = 'memoRelief';

type Reported = readonly [DifferenceKind, string];

/**
 * Direct costs and change orders against the journals that name them, read from both systems by themselves: each line of Procore once
 * and to the cent, each document balanced, nothing for what is not approved, and nothing that nobody knows.
 */
export function checkJournals(
  { directCosts, changeOrders }: Pick<ProcoreCosts, 'directCosts' | 'changeOrders'>,
  journals: readonly JournalLine[],
  documents: readonly ListedDocument[],
): { readonly differences: readonly Difference[]; readonly says: readonly string[] } {
  const costs = documents.filter(({ kind }) => kind === 'directCost');
  const sources = new Map<string, Source>([
    ...directCosts.map(({ id, status, lines }): [string, Source] => [
      `directCost/${id}`,
      {
        isApproved: status === 'approved',
        lines: new Map(lines.map((line) => [line.id, [line.amount, line.withTax].map(roundedToCents)])),
      },
    ]),
    ...changeOrders.map(({ id, isApproved, lines }): [string, Source] => [
      `changeOrder/${id}`,
      { isApproved, lines: new Map(lines.map((line) => [line.id, [line.amount]])) },
    ]),
  ]);
  const booked = grouped(journals, ({ document }) => document);
  const known = new Map(documents.map((document) => [documentName(document), document]));
  const differences = [
    ...costs.filter((cost) => !booked.has(documentName(cost))).flatMap((cost) => missing(cost, sources)),
    ...[...booked].flatMap(([name, lines]): readonly Difference[] => {
      const document = known.get(name);
      if (document === undefined) return net(lines).isZero() ? [] : [unknown(name, lines)];
      const source = sources.get(name) ?? { isApproved: false, lines: new Map() };
      const faults =
        document.kind === reliefKind
          ? reliefFaults(name, lines, booked)
          : document.kind === accrualKind
            ? accrualFaults(document, lines, linesOf(sources, document))
            : faultsOf(document, source, lines);
      return [...faults].map(([kind, message]) => differenceOf(document, kind, message));
    }),
    ...unseen(directCosts, costs, known),
  ];
  return { differences, says: saysOf(booked, costs) };
}

/** Of the change order that is accrued; of a requisition none. */
function linesOf(sources: ReadonlyMap<string, Source>, { procoreId }: ListedDocument): Source['lines'] {
  return sources.get(`changeOrder/${changeOrderAccrued(procoreId) ?? ''}`)?.lines ?? new Map();
}

function* faultsOf(document: ListedDocument, source: Source, lines: readonly JournalLine[]): Generator<Reported> {
  const { stage } = document;
  const total = sumOf(lines.map(({ amount }) => amount));
  if (!total.isZero()) yield ['distribution', `its journals do not balance: ${amountText(total)} is left`];
  const byLine = grouped(lines, ({ lineId }) => lineId);
  const sums = [...byLine].map(([id, own]) => [id, sumOf(own.map(({ amount }) => amount))] as const);
  const stands = sums.some(([, amount]) => !amount.isZero());
  if (EXPLAINED.includes(stage) || isBookedElsewhere(document)) return;
  if (stands && !source.isApproved) {
    yield ['postedWithoutApproval', 'not approved in Procore, but its journal stands in Fusion'];
    return;
  }
  if (stands && document.kind === 'directCost' && !STANDS.includes(stage) && !UNDER_WAY.includes(stage)) {
    yield ['notConfirmed', `its journal stands in Fusion, but its stage is ${stage ?? 'none'}`];
  }
  if (document.kind === 'directCost' && stage === 'posted') {
    const early = lines.find(({ isPosted, amount }) => !isPosted && !amount.isZero());
    if (early !== undefined) yield ['stageAhead', `its stage is posted, but batch ${early.batch} is not`];
  }
  if (!stands) return;
  for (const [id, amounts] of source.lines) {
    const own = sums.find(([line]) => line === id)?.[1] ?? zero;
    if (amounts.some((amount) => amount.equals(own))) continue;
    yield ['journalLine', `line ${id}: booked ${amountText(own)}, in Procore ${amountText(amounts[0] ?? zero)}`];
  }
  for (const [id, amount] of sums) {
    if (id !== '' && !source.lines.has(id) && !amount.isZero())
      yield ['journalLine', `line ${id}: booked ${amountText(amount)}, and Procore has no such line`];
  }
}

/** Of each line no more is taken back than stands of it, and nothing is added to it. */
function* reliefFaults(
  name: string,
  lines: readonly JournalLine[],
  booked: ReadonlyMap<string, readonly JournalLine[]>,
): Generator<Reported> {
  const total = sumOf(lines.map(({ amount }) => amount));
  if (!total.isZero()) yield ['distribution', `its journals do not balance: ${amountText(total)} is left`];
  const memo = booked.get(name.replace(`${reliefKind}/CO-`, 'changeOrder/')) ?? [];
  for (const [id, own] of grouped(lines, ({ lineId }) => lineId)) {
    if (id === '') continue;
    const back = sumOf(own.map(({ amount }) => amount)).negated();
    const stands = sumOf(memo.filter(({ lineId }) => lineId === id).map(({ amount }) => amount));
    if (!isWithin(back, stands))
      yield ['journalLine', `line ${id}: taken back ${amountText(back)}, booked ${amountText(stands)}`];
  }
}

/** A run posts it, so what it has of its own was entered: in the books before, or by hand. */
function isBookedElsewhere({ kind, postings }: ListedDocument): boolean {
  return kind === 'directCost' && postings.length > 0;
}

function missing(document: ListedDocument, sources: ReadonlyMap<string, Source>): readonly Difference[] {
  const amounts = [...(sources.get(documentName(document))?.lines.values() ?? [])].flat();
  if (!STANDS.includes(document.stage) || isBookedElsewhere(document) || amounts.every((amount) => amount.isZero()))
    return [];
  return [differenceOf(document, 'missingJournal', `its stage is ${document.stage ?? ''}, but no journal names it`)];
}

function unknown(name: string, lines: readonly JournalLine[]): Difference {
  const batches = [...new Set(lines.map(({ batch }) => batch))].join(', ');
  return {
    kind: 'unknownJournal',
    projectId: null,
    documents: [name],
    message: `${batches} books ${name}, and no document of ours knows it`,
  };
}

/** In projects whose direct costs are read, each that is approved is a document. */
function unseen(
  directCosts: ProcoreCosts['directCosts'],
  costs: readonly ListedDocument[],
  known: ReadonlyMap<string, ListedDocument>,
): readonly Difference[] {
  const projects = new Set(costs.map(({ projectId }) => projectId));
  return directCosts
    .filter(
      ({ id, projectId, status }) => status === 'approved' && projects.has(projectId) && !known.has(`directCost/${id}`),
    )
    .map(({ id, projectId }) => ({
      ...{ kind: 'noDocument', projectId, documents: [`directCost/${id}`] },
      message: 'approved in Procore, but no document of ours',
    }));
}

/** What of it stands on the accounts of its own lines. */
function net(lines: readonly JournalLine[]): Amount {
  return sumOf(lines.filter(({ lineId }) => lineId !== '').map(({ amount }) => amount));
}

function saysOf(
  booked: ReadonlyMap<string, readonly JournalLine[]>,
  costs: readonly ListedDocument[],
): readonly string[] {
  const of = (kind: string) =>
    [...booked].filter(([name]) => name.startsWith(`${kind}/`)).map(([, lines]) => net(lines));
  const [own, changes] = [of('directCost'), of('changeOrder')];
  return [
    ...(costs.length === 0
      ? []
      : [`Direct costs: ${costs.length}. In the ledger: ${own.length}, ${amountText(sumOf(own))}.`]),
    ...(changes.length === 0 ? [] : [`Change orders in the ledger: ${changes.length}, ${amountText(sumOf(changes))}.`]),
  ];
}
