import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ChangeOrderLine } from '../../domain/requisition/prorate-change-order';
import { unlessRefused } from '../requisition/project-codes';

export interface PackageOf {
  readonly projectId: string;
  readonly contractId: string;
  readonly packageId: string;
  /** Lines that its show has. */
  readonly known?: readonly ChangeOrderLine[];
}

/**
 * The lines of a change order package, whatever the project's tiers: its own; else those of the commitment change orders in it;
 * else those of the potential change orders behind its requests, which only three tiers have.
 */
export async function linesOfPackage(procore: ProcorePort, of: PackageOf): Promise<readonly ChangeOrderLine[]> {
  const { projectId, packageId, known } = of;
  const own = known ?? (await procore.showChangeOrderPackage({ projectId, packageId }))?.lineItems ?? [];
  if (own.length > 0) return own;
  const refusals: Error[] = [];
  const refused = (error: Error): void => void refusals.push(error);
  // The list of commitment change orders is documented for projects of one and two tiers only (reference 12.2).
  const lines = (await unlessRefused(() => ofCommitmentChangeOrders(procore, projectId, packageId), refused)) ?? [];
  if (lines.length > 0) return lines;
  const behind = (await unlessRefused(() => ofPotentialChangeOrders(procore, of), refused)) ?? [];
  if (behind.length === 0 && refusals[0] !== undefined) throw refusals[0];
  return behind;
}

async function ofCommitmentChangeOrders(
  procore: ProcorePort,
  projectId: string,
  packageId: string,
): Promise<readonly ChangeOrderLine[]> {
  const lines: ChangeOrderLine[] = [];
  for (const one of await procore.commitmentChangeOrders({ projectId, packageId })) {
    if (one.legacyPackageId !== packageId) continue;
    lines.push(...(await procore.commitmentChangeOrderLines({ projectId, commitmentChangeOrderId: one.id })));
  }
  return lines;
}

async function ofPotentialChangeOrders(
  procore: ProcorePort,
  { projectId, contractId, packageId }: PackageOf,
): Promise<readonly ChangeOrderLine[]> {
  const requests = await procore.changeOrderRequests({ projectId, contractId, packageId });
  const own = new Set(
    requests.filter(({ changeOrderPackageId }) => changeOrderPackageId === packageId).map(({ id }) => id),
  );
  if (own.size === 0) return [];
  const lines: ChangeOrderLine[] = [];
  for (const one of await procore.potentialChangeOrders({ projectId, contractId })) {
    if (one.changeOrderRequestId === null || !own.has(one.changeOrderRequestId)) continue;
    lines.push(...(await procore.potentialChangeOrderLines({ projectId, potentialChangeOrderId: one.id })));
  }
  return lines;
}
