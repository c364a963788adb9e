import type { BillSource, BookedCost } from '../../clients/erp-sources';
import { monthsBefore } from '../../domain/calendar/months-before';
import { isApprovedCost } from '../../domain/direct-cost/approved';
import { billName } from '../../domain/direct-cost/bill-name';
import { documentKinds } from '../../domain/documents/document-kinds';
import { isZero } from '../../domain/money/money';
import type { Problem } from '../../domain/holds/hold-reason';
import type { ProcoreDirectCost } from '../../domain/procore/procore-direct-costs';
import { dayIn } from '../../domain/calendar/day-in';
import type { Connection } from '../../store/connections/connections';
import type { DocumentName, DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';

const reason = 'postedElsewhere';

interface Booked extends BookedCost {
  readonly document: DocumentRow;
}

/**
 * Bills that somebody entered in the ERP after the direct cost was booked: the same supplier and number, and not coded to what clears it
 * (accounting-fusion 6). None of what was in the books before going live, nor of what was taken back, nor of what is older than the window.
 */
export async function twinBills(
  store: Store,
  connection: Connection,
  bills: BillSource,
  name: DocumentName,
): Promise<{ readonly document: DocumentRow; readonly problems: readonly Problem[] } | null> {
  const booked = await store.inTenant(connection.tenantId, (tx) => bookedCost(tx, connection, bills, name));
  return booked === null ? null : { document: booked.document, problems: await bills.twinsOf(booked) };
}

async function bookedCost(
  tx: Tx,
  connection: Connection,
  { months }: BillSource,
  name: DocumentName,
): Promise<Booked | null> {
  const { document, snapshot } = await tx.snapshots.named<ProcoreDirectCost>(connection, name);
  const content = snapshot?.content ?? null;
  if (document === null || content === null || !isApprovedCost(content)) return null;
  const { vendorId, invoiceNumber: number, directCostDate } = content;
  const since = monthsBefore(dayIn(connection.settings.posting.timeZone), months);
  if (vendorId === null || number === null || directCostDate === null || directCostDate < since) return null;
  const supplier = (await tx.parties.find(document, vendorId))?.erpNumber ?? null;
  if (supplier === null) return null;
  const standing = (await tx.effects.of(document.id)).standing().ofStep('cost');
  const isSent = standing.all.some(({ posting }) => posting?.origin === 'sent');
  if (!isSent || [...standing.byAccount('cost').values()].every(isZero)) return null;
  const clearing = standing.all
    .flatMap(({ entries }) => entries)
    .filter(({ item, gross, tax }) => item === '' && isZero(gross) && isZero(tax))
    .map(({ account }) => account);
  const decisions = await tx.decisions.of(document.id);
  return { document, supplier, number, clearing: [...new Set(clearing)], decisions };
}

/** Has those looked at of which a bill came, went, or was coded otherwise. Gives how many. */
export async function hintTwins(
  store: Store,
  connection: Connection,
  bills: BillSource,
  days: number,
): Promise<number> {
  if (bills.months === 0) return 0;
  const changed = await bills.changedWithin(days);
  if (changed.length === 0) return 0;
  const documents = await store.inTenant(connection.tenantId, async (tx) => {
    const vendors = [...(await tx.parties.linked(connection))];
    const names = changed.flatMap(({ supplier, number }) =>
      vendors.filter(([, linked]) => linked === supplier).flatMap(([vendor]) => billName(vendor, number) ?? []),
    );
    return tx.documents.ofBills(connection, documentKinds.directCost.name, [...new Set(names)]);
  });
  let hinted = 0;
  for (const { sourceId } of documents) {
    const twins = await twinBills(store, connection, bills, { kind: documentKinds.directCost.name, sourceId });
    if (twins === null) continue;
    const { document, problems } = twins;
    hinted += await store.inTenant(connection.tenantId, async (tx) => {
      const [held] = await tx.holds.standing(connection, { documentId: document.id });
      const isHeldSo = held?.hold.reasons.includes(reason) === true;
      if (isHeldSo === problems.length > 0) return 0;
      await tx.documents.hint(await tx.documents.lock(document.id));
      return 1;
    });
  }
  return hinted;
}
