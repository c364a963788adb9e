import type { CostCodePort } from '../../clients/procore/cost-code-port';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { StandingCombination } from '../../domain/coding/cost-codes/plan-project';
import type { ProcoreContractLine } from '../../domain/procore/procore-commitments';
import { inTurn } from '../in-bulk/in-turn';

/** Procore, and its cost structure apart. */
export interface OnProcore {
  readonly procore: ProcorePort;
  readonly port: CostCodePort;
}

const kinds = ['WorkOrderContract', 'PurchaseOrderContract'] as const;

/**
 * What uses these combinations: amounts of the budget, lines of commitments of any status, and of their change orders. A requisition
 * bills lines of these, so nothing of it is missed.
 */
export async function readUses(
  { procore, port }: OnProcore,
  projectId: string,
  of: readonly StandingCombination[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const uses = new Map<string, string[]>(of.map(({ id }) => [id, []]));
  await budgetAmounts(port, projectId, uses);
  for (const type of kinds) {
    for (let page = 1; ; page += 1) {
      const { items, hasNext } = await inTurn(() => procore.listCommitments({ projectId, type, page }));
      for (const { id, number } of items) {
        const shown = await inTurn(() => procore.showCommitment({ projectId, commitmentId: id, commitmentType: type }));
        note(uses, shown?.lineItems ?? [], `commitment ${number ?? id}`);
        for (const change of await inTurn(() => procore.commitmentChangeOrders({ projectId, contractId: id }))) {
          const lines = await inTurn(() =>
            procore.commitmentChangeOrderLines({ projectId, commitmentChangeOrderId: change.id }),
          );
          note(uses, lines, `change order ${change.number ?? change.id} of commitment ${number ?? id}`);
        }
      }
      if (!hasNext) break;
    }
  }
  return uses;
}

async function budgetAmounts(port: CostCodePort, projectId: string, uses: Map<string, string[]>): Promise<void> {
  const [view] = await port.budgetViews({ projectId });
  if (view === undefined) {
    for (const found of uses.values()) found.push('the project has no budget view that can be read');
    return;
  }
  for (const { wbsCodeId, amounts } of await port.budgetRows({ projectId, viewId: view.id })) {
    const texts = Object.entries(amounts).map(([column, amount]) => `${column} ${amount}`);
    if (texts.length > 0) uses.get(wbsCodeId ?? '')?.push(`budget: ${texts.join(', ')}`);
  }
}

function note(uses: Map<string, string[]>, lines: readonly ProcoreContractLine[], what: string): void {
  for (const { wbsCode, amount, totalAmount } of lines) {
    uses.get(wbsCode?.id ?? '')?.push(`${what}: ${totalAmount ?? amount ?? 'a line without amount'}`);
  }
}
