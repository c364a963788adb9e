import { amountText, sumOf, zero, type Amount } from './amount';
import { shares, type CheckedDocument, type Share } from './checked-document';
import { differenceOf, documentName, type Difference } from './difference';
import type { ErpBooks } from './erp-books';
import { judgeHolds, openHolds, type JudgedHolds } from './hold-differences';
import type { ListedDocument } from './read-documents';
import type { Expectations } from './read-expectations';
import type { ProcoreBooks, Requisition } from './read-procore';
import { releaseDifferences, type ReleasedDocument } from './release-differences';

export interface ProjectComparison {
  readonly projectId: string;
  readonly project: string;
  readonly approvedRequisitions: number;
  readonly approvedPayable: Amount;
  readonly payable: Readonly<Record<Share, Amount>>;
  readonly gross: Amount;
  readonly costLines: Amount;
  readonly orderLines: Amount;
  readonly adjustments: Amount;
}

export interface Comparison {
  readonly agree: boolean;
  readonly projects: readonly ProjectComparison[];
  /** Null when the company states nothing of what must be held. */
  readonly holds: JudgedHolds | null;
  /** Of the ERP's own documents. */
  readonly says: readonly string[];
  readonly differences: readonly Difference[];
}

export interface BooksToCompare {
  readonly procore: ProcoreBooks;
  readonly erp: ErpBooks;
  readonly documents: readonly ListedDocument[];
  readonly approvedStatuses: readonly string[];
  /** Null: nothing is stated, and no hold is judged. */
  readonly expectations: Expectations | null;
  /** What was put right of that which the expectations name. */
  readonly mended: readonly string[];
}

export function compareBooks(books: BooksToCompare): Comparison {
  const { procore, erp, approvedStatuses, expectations } = books;
  const documents = books.documents.filter((document) => document.kind === 'requisition');
  const byId = new Map(documents.map((document) => [document.procoreId, document]));
  const approved = procore.requisitions.filter((one) => approvedStatuses.includes(one.status));
  const differences = [...erp.strangers(books.documents), ...notApproved(documents, approved, erp)];
  const projects = [...new Set(approved.map((one) => one.projectId))].map((projectId) => {
    const own = approved.filter((one) => one.projectId === projectId);
    const checked: CheckedDocument[] = [];
    const byCommitment = new Map<string, ReleasedDocument[]>();
    for (const requisition of own) {
      const document = byId.get(requisition.id);
      if (document === undefined) {
        differences.push(noDocument(requisition));
        continue;
      }
      const one = erp.check(requisition, document);
      checked.push(one);
      const { commitmentId } = requisition;
      const name = documentName(document);
      byCommitment.set(commitmentId, [...(byCommitment.get(commitmentId) ?? []), { ...one, name }]);
    }
    for (const documents of byCommitment.values()) differences.push(...releaseDifferences(projectId, documents));
    differences.push(...checked.flatMap((one) => one.differences));
    const project = projectSums(projectId, procore.projects.get(projectId) ?? projectId, own, checked);
    differences.push(...sumDifferences(project, differences));
    return project;
  });
  const judged = expectations === null ? null : judgeHolds(expectations, books.documents, approved, books.mended);
  differences.push(...(judged?.differences ?? []));
  const beside = erp.beside({
    procore,
    approved,
    documents: books.documents,
    booksFrom: expectations?.booksFrom ?? null,
    heldCommitments: new Set(expectations === null ? [] : openHolds(expectations.commitments, books.mended).keys()),
  });
  differences.push(...beside.differences);
  projects.sort((one, other) => one.project.localeCompare(other.project));
  return { agree: differences.length === 0, projects, holds: judged?.holds ?? null, says: beside.says, differences };
}

function projectSums(
  projectId: string,
  project: string,
  own: readonly Requisition[],
  checked: readonly CheckedDocument[],
): ProjectComparison {
  const sums = shares.map((share): [Share, Amount] => [share, sumOf(checked.map((one) => one.payable[share] ?? zero))]);
  const cost = checked.flatMap((one) => one.cost ?? []);
  return {
    projectId,
    project,
    approvedRequisitions: own.length,
    approvedPayable: sumOf(own.map((one) => one.payable)),
    payable: Object.fromEntries(sums) as Record<Share, Amount>,
    gross: sumOf(cost.map((one) => one.gross)),
    costLines: sumOf(cost.map((one) => one.costLines)),
    orderLines: sumOf(cost.map((one) => one.orderLines)),
    adjustments: sumOf(cost.map((one) => one.adjustments)),
  };
}

/** The two equations. When a sum fails, the documents are those that were reported already for this project. */
function sumDifferences(project: ProjectComparison, reported: readonly Difference[]): Difference[] {
  const { projectId, gross, costLines, orderLines, adjustments } = project;
  const documents = [...new Set(reported.filter((one) => one.projectId === projectId).flatMap((one) => one.documents))];
  const counted = sumOf(Object.values(project.payable));
  const sum = (message: string): Difference => ({ kind: 'sum', projectId, documents, message });
  const found: Difference[] = [];
  if (!counted.equals(project.approvedPayable)) {
    found.push(sum(`approved payable ${amountText(project.approvedPayable)}, counted ${amountText(counted)}`));
  }
  if (!gross.equals(costLines) || !costLines.equals(orderLines.plus(adjustments))) {
    const booked = `order lines ${amountText(orderLines)} with adjustments ${amountText(adjustments)}`;
    found.push(sum(`gross ${amountText(gross)}, cost lines ${amountText(costLines)}, ${booked}`));
  }
  return found;
}

/** What stands in the ERP for requisitions that are not approved (any more): right only where a hold or a person says so. */
function notApproved(
  documents: readonly ListedDocument[],
  approved: readonly Requisition[],
  erp: ErpBooks,
): Difference[] {
  const approvedIds = new Set(approved.map((one) => one.id));
  const explained: readonly (string | null)[] = ['held', 'byHand', 'left', 'withdrawn'];
  return documents
    .filter((document) => !approvedIds.has(document.procoreId))
    .flatMap((document) => {
      const { names, differences } = erp.standing(document);
      if (names.length === 0 || explained.includes(document.stage)) return differences;
      const message = `not approved in Procore, but ${names.join(', ')} stands in ${erp.title}`;
      return [...differences, differenceOf(document, 'postedWithoutApproval', message)];
    });
}

function noDocument({ id, projectId, payable }: Requisition): Difference {
  const message = `approved in Procore with payable ${amountText(payable)}, but no document of ours`;
  return { kind: 'noDocument', projectId, documents: [`requisition/${id}`], message };
}
