import type { ErpAdapter } from '../../clients/erp-adapter';
import type { Fact, FactBook, FactKey, Planned, Planner, PlannerInput } from '../../domain/posting/plan/planner';
import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';

/** A planner that asks for more than this, round after round, would never end. */
const mostRounds = 10;

/** Asks a planner again and again, with the master data that it needs, until it needs nothing. */
export async function planWithFacts<Wanted>(
  store: Store,
  connection: Connection,
  erp: ErpAdapter,
  planner: Planner<Wanted>,
  /** `settings`: where they are not those of now. */
  input: Omit<PlannerInput<Wanted>, 'facts' | 'settings'> & { readonly settings?: unknown },
): Promise<Exclude<Planned, { need: unknown }>> {
  const known = new Map<string, unknown>();
  // What is missing follows from what stands now, of what is billed on an order too.
  const maxAgeMs = input.missingTo === undefined ? connection.settings.timing.factMaxAgeMs : 0;
  const facts: FactBook = { get: (kind, id) => known.get(nameOf(kind, id)) };
  const learn = (read: readonly Fact[]): void => {
    for (const { kind, id, value } of read) known.set(nameOf(kind, id), value);
  };
  const plan = () => planner({ ...input, facts, settings: input.settings ?? erp.settings });
  for (let round = 0; round < mostRounds; round += 1) {
    // As far as it comes with what is known here, in one transaction.
    const planned = await store.inTenant(connection.tenantId, async (tx) => {
      for (let step = 0; ; step += 1) {
        const made = plan();
        if (!('need' in made) || step === mostRounds) return made;
        const read = await tx.erpFacts.load(connection, made.need, maxAgeMs);
        learn(read);
        if (missingOf(made.need, read).length > 0) return made;
      }
    });
    if (!('need' in planned)) return planned;
    learn(await readFacts(store, connection, erp, planned.need, maxAgeMs));
  }
  throw new RangeError(`the planner of ${erp.system} still needs facts after ${mostRounds} rounds`);
}

/**
 * A system's master data as plans see it: read once, kept for `maxAgeMs` (0: read anew), and read again by a feed while
 * somebody waits for a change. A record that changed releases what waited for it (store/version-rows.ts).
 */
export async function readFacts(
  store: Store,
  connection: Connection,
  erp: ErpAdapter,
  keys: readonly FactKey[],
  maxAgeMs: number,
): Promise<readonly Fact[]> {
  const known = await store.inTenant(connection.tenantId, (tx) => tx.erpFacts.load(connection, keys, maxAgeMs));
  const missing = missingOf(keys, known);
  if (missing.length === 0) return known;
  const shown = await erp.readFacts(missing);
  // What waits for the ERP is released by it.
  return store.as('erp').inTenant(connection.tenantId, async (tx) => {
    const read = await tx.erpFacts.withoutTaxIds(shown);
    const causes = (await tx.erpFacts.changed(connection, read)).flatMap((fact) => fact.causes);
    await tx.mending(connection, causes, () => tx.erpFacts.store(connection, read));
    return [...known, ...read];
  });
}

function missingOf(keys: readonly FactKey[], read: readonly Fact[]): FactKey[] {
  const have = new Set(read.map(({ kind, id }) => nameOf(kind, id)));
  const named = new Map(keys.map((key) => [nameOf(key.kind, key.id), key]));
  return [...named].flatMap(([name, key]) => (have.has(name) ? [] : [key]));
}

function nameOf(kind: string, id: string): string {
  return JSON.stringify([kind, id]);
}
