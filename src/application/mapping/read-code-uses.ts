import type { CostCodePort } from '../../clients/procore/cost-code-port';
import { approvedStatus } from '../../domain/change-order/approved';
import { isZero, sum } from '../../domain/money/money';
import type { CodeUse, LookUp } from '../../domain/coding/coverage/code-use';
import { usesOfLines, usesOfRequisition } from '../../domain/coding/coverage/code-use';
import { segmentCodes, type SegmentCodes } from '../../domain/coding/segment-codes';
import { isInForce } from '../../domain/commitment/in-force';
import { isApprovedCost } from '../../domain/direct-cost/approved';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { Project } from '../../store/connections/projects';
import type { Page, PageWanted } from '../../store/page';
import type { Tx } from '../../store/unit-of-work';
import type { ConnectionContext } from '../context';
import { withinLimit } from '../within-limit';

/** So many documents are opened at once: each is a whole requisition. */
const openedAtOnce = 200;

/** What a project's codes are used for, and what of it was not seen. */
export interface ProjectUses {
  readonly uses: readonly CodeUse[];
  /** Commitments that are known from a list only: their lines were never read. */
  readonly unreadCommitments: number;
  /** What Procore did not show, in words; empty: nothing was asked, or all of it was shown. */
  readonly notes: readonly string[];
}

export interface Asking {
  /** Reads the project's list of codes and its budget from Procore: some calls for each project. */
  readonly fromProcore: boolean;
  readonly report: (line: string) => void;
}

/** All uses of one project's codes, from what was read of its documents, and where asked to from Procore. */
export async function readCodeUses(context: ConnectionContext, project: Project, asking: Asking): Promise<ProjectUses> {
  const { store, connection, ports } = context;
  const listed = asking.fromProcore ? await readFromProcore(context, project, asking) : nothingListed;
  const lookUp: LookUp = (id) => listed.byId.get(id) ?? null;
  const approved: readonly string[] = connection.settings.posting.approvedStatuses;
  const uses: CodeUse[] = [...listed.uses];
  const inPages = async <Row>(
    read: (tx: Tx, page: PageWanted) => Promise<Page<Row>>,
    usesOf: (row: Row) => readonly CodeUse[],
  ): Promise<void> => {
    let after: string | null = null;
    do {
      const wanted: PageWanted = { limit: openedAtOnce, after };
      const page: Page<Row> = await store.inTenant(connection.tenantId, (tx) => read(tx, wanted));
      for (const row of page.rows) uses.push(...usesOf(row));
      after = page.next;
    } while (after !== null);
  };
  await inPages(
    (tx, page) => tx.codedDocuments.commitments(connection, project.id, page),
    (one) => (isInForce(one) ? usesOfLines(one.lineItems, { currency: one.currency.iso ?? '', lookUp }) : []),
  );
  await inPages(
    (tx, page) =>
      tx.codedDocuments.changeOrders<ProcoreChangeOrder>(
        connection,
        { projectId: project.id, status: approvedStatus },
        page,
      ),
    ({ content, commitment }) => {
      const currency = content.currency.iso ?? commitment?.currency.iso ?? '';
      return usesOfLines(content.lineItems, { currency, lookUp });
    },
  );
  await inPages(
    (tx, page) =>
      tx.codedDocuments.notPosted<RequisitionContent>(connection, { kind: 'requisition', projectId: project.id }, page),
    ({ content: { requisition, changeOrderLines }, commitment }) =>
      usesOfRequisition(requisition, {
        kind: approved.includes(requisition.status) ? 'approved' : 'pending',
        ...{ commitment, changeOrderLines: changeOrderLines ?? {}, lookUp },
      }),
  );
  const { booksDirectCost = () => false } = await ports.erp(connection);
  await inPages(
    (tx, page) =>
      tx.codedDocuments.notPosted<ProcoreDirectCost>(connection, { kind: 'directCost', projectId: project.id }, page),
    ({ content }) => {
      if (!booksDirectCost(content)) return [];
      const kind = isApprovedCost(content) ? 'approved' : 'pending';
      return usesOfLines(content.lineItems, { kind, currency: content.currency.iso ?? '', lookUp });
    },
  );
  const unreadCommitments = await store.inTenant(connection.tenantId, (tx) =>
    tx.codedDocuments.unreadCommitments(connection, project.id),
  );
  return { uses, unreadCommitments, notes: listed.notes };
}

interface Listed {
  readonly uses: readonly CodeUse[];
  readonly byId: ReadonlyMap<string, SegmentCodes>;
  readonly notes: readonly string[];
}

const nothingListed: Listed = { uses: [], byId: new Map(), notes: [] };

/** The active codes of the project, and the budget by code: its original amount with its modifications. */
async function readFromProcore(
  { ports, connection }: ConnectionContext,
  project: Project,
  { report }: Asking,
): Promise<Listed> {
  const procore = await ports.procore(connection);
  const port: CostCodePort = procore.codes((call) => withinLimit(call, { report }));
  const byId = new Map<string, SegmentCodes>();
  const names = new Map<string, string | null>();
  const uses: CodeUse[] = [];
  let odd = 0;
  for (const code of await port.wbsCodes({ projectId: project.id })) {
    const codes = segmentCodes(code);
    if (codes === null) {
      odd += 1;
      continue;
    }
    byId.set(code.id, { ...codes, wbsCodeId: code.id });
    names.set(code.id, code.description ?? code.flatName);
    if (code.status === 'inactive') continue;
    uses.push(listedUse({ ...codes, wbsCodeId: code.id }, names.get(code.id) ?? null, 'listed', '0'));
  }
  const notes =
    odd === 0 ? [] : [`${String(odd)} codes of the project's list are given in no form that says them whole`];
  const [view] = await port.budgetViews({ projectId: project.id });
  if (view === undefined) return { uses, byId, notes: [...notes, 'the project has no budget view that can be read'] };
  for (const { wbsCodeId, amounts } of await port.budgetRows({ projectId: project.id, viewId: view.id })) {
    const amount = sum(budgetMembers.map((member) => amounts[member] ?? '0'));
    const codes = wbsCodeId === null ? null : (byId.get(wbsCodeId) ?? null);
    if (codes === null && isZero(amount)) continue;
    uses.push(listedUse(codes, wbsCodeId === null ? null : (names.get(wbsCodeId) ?? null), 'budget', amount));
  }
  return { uses, byId, notes };
}

/** Members of a row whatever its view; what else it shows is called as the company titled its columns. */
const budgetMembers = ['original_budget_amount', 'budget_modifications'] as const;

/** Budget rows carry no currency. */
function listedUse(
  codes: SegmentCodes | null,
  name: string | null,
  kind: 'listed' | 'budget',
  amount: string,
): CodeUse {
  return { codes, name, kind, amount, currency: '' };
}
