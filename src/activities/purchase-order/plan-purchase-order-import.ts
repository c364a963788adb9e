import type { ProcorePort } from '../../clients/procore/procore-port';
import { documentKinds } from '../../domain/documents/document-kinds';
import { newestConfirmed } from '../../domain/posting/stages/document-stage';
import type { ContractLine, OrderContractLinesBody } from '../../domain/procore/order-contract-lines';
import type { OrderContractBody } from '../../domain/procore/order-contract';
import { erpOrderVersion, isOver, type ErpOrder } from '../../domain/purchase-order/erp-order';
import type { OrderImportWanted } from '../../domain/purchase-order/import-wanted';
import { contentHashOf } from '../../ledger/content-hash';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { closeDocument } from '../steps/leave-document';
import { closedProject } from '../steps/closed-project';
import { makePlan, type MadePlan } from '../steps/make-plan';
import { sourceFromErp } from '../steps/source-from-erp';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { orderHash } from './fetch-purchase-order';

/** Makes the plan of an order's commitment by what Procore shows of that; or holds the order with every reason why not. */
export function createPlanPurchaseOrderImport(ports: ActivityPorts) {
  const { store } = ports;
  const documentKind = documentKinds.purchaseOrderImport;

  return async function planPurchaseOrderImport(ref: DocumentRef): Promise<MadePlan> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets } = begun;
    const { connection, document, order, known } = await store.inTenant(ref.tenantId, async (tx) => {
      const { document, snapshot } = await tx.snapshots.named<ErpOrder>(ref, ref);
      const postings = document === null ? [] : await tx.runs.postingsOf(document.id);
      const connection = await tx.connections.load(ref.connectionId);
      return { connection, document, order: snapshot?.content ?? null, known: await madeBefore(tx, postings) };
    });
    const procore = await ports.procore(connection);
    const isForgotten = known === null && document !== null && order !== null && isOver(order);
    const made = isForgotten ? await madeByOrigin(procore, document) : known;
    // It was over before anything was made of it.
    if (isForgotten && made === null) return closeDocument(ports, document, null);
    const contract = made === null ? null : await shownContract(procore, made);
    const erp = await ports.erp(connection);
    const read = await sourceFromErp<ErpOrder, OrderImportWanted>(ports, ref, {
      ...{ documentKind, targets },
      contentHash: (order) => contentHashOf(erpOrderVersion, JSON.stringify([orderHash(order), shownText(contract)])),
      wanted: async (tx, { content: order, postings }) => {
        const accounts = [...new Set(order.lines.map(({ account }) => account))].filter((account) => account !== '');
        const codes = await tx.costCodeLinks.ofAccounts(ref, accounts);
        const [projectId, ...others] = new Set(codes.map((code) => code.projectId));
        if (projectId !== undefined && others.length === 0) await tx.documents.see(ref, ref, { projectId });
        return {
          ...{ order, contract, codes, closedProject: null },
          vendorId: await tx.parties.vendorOf(ref, order.supplier.number),
          written: await writtenLines(tx, postings),
          vendor: { partyId: '', linked: true },
        };
      },
    });
    if ('end' in read) return read.end;
    // What stands goes on as the calls to it say; before anything is made its project is looked at.
    const closedProject = contract === null ? await whyClosed(connection, read.wanted.codes) : null;
    const source = { ...read, wanted: { ...read.wanted, closedProject } };
    return makePlan(ports, { source, erp, targets, documentKind, booking: ['contract'] });
  };

  /** Null: the project is open, or it is not told by now which it is. */
  async function whyClosed(
    connection: Connection,
    codes: OrderImportWanted['codes'],
  ): Promise<OrderImportWanted['closedProject']> {
    const [projectId, ...others] = new Set(codes.map((code) => code.projectId));
    return projectId === undefined || others.length > 0 ? null : closedProject(ports, connection, projectId);
  }
}

interface Made {
  readonly projectId: string;
  readonly contractId: string;
}

/** The commitment that was made for it; null: none was yet. */
async function madeBefore(tx: Tx, postings: readonly PostingRow[]): Promise<Made | null> {
  const posting = newestConfirmed(postings, 'contract');
  const contractId = posting?.reference?.['contractId'];
  if (posting?.body == null || contractId === undefined) return null;
  const { projectId } = await tx.sealed.open<OrderContractBody>('posting', posting.body);
  return { projectId, contractId };
}

/** As the ledger forgot it. Null: none stands. */
async function madeByOrigin(
  procore: ProcorePort,
  { projectId, sourceId }: Pick<DocumentRow, 'projectId' | 'sourceId'>,
): Promise<Made | null> {
  const found = await procore.commitmentsByOrigin({ projectId, originId: sourceId });
  const live = found.find(({ type, deletedAt }) => type === 'PurchaseOrderContract' && deletedAt === null);
  return live === undefined ? null : { projectId, contractId: live.id };
}

async function writtenLines(tx: Tx, postings: readonly PostingRow[]): Promise<readonly ContractLine[] | null> {
  const posting = newestConfirmed(postings, 'contractLines');
  if (posting?.body == null) return null;
  return (await tx.sealed.open<OrderContractLinesBody>('posting', posting.body)).lines;
}

/** Deleted counts only where the list of deleted commitments has it (reference 6). */
async function shownContract(
  procore: ProcorePort,
  { projectId, contractId }: Made,
): Promise<OrderImportWanted['contract']> {
  const of = { projectId, commitmentId: contractId, commitmentType: 'PurchaseOrderContract' };
  const shown = await procore.showCommitment(of);
  if (shown !== null) return shown.deletedAt === null ? shown : 'deleted';
  const { found } = await procore.commitmentsByIds({
    ...{ projectId, type: 'PurchaseOrderContract', commitmentIds: [contractId] },
  });
  return found.some(({ deletedAt }) => deletedAt !== null) ? 'deleted' : 'notVisible';
}

function shownText(contract: OrderImportWanted['contract']): unknown {
  if (contract === null || typeof contract === 'string') return contract;
  const { status, vendorId, lineItems } = contract;
  return [status, vendorId, lineItems.map(({ originId, amount, wbsCode }) => [originId, amount, wbsCode?.id ?? null])];
}
