import { notStanding, type ToDo } from '../../../domain/vendor/import/carry-out';
import type { KeptImportRow } from '../../../store/vendors/vendor-imports';
import type { Words } from '../../in-bulk/words';
import type { ImportWriter, SettledRow } from './import-writer';
import { writtenVendor } from './written-vendor';

const gone =
  'vendorConflict: Procore shows the vendor no more, neither among active nor inactive ones; it is not made again';

/** A part of the rows about vendors that are linked: read once more, written where they are as planned, and read back. */
export async function changeVendors(writer: ImportWriter, part: readonly ToDo<KeptImportRow>[]): Promise<void> {
  const before = await writer.read(part.map(({ kept }) => kept.row.vendor));
  const linked = await writer.linked();
  const early: SettledRow[] = [];
  const sendable = part.flatMap(({ kept, mayWrite }) => {
    const there = before.get(kept.row.vendor);
    const isLinked = linked.get(kept.row.vendor) === kept.row.number;
    const what = isLinked ? 'its record in Procore' : 'it is linked with this supplier no more';
    const told = there === undefined ? gone : `changed since it was planned: ${what}`;
    const stands = isLinked && there !== undefined && notStanding(kept.row, there.record).length === 0;
    // Nothing but our own call, or somebody who did the same, can have made it stand.
    if (stands || !mayWrite || !isLinked || there?.hash !== kept.row.procore) {
      early.push({ kept, outcome: stands ? 'done' : 'moved', told: stands ? '' : told });
      return [];
    }
    return [{ kept, body: writtenVendor(kept.row, there.record.name), there: there.record }];
  });
  const rows = sendable.length === 0 ? [] : await writer.claim(sendable);
  for (const { kept } of sendable.filter((one) => !rows.includes(one))) {
    early.push({ kept, outcome: 'moved', told: 'it was parted from its supplier just then' });
  }
  await writer.settle(early, before);
  if (rows.length === 0) return;
  const words: Words = new Map();
  await writer.sync(rows, words);
  const after = await writer.read(rows.map(({ kept }) => kept.row.vendor));
  const settled = rows.map(({ kept }): SettledRow => {
    const { vendor, keys } = kept.row;
    const there = after.get(vendor);
    const wrong = there === undefined ? null : notStanding(kept.row, there.record);
    if (wrong?.length === 0) return { kept, outcome: 'done', told: '' };
    const said = words.get(keys?.originId ?? vendor) ?? words.get(vendor) ?? words.get('');
    const shown = wrong === null ? gone : `Procore does not show it as it was written: ${wrong.join(', ')}`;
    return { kept, outcome: 'refused', told: said ?? shown };
  });
  await writer.settle(settled, after);
}
