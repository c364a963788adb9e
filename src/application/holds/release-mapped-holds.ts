import { accountName } from '../../domain/coding/account';
import { itemParts } from '../../domain/requisition/item-parts';
import type { MappingRow } from '../../domain/coding/mapping-row';
import {
  compileMapping,
  resolveCoding,
  type CodingKey,
  type CompiledMapping,
} from '../../domain/coding/resolve-coding';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { Trx } from '../../store/database';
import type { HeldDocument } from '../../store/holds/holds';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { costCodeOfCause } from './cost-code-of-cause';

/**
 * Lets go on what a new mapping resolves: documents all of whose unmapped cost codes have an account now, and documents
 * that wait for an account which their lines are no longer coded to. Others stay as they are.
 */
export async function releaseMappedHolds(
  trx: Trx,
  store: Store,
  scope: Scope,
  mapping: { readonly before: readonly MappingRow[]; readonly after: readonly MappingRow[] },
  by: string,
): Promise<HeldDocument[]> {
  const projects = await store.projects.listProjects(trx, scope);
  const numbers = new Map(projects.map((project) => [project.id, project.number]));
  const keyOf = (projectId: string, codes: Pick<CodingKey, 'subJob' | 'costCode' | 'costType'>): CodingKey => ({
    projectId,
    projectNumber: numbers.get(projectId) ?? null,
    subJob: codes.subJob,
    costCode: codes.costCode,
    costType: codes.costType,
  });
  const before = compileMapping(mapping.before);
  const after = compileMapping(mapping.after);

  const resolved = (held: HeldDocument): boolean =>
    held.causeKeys.every((key) => {
      const cause = costCodeOfCause(key);
      if (cause === null) return true;
      const coding = resolveCoding(after, keyOf(cause.projectId, cause));
      return coding !== null && coding.misfit === null;
    });
  const unmapped = await store.holds.listHolds(trx, store.sealed, scope, { causePrefix: 'cost-code:' });
  const released = unmapped.filter(resolved);

  const waiting = await store.holds.listHolds(trx, store.sealed, scope, { causePrefix: 'account:' });
  for (const held of waiting) {
    if (unmapped.some((other) => other.hold.id === held.hold.id)) continue;
    const codings = await codingsOf(trx, store, held, keyOf);
    if (recoded(held, codings, before, after)) released.push(held);
  }
  for (const held of released) await store.holds.releaseHold(trx, held, by);
  return released;
}

function recoded(
  held: HeldDocument,
  codings: readonly CodingKey[],
  before: CompiledMapping,
  after: CompiledMapping,
): boolean {
  const waitsFor = new Set(held.causeKeys);
  return codings.some((key) => {
    const was = resolveCoding(before, key);
    if (was === null) return false;
    const is = resolveCoding(after, key);
    const name = accountName(was.account);
    if (is !== null && accountName(is.account) === name && is.account.subledger === was.account.subledger) return false;
    // The key names an account, or only its business unit.
    return waitsFor.has(`account:${name}`) || waitsFor.has(`account:${was.account.businessUnit}`);
  });
}

async function codingsOf(
  trx: Trx,
  store: Store,
  { document }: HeldDocument,
  keyOf: (projectId: string, codes: Pick<CodingKey, 'subJob' | 'costCode' | 'costType'>) => CodingKey,
): Promise<CodingKey[]> {
  if (document.kind !== 'requisition' || document.commitmentId === null) return [];
  const snapshot = await store.snapshots.loadSnapshot<RequisitionContent>(trx, store.sealed, document);
  const content = snapshot?.content ?? null;
  if (content === null) return [];
  const commitment = await store.commitments.loadCommitment(
    trx,
    store.sealed,
    document,
    document.commitmentId,
    Number.POSITIVE_INFINITY,
  );
  return content.requisition.items.flatMap((item) => {
    const parts = itemParts(item, { commitment, changeOrderLines: content.changeOrderLines ?? {} });
    return 'problem' in parts ? [] : parts.parts.map((part) => keyOf(document.projectId, part.codes));
  });
}
