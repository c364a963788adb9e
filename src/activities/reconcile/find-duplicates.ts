import { isGone } from '../../domain/posting/stages/posting-stage';
import type { ErpAdapter, OursFound } from '../../clients/erp-adapter';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Scope } from '../../store/scope';
import { asClientError } from '../../ledger/refusals/error-kind';
import { wake } from '../../ledger/sharing';
import type { ActivityPorts } from '../ports';

/** A call that comes late comes within days; JDE notes days, in its own time zone. */
const daysToLookBack = 3;

/**
 * More than one live document under a key of ours, or one under a key that was given up, is an incident (design 4): its document,
 * and all that have a part in it, are woken, and their passes look closely. An ERP that is away is looked at by the next run.
 */
export function createFindDuplicates(ports: ActivityPorts) {
  const { store } = ports;
  return async function findDuplicates(scope: Scope): Promise<{ looked: boolean; suspected: number }> {
    const connection = await store.inTenant(scope.tenantId, (tx) => tx.connections.load(scope.connectionId));
    if (connection.goLiveAt === null) return { looked: false, suspected: 0 };
    const erp = await ports.erp(connection);
    let live: readonly OursFound[];
    try {
      live = (await oursIn(erp, daysToLookBack)).filter((one) => !isGone(one.stage));
    } catch (error) {
      if (asClientError(error) === null) throw error;
      return { looked: false, suspected: 0 };
    }
    const postings = await store.inTenant(scope.tenantId, (tx) =>
      tx.suspicions.settledByKey(scope, [...new Set(live.map((one) => one.key))]),
    );
    let suspected = 0;
    for (const posting of postings) {
      const own = live.filter((one) => one.key === posting.key);
      if (isAsItShould(erp, posting, own)) continue;
      const isNew = await store.inTenant(scope.tenantId, async (tx) => {
        const sharing = await tx.effects.documentsOf(posting.id);
        const locked = await tx.documents.lockAll([...new Set([posting.documentId, ...sharing])]);
        if (!(await tx.suspicions.suspect(posting.id))) return false;
        for (const document of locked) await wake(tx, document);
        return true;
      });
      if (isNew) suspected += 1;
    }
    return { looked: true, suspected };
  };
}

/** All that carries a key like ours in a system and was made or changed within so many days. */
async function oursIn({ kinds }: ErpAdapter, days: number): Promise<readonly OursFound[]> {
  const found: OursFound[] = [];
  for (const { port } of kinds.values()) found.push(...((await port.ours?.(days)) ?? []));
  return found;
}

function isAsItShould({ words }: ErpAdapter, posting: PostingRow, live: readonly OursFound[]): boolean {
  if (posting.state !== 'confirmed') return live.length === 0;
  const [only, ...others] = live;
  if (only === undefined || others.length > 0) return false;
  const [known, found] = [posting.reference ?? {}, only.reference].map((reference) => words.identity(reference));
  return known === '' || found === '' || known === found;
}
