import { documentName, type Difference, type DifferenceKind } from './difference';
import type { ListedDocument } from './read-documents';
import type { ExpectedHold, Expectations } from './read-expectations';
import type { Requisition } from './read-procore';

/** How many holds there are, of how many that must be; `byReason` counts those that are right. */
export interface JudgedHolds {
  readonly expected: number;
  readonly held: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** Requisitions of open periods that are approved and must not be held, and how many of them are posted. */
  readonly mustBePosted: number;
  readonly posted: number;
}

const POSTED: readonly (string | null)[] = ['delivered', 'vouchered', 'posted', 'recorded'];

interface Judged {
  readonly holds: JudgedHolds;
  readonly differences: readonly Difference[];
}

/**
 * Held is what the company states, and for its reason; all else that is approved for an open period is posted. `mended`
 * names what was put right since, such as a mapping row: what waited for that must be held no more.
 */
export function judgeHolds(
  expectations: Expectations,
  documents: readonly ListedDocument[],
  approved: readonly Requisition[],
  mended: readonly string[],
): Judged {
  const [requisitions, commitments, vendors] = [
    openHolds(expectations.requisitions, mended),
    openHolds(expectations.commitments, mended),
    openHolds(expectations.vendors, mended),
  ];
  const accruals = openHolds(expectations.heldAccruals, mended);
  const byId: Readonly<Record<string, ReadonlyMap<string, ExpectedHold>>> = {
    requisition: requisitions,
    commitment: commitments,
    accrual: accruals,
  };
  const differences: Difference[] = [];
  const byReason: Record<string, number> = {};
  const held = documents.filter((document) => document.hold != null);
  const seen = new Set<ExpectedHold>();
  for (const document of held) {
    const expected = byId[document.kind]?.get(document.procoreId) ?? vendorHold(vendors, document);
    const named = document.hold?.reasons ?? [];
    const reasons = named.join(', ') || 'no reason';
    if (expected === undefined) {
      const says = (document.hold?.problems ?? []).map((problem) => ` ${problem.message}`).join('');
      const message = `held for ${reasons}; nothing says that it must be.${says}`;
      differences.push(differing('unexpectedHold', document, message));
      continue;
    }
    seen.add(expected);
    if (!isFor(expected, named)) {
      const message = `held for ${reasons}; it must be for ${expected.reasons.join(', ')}: ${expected.why}`;
      differences.push(differing('otherReason', document, message));
      continue;
    }
    for (const reason of expected.reasons) byReason[reason] = (byReason[reason] ?? 0) + 1;
  }
  for (const [kind, holds] of Object.entries(byId))
    for (const [id, expected] of holds)
      if (!seen.has(expected)) differences.push(notHeld(`${kind}/${id}`, projectOf(id, documents), expected));
  for (const [name, expected] of vendors)
    if (!seen.has(expected)) differences.push(notHeld(`vendor ${name}`, null, expected));
  const due = approved.filter((one) => one.periodEnd >= expectations.booksFrom && !requisitions.has(one.id));
  const posted = documents.filter((one) => one.hold == null && POSTED.includes(one.stage));
  const isPosted = new Set(posted.map((one) => one.procoreId));
  differences.push(...notPosted(expectations.booksFrom, documents, due));
  const holds = {
    expected: requisitions.size + commitments.size + vendors.size + accruals.size,
    held: held.length,
    byReason,
    mustBePosted: due.length,
    posted: due.filter(({ id }) => isPosted.has(id)).length,
  };
  return { holds, differences };
}

/** Those that were not put right since, and whose time has come. */
export function openHolds(
  holds: ReadonlyMap<string, ExpectedHold>,
  mended: readonly string[],
): ReadonlyMap<string, ExpectedHold> {
  const isOpen = ({ mendedBy, since }: ExpectedHold): boolean =>
    (mendedBy === null || !mended.includes(mendedBy)) && (since === null || mended.includes(since));
  return new Map([...holds].filter(([, one]) => isOpen(one)));
}

function isFor(expected: ExpectedHold, named: readonly string[]): boolean {
  const may = [...expected.reasons, ...expected.mayName];
  return expected.reasons.every((reason) => named.includes(reason)) && named.every((reason) => may.includes(reason));
}

/** A vendor's document has an id of our own; its problems name the vendor. */
function vendorHold(
  vendors: ReadonlyMap<string, ExpectedHold>,
  { kind, hold }: ListedDocument,
): ExpectedHold | undefined {
  if (kind !== 'vendor') return undefined;
  const messages = (hold?.problems ?? []).map((problem) => problem.message);
  return [...vendors].find(([name]) => messages.some((message) => message.includes(name)))?.[1];
}

/** A person saw to it: what is posted was left as it is, or something was entered by hand. */
function isDecided({ stage, postings }: ListedDocument): boolean {
  const standing = postings.filter(({ state }) => state === 'confirmed');
  if (stage === 'left') return standing.length > 0;
  return stage === 'byHand' && standing.some(({ origin }) => origin === 'byHand');
}

function notPosted(booksFrom: string, documents: readonly ListedDocument[], due: readonly Requisition[]): Difference[] {
  const byId = new Map(documents.map((document) => [document.procoreId, document]));
  return due
    .flatMap((requisition) => byId.get(requisition.id) ?? [])
    .filter((document) => document.hold == null && !POSTED.includes(document.stage) && !isDecided(document))
    .map((document) => {
      const message = `approved for a period from ${booksFrom} on and not held, but its stage is ${document.stage ?? 'none'}`;
      return differing('notPosted', document, message);
    });
}

function differing(kind: DifferenceKind, document: ListedDocument, message: string): Difference {
  return { kind, projectId: document.projectId || null, documents: [documentName(document)], message };
}

function notHeld(name: string, projectId: string | null, expected: ExpectedHold): Difference {
  const message = `not held; it must be, for ${expected.reasons.join(', ')}: ${expected.why}`;
  return { kind: 'notHeld', projectId, documents: [name], message };
}

function projectOf(id: string, documents: readonly ListedDocument[]): string | null {
  return documents.find((document) => document.procoreId === id)?.projectId ?? null;
}
