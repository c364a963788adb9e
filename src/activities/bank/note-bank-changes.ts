import type { ProcorePort } from '../../clients/procore/procore-port';
import type { BankChange } from '../../clients/erp-sources';
import {
  bankNotesWatermark,
  notNoted,
  withNotes,
  withSeen,
  type BankNotesWatermark,
} from '../../domain/vendor/bank/bank-note';
import type { Scope } from '../../store/scope';
import type { Feed } from '../../store/connections/feeds';
import { daysToLookBack } from '../feeds/days-to-look-back';
import { refusedInWords, type Words } from '../in-bulk/words';
import type { ActivityPorts } from '../ports';

/** What came of a note. `notVisible`: the vendor is inactive, merged away or hidden. `notKept`: Procore took it and does not show it. */
interface NoteEnd {
  readonly outcome: 'noted' | 'notVisible' | 'notKept' | 'refused';
  /** Procore's words. */
  readonly said?: string;
}

/**
 * Bank details that changed in the ERP since the last look are noted on their vendors in Procore. A change is done with once its note was
 * seen there, or cannot be written: what people do with the note later is theirs. The first look after it was switched on notes nothing.
 */
export function createNoteBankChanges(ports: ActivityPorts) {
  const { store } = ports;
  return async function noteBankChanges(scope: Scope): Promise<{ readonly noted: number }> {
    const { connection, begun, now } = await store.inTenant(scope.tenantId, async (tx) => ({
      connection: await tx.connections.load(scope.connectionId),
      ...{ begun: await tx.feeds.find(scope, '', 'bankNotes'), now: await tx.vendorBases.now() },
    }));
    if (begun === null) return { noted: 0 };
    const before = bankNotesWatermark(begun.watermark);
    const erp = await ports.erp(connection);
    if (erp.notesBankChanges !== true || erp.bankChanges === undefined) {
      if (before.until !== null)
        await store.inTenant(scope.tenantId, (tx) => tx.feeds.moveWatermark(begun, { ...before, until: null }));
      return { noted: 0 };
    }
    await erp.openSession();
    const days = daysToLookBack(new Date(before.until ?? now), new Date(now));
    const unseen = (await erp.bankChanges(days)).filter(({ stamp }) => before.seen[stamp] === undefined);
    const today = now.slice(0, 10);
    const last = { ...withSeen(before, unseen, today), until: now };
    if (before.until === null || unseen.length === 0) {
      await store.inTenant(scope.tenantId, (tx) => tx.feeds.moveWatermark(begun, last));
      return { noted: 0 };
    }
    const linked = await store.inTenant(scope.tenantId, (tx) => tx.parties.primaries(connection));
    let [watermark, noted] = [before, 0];
    let feed: Feed | null = begun;
    for (const [vendor, supplier] of linked) {
      const changes = unseen.filter((one) => one.supplier === supplier);
      if (changes.length === 0) continue;
      const end = await noteOn(await ports.procore(connection), vendor, changes, erp.words.name);
      watermark = withSeen(watermark, changes, today);
      const told = changes.map(({ account, kind, changedOn }) => ({ account, kind, changedOn }));
      feed = await moved(scope, feed, watermark, { vendor, supplier, changes: told, ...end });
      // Another run went on meanwhile: the rest is its own.
      if (feed === null) return { noted };
      if (end.outcome === 'noted') noted += 1;
    }
    const own = feed;
    await store.inTenant(scope.tenantId, (tx) => tx.feeds.moveWatermark(own, last));
    return { noted };
  };

  /** Null: another run has moved it. */
  async function moved(
    scope: Scope,
    feed: Feed,
    watermark: BankNotesWatermark,
    audited: Readonly<Record<string, unknown>>,
  ): Promise<Feed | null> {
    return store.inTenant(scope.tenantId, async (tx) => {
      if (!(await tx.feeds.moveWatermark(feed, watermark))) return null;
      await tx.audit(scope, 'vendor.bankNoted', audited);
      return tx.feeds.find(scope, '', 'bankNotes');
    });
  }
}

/** Read right before it is written, and judged by what the answer shows: a lost answer is looked up by the next attempt. */
async function noteOn(
  procore: ProcorePort,
  vendorId: string,
  changes: readonly BankChange[],
  erp: string,
): Promise<NoteEnd> {
  const there = await procore.showVendorNotes({ vendorId });
  if (there === null) return { outcome: 'notVisible' };
  const missing = notNoted(there.notes, changes);
  if (missing.length === 0) return { outcome: 'noted' };
  const words: Words = new Map();
  let shown: string | null = null;
  await refusedInWords(words, vendorId, async () => {
    const notes = withNotes(there.notes, missing, erp);
    shown = (await procore.writeVendorNotes({ vendorId, name: there.name, notes })).notes;
  });
  const said = words.get(vendorId);
  if (said !== undefined) return { outcome: 'refused', said };
  return { outcome: notNoted(shown, missing).length === 0 ? 'noted' : 'notKept' };
}
