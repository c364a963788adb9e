import { setTimeout as delay } from 'node:timers/promises';
import { syncStages } from '../../domain/posting/stages/sync-stage';
import type { Store } from '../../store/store';
import type { LogLine } from '../stack/programs/log-line';

/** Stages in which something happens by itself; `waiting` on another document counts, while anything else moves. */
const moving: ReadonlySet<string> = new Set(['checking', 'ordered']);

/** A requisition that is held for its vendor goes on as soon as that is matched. */
const vendors = 'vendor';

/** A window of Procore's is waited for, not an hour. */
const soonMs = 120_000;

/** How many documents of a kind stand where. */
type CountsByStage = Readonly<Record<string, number>>;

interface Watched {
  readonly tenantId: string;
  readonly kinds: readonly string[];
}

/** Shows progress a person can follow until nothing has moved for a while. Gives how many stand where at last, kind by kind. */
export async function watchDocuments(
  store: Store,
  watched: Watched,
  log: LogLine,
  limitMs: number,
): Promise<Readonly<Record<string, CountsByStage>>> {
  const deadline = Date.now() + limitMs;
  // A pass that waits for a window of Procore in a call of its own moves nothing meanwhile.
  const quietForMs = 6_000;
  let shown: string[] = [];
  let changedAt = Date.now();
  for (;;) {
    const counts = await countDocuments(store, watched);
    const { pending } = await store.outbox.counts();
    const some = Object.entries(counts).filter(([, byStage]) => Object.keys(byStage).length > 0);
    const lines = some.map(([kind, byStage]) => countsLine(kind, byStage));
    for (const line of lines.filter((one) => !shown.includes(one))) {
      log(`  ${line}`);
      changedAt = Date.now();
    }
    shown = lines;
    // What waits for a quota, or was released and has not looked yet, has not come to rest.
    const goingOn = await store.inTenant(watched.tenantId, (tx) => tx.counts.goingOnWithin(soonMs));
    const beside = await countDocuments(store, { ...watched, kinds: [vendors] });
    const busy =
      pending > 0 ||
      goingOn > 0 ||
      [...Object.values(counts), ...Object.values(beside)].some((byStage) =>
        Object.keys(byStage).some((stage) => moving.has(stage)),
      );
    if (!busy && Date.now() - changedAt > quietForMs) return counts;
    if (Date.now() > deadline)
      throw new Error(`the documents did not come to rest within ${limitMs / 1000} s: ${lines.join('; ')}`);
    await delay(500);
  }
}

async function countDocuments(store: Store, { tenantId, kinds }: Watched): Promise<Record<string, CountsByStage>> {
  const counted: Record<string, CountsByStage> = {};
  for (const kind of kinds) counted[kind] = await store.inTenant(tenantId, (tx) => tx.counts.documents(kind));
  return counted;
}

function countsLine(kind: string, byStage: CountsByStage): string {
  const parts = syncStages.flatMap((stage) => (byStage[stage] === undefined ? [] : [`${stage} ${byStage[stage]}`]));
  return `${kind}s:  ${parts.join('  ')}`;
}
