import { baseAfter, type ToDo } from '../../../domain/vendor/import/carry-out';
import { writtenWhenMade } from '../../../domain/vendor/import/written-fields';
import type { KeptImportRow } from '../../../store/vendors/vendor-imports';
import type { Words } from '../../in-bulk/words';
import type { ImportWriter, MadeVendor, SettledRow } from './import-writer';
import { writtenVendor } from './written-vendor';

/**
 * A part of the suppliers that no vendor is there for. One that may have been made before is looked up by our key, as is what the
 * answer names neither as done nor as refused; then what was made is read back and linked.
 */
export async function createVendors(writer: ImportWriter, part: readonly ToDo<KeptImportRow>[]): Promise<void> {
  const sent = part.filter(({ kept }) => kept.isSent).map(({ kept }) => originOf(kept));
  const ids = new Map<string, string>(sent.length === 0 ? [] : await writer.idsByOrigin(sent));
  const open = part.filter(({ kept }) => !ids.has(originOf(kept)));
  const rows = open
    .filter(({ mayWrite }) => mayWrite)
    .map(({ kept }) => ({ kept, body: writtenVendor(kept.row, kept.row.name), there: null }));
  const words: Words = new Map();
  if (rows.length > 0) {
    const answer = await writer.sync(await writer.claim(rows), words);
    for (const { id, originId } of answer?.done ?? []) if (originId !== null) ids.set(originId, id);
    const unnamed = rows
      .map(({ kept }) => originOf(kept))
      .filter((origin) => !ids.has(origin) && !words.has(origin) && !words.has(''));
    if (unnamed.length > 0) for (const [origin, id] of await writer.idsByOrigin(unnamed)) ids.set(origin, id);
  }
  const vendors = await writer.read(part.flatMap(({ kept }) => ids.get(originOf(kept)) ?? []));
  const made: MadeVendor[] = [];
  const settled: SettledRow[] = [];
  for (const { kept, mayWrite } of part) {
    const { supplier, number } = kept.row;
    const vendor = ids.get(originOf(kept)) ?? '';
    const [there, source] = [vendors.get(vendor), writer.state.suppliers.get(supplier)];
    if (there !== undefined && source !== undefined) {
      const base = baseAfter(kept.row, source.record, there.record, null);
      made.push({ kept, vendor, base: { supplier, number, base, written: writtenWhenMade(kept.row) } });
      continue;
    }
    if (there !== undefined) {
      const told = `made as vendor ${vendor}, and not linked: the ERP shows the supplier no more`;
      settled.push({ kept, outcome: 'moved', told });
      continue;
    }
    const said = words.get(originOf(kept)) ?? words.get('');
    if (mayWrite)
      settled.push({ kept, outcome: 'refused', told: said ?? 'Procore said nothing of it, and it does not stand' });
    else settled.push({ kept, outcome: 'moved', told: 'changed since it was planned, and was not made' });
  }
  await writer.link(made);
  await writer.settle(settled);
}

function originOf({ row }: KeptImportRow): string {
  return row.keys?.originId ?? '';
}
