import type { ClientError } from '../../clients/http/client-error';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { causeKey } from '../../domain/holds/cause-key';
import type { FactKey } from '../../domain/posting/plan/planner';
import { asksForInsurances, complianceBreaches, type KnownInsurances } from '../../domain/vendor/compliance';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { dayIn } from '../../domain/calendar/day-in';

/** What Procore shows of vendors' insurances is kept beside the master data of the ERP, by this kind and the vendor's Procore id. */
export const insurancesKind = 'insurances';

/** How long what is in order is not asked for again: its dates say when that ends. */
const inOrderForMs = 86_400_000;

const keyOf = (vendorId: string): FactKey => ({
  kind: insurancesKind,
  id: vendorId,
  causes: [causeKey.insurances(vendorId)],
});

/** As last read, of the vendor or of the one that it was handed over to; undefined: the connection asks for none. */
export async function knownInsurances(
  tx: Tx,
  connection: Connection,
  vendorId: string,
): Promise<KnownInsurances | undefined> {
  if (!asksForInsurances(connection.settings.posting)) return undefined;
  return load(tx, connection, await directoryId(tx, connection, vendorId), Infinity);
}

/**
 * Reads a vendor's insurances where they count, unless they were read a short while ago, or within a day and were in order: so one
 * call a vendor and day, and one every quarter of an hour while its requisitions pass and something is wrong.
 */
export async function refreshInsurances(
  store: Store,
  procore: ProcorePort,
  connection: Connection,
  vendorId: string,
): Promise<void> {
  const { compliance, timeZone } = connection.settings.posting;
  if (!asksForInsurances({ compliance })) return;
  const { isFresh, id } = await store.inTenant(connection.tenantId, async (tx) => {
    const id = await directoryId(tx, connection, vendorId);
    const justRead = await load(tx, connection, id, connection.settings.timing.factMaxAgeMs);
    const ofToday = justRead ?? (await load(tx, connection, id, inOrderForMs));
    const isInOrder =
      ofToday !== undefined && complianceBreaches(compliance, { insurances: ofToday }, dayIn(timeZone)).length === 0;
    return { isFresh: justRead !== undefined || isInOrder, id };
  });
  if (!isFresh) await readInsurances(store, procore, connection, id);
}

/** Asks Procore, keeps the answer, and lets go of what waited for another one. */
export async function readInsurances(
  store: Store,
  procore: ProcorePort,
  connection: Connection,
  vendorId: string,
): Promise<void> {
  const read = { ...keyOf(vendorId), value: await shown(procore, vendorId) };
  await store.as('procore').inTenant(connection.tenantId, async (tx) => {
    const causes = (await tx.erpFacts.changed(connection, [read])).flatMap((one) => one.causes);
    await tx.mending(connection, causes, () => tx.erpFacts.store(connection, [read]));
  });
}

/** What Procore refuses to show is unknown; when it cannot answer at all, nothing is known anew. */
async function shown(procore: ProcorePort, vendorId: string): Promise<KnownInsurances> {
  try {
    return { insurances: await procore.listInsurances({ vendorId }) };
  } catch (error) {
    const refused = asClientError(error);
    if (refused?.kind !== 'Rejected') throw error;
    return { unknown: whyUnknown(refused) };
  }
}

function whyUnknown({ status, detail }: ClientError): string {
  if (detail['reason'] === 'unexpectedShape') return 'one of them cannot be read';
  if (status === 403) return 'the service account may not see them';
  return status === 404 ? 'Procore does not show the vendor' : `Procore refuses it, ${status ?? 'without a status'}`;
}

/** A vendor that was merged away has its insurances on the one that its supplier was handed over to. */
async function directoryId(tx: Tx, connection: Connection, vendorId: string): Promise<string> {
  const party = await tx.parties.find(connection, vendorId);
  return party?.procoreVendorId ?? vendorId;
}

async function load(
  tx: Tx,
  connection: Connection,
  id: string,
  maxAgeMs: number,
): Promise<KnownInsurances | undefined> {
  const [known] = await tx.erpFacts.load(connection, [keyOf(id)], maxAgeMs);
  return known?.value as KnownInsurances | undefined;
}
