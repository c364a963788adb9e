import { causeKey } from '../../../domain/holds/cause-key';
import type { Problem } from '../../../domain/holds/hold-reason';
import { otherwiseFacts } from '../../../domain/posting/found-otherwise';
import type { PostingKind } from '../../../domain/posting/posting-kind';
import { begunWithOther, movedUnlinked } from '../../../domain/vendor/two-suppliers';
import type { DocumentRow } from '../../../store/documents/documents';
import type { PostingRow } from '../../../store/ledger/posting-row';
import type { Tx } from '../../../store/unit-of-work';

/**
 * Of what stands as it was sent but with another supplier, as after a merge in the ERP: it waits for its vendor, which is held once for
 * the two suppliers, and counts with the other one once a person said that such goes on there (master-data 3). What else is wrong
 * with it stays as it is.
 */
export async function ofMovedSupplier(
  tx: Tx,
  { document, posting, kind, body }: { document: DocumentRow; posting: PostingRow; kind: PostingKind; body: unknown },
  problems: readonly Problem[],
): Promise<readonly Problem[]> {
  const own = problems.find(({ reason, value }) => reason === 'foundButDifferent' && value === posting.key);
  const moved = own === undefined ? null : (kind.movedTo?.(body, posting.facts ?? {}) ?? null);
  if (moved === null || posting.documentId !== document.id) return problems;
  const others = problems.filter((one) => one !== own);
  const { supplier: earlier } = posting;
  const party = await tx.parties.linkedWith(document, moved);
  if (party?.erpNumber == null) {
    const before = await tx.parties.linkedWith(document, { number: earlier });
    if (before === null) return problems;
    const of = { partyId: before.id, vendorId: before.procoreVendorId, earlier };
    return [...others, movedUnlinked({ ...of, later: moved.number ?? null })];
  }
  const pair = { partyId: party.id, earlier, later: party.erpNumber };
  const goesOnWith = await tx.supplierPairs.goesOnWith(document, pair);
  if (goesOnWith === earlier) return problems;
  if (goesOnWith === pair.later) {
    await countWith(tx, document, posting, kind.entries({ ...(body as object), supplier: pair.later }), pair.later);
    return others;
  }
  const vendor = await tx.documents.see(document, { kind: 'vendor', sourceId: party.id });
  if (goesOnWith === undefined) await tx.supplierPairs.note(document, pair);
  if (goesOnWith === undefined || !vendor.open) await tx.documents.hint(vendor);
  return [...others, begunWithOther({ ...pair, vendorId: party.procoreVendorId })];
}

/** Nothing is posted and nothing differs any more: the books carry it with the supplier that it stands with. */
async function countWith(
  tx: Tx,
  document: DocumentRow,
  posting: PostingRow,
  entries: ReturnType<PostingKind['entries']>,
  supplier: string,
): Promise<void> {
  const facts = { [otherwiseFacts.accepted]: posting.facts?.[otherwiseFacts.differs] ?? '' };
  if (!(await tx.standings.accept(posting, { supplier, number: posting.number, facts }))) return;
  await tx.effects.write(posting, [{ document, entries }]);
  const { key, supplier: before } = posting;
  await tx.audit(document, `${posting.step}.movedSupplier`, { key, before, supplier });
  await tx.versionRows.touch(document, [causeKey.requisition(document.sourceId)]);
}
