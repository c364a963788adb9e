import type { ErpDocument } from '../../clients/erp-gateway';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Scope } from '../../store/scope';
import { asClientError } from '../../ledger/error-kind';
import type { ActivityPorts } from '../ports';

/** A call that comes late comes within days; JDE notes days, in its own time zone. */
const daysToLookBack = 3;
/** What the ERP calls the document itself; the batch rows of a voucher are the voucher. */
const numbers = ['orderNumber', 'documentNumber'] as const;

/**
 * More than one live document under a key of ours, or one under a key that was given up, is an incident (design 4): the
 * document's workflow is woken, and its pass looks closely. An ERP that is away is looked at by the next run.
 */
export function createFindDuplicates(ports: ActivityPorts) {
  const { store } = ports;
  return async function findDuplicates(scope: Scope): Promise<{ looked: boolean; suspected: number }> {
    const connection = await store.inTenant(scope.tenantId, (tx) => tx.connections.load(scope.connectionId));
    if (connection.goLiveAt === null) return { looked: false, suspected: 0 };
    let live: readonly ErpDocument[];
    try {
      const found = await (await ports.erp(connection)).readOurDocuments(daysToLookBack);
      live = found.filter((one) => !one.voided);
    } catch (error) {
      if (asClientError(error) === null) throw error;
      return { looked: false, suspected: 0 };
    }
    const postings = await store.inTenant(scope.tenantId, (tx) =>
      tx.suspicions.settledByKey(scope, [...new Set(live.map((one) => one.erpKey))]),
    );
    let suspected = 0;
    for (const posting of postings) {
      const own = live.filter((one) => one.erpKey === posting.erpKey);
      if (isAsItShould(posting, own)) continue;
      await store.inTenant(scope.tenantId, async (tx) => {
        const document = await tx.documents.lock(posting.documentId);
        if (!(await tx.suspicions.suspect(posting.id))) return;
        suspected += 1;
        await tx.documents.setStage(document.id, document.stage, true);
        await tx.outbox.signal(document, 'sourceChanged');
      });
    }
    return { looked: true, suspected };
  };
}

function isAsItShould(posting: PostingRow, live: readonly ErpDocument[]): boolean {
  if (posting.state !== 'confirmed') return live.length === 0;
  const [only, ...others] = live;
  if (only === undefined || others.length > 0) return false;
  return numbers.every((name) => {
    const [known, found] = [posting.reference?.[name], only.reference[name]];
    return known === undefined || found === undefined || known === found;
  });
}
