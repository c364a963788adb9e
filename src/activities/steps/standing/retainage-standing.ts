import type { ErpAdapter, Posted } from '../../../clients/erp-adapter';
import { documentKinds } from '../../../domain/documents/document-kinds';
import { minus, sum } from '../../../domain/money/money';
import { toldToPort } from '../../../ledger/effects/told-to-port';
import type { Scope } from '../../../store/scope';
import type { Tx } from '../../../store/unit-of-work';

export interface RetainageOfCommitment {
  /** Held back in the ERP still. */
  readonly open: string;
  /** Sent so and held back no longer: only what people do there moves this, since a further invoice adds to both. */
  readonly letGo: string;
}

/** What is posted of a commitment's documents in the ERP, as its port is told of it. */
export async function postedOfCommitment(
  tx: Tx,
  scope: Scope,
  commitmentId: string,
  { system, kinds }: ErpAdapter,
): Promise<Posted[]> {
  const posted: Posted[] = [];
  for (const document of await tx.documents.ofCommitment(scope, documentKinds.requisition.name, commitmentId)) {
    for (const posting of await tx.postings.of(document.id)) {
      const kind = kinds.get(posting.kind)?.kind;
      if (posting.system !== system || posting.state !== 'confirmed' || posting.body === null || kind === undefined)
        continue;
      posted.push(toldToPort(posting, kind.parse(await tx.sealed.open<unknown>('posting', posting.body))));
    }
  }
  return posted;
}

/** As the ERP shows it now, by group of postings. What is not in its ledger yet is not counted. */
export async function readRetainage<Group>(
  erp: ErpAdapter,
  groups: ReadonlyMap<Group, readonly Posted[]>,
): Promise<ReadonlyMap<Group, RetainageOfCommitment>> {
  const all = [...groups.values()].flat();
  const standings = all.length === 0 ? [] : ((await erp.retainageStandings?.(all)) ?? []);
  const byKey = new Map(standings.map((standing) => [standing.key, standing]));
  return new Map(
    [...groups].map(([group, postings]): [Group, RetainageOfCommitment] => {
      const own = postings.flatMap((posting) => byKey.get(posting.key) ?? []);
      return [
        group,
        { open: sum(own.map((one) => one.open)), letGo: sum(own.map((one) => minus(one.sent, one.open))) },
      ];
    }),
  );
}
