import { createMatchCompanies } from '../src/activities/vendor/matching/match-companies';
import { createSweepSuppliers } from '../src/activities/vendor/matching/sweep-suppliers';
import { createSweepVendors } from '../src/activities/vendor/matching/sweep-vendors';
import { createApplyVendorImport } from '../src/activities/vendor/import/apply-import';
import { createPlanVendorImport } from '../src/activities/vendor/import/plan-import';
import type { ActivityPorts } from '../src/activities/ports';
import { createTestStore } from '../test/stack/test-store';
import { HeapWatch, timed } from './heap-watch';
import { SupplierCompany } from './supplier-company';
import { withPostgres } from './with-postgres';

/**
 * Suppliers as vendors: 20,000 are made, then nothing changed, then 20 did (of fewer than 80 a quarter). Exits 1 when anything is written
 * but what changed, or when reading ten times as many suppliers takes more than 1.3 times the memory; the seconds are printed only.
 * BENCH_SUPPLIERS makes it shorter.
 */
const suppliers = Number(process.env['BENCH_SUPPLIERS'] ?? 20_000);
const mostChanged = 20;
const mostTimesMemory = 1.3;

/** Gives the MiB of the heap above what stood before, at its highest, while both sides were read. */
async function measure(count: number): Promise<number> {
  const acme = await createTestStore({ settings: { vendors: { externalKeyMeans: 'none', import: {} } } });
  const company = new SupplierCompany(count);
  const changed = Math.min(mostChanged, Math.floor(count / 4));
  const heap = new HeapWatch();
  const scope = { tenantId: acme.tenantId, connectionId: acme.connectionId };
  const ports: ActivityPorts = {
    store: acme.store,
    procore: () => Promise.resolve(company.procore(heap.look)),
    erp: () => Promise.resolve(company.erp(heap.look)),
    target: () => Promise.reject(new Error('no such system here')),
  };
  const step = { ...scope, taken: [], actor: 'bench', acceptChanges: true };
  const read = async (): Promise<void> => {
    for (const sweep of [createSweepSuppliers(ports), createSweepVendors(ports)]) {
      const { why } = await sweep({ ...scope, acceptMissing: false });
      if (why !== null) throw new Error(why);
    }
  };
  /** Gives how many vendors were written on. */
  const run = async (what: string): Promise<number> => {
    const before = company.written;
    const reading = await timed(() => heap.during(read));
    const matching = await timed(() => createMatchCompanies(ports)(scope));
    if (what === 'all are made') await acme.store.inTenant(acme.tenantId, (tx) => tx.matches.close(scope));
    const planning = await timed(() => createPlanVendorImport(ports)(step));
    const { plan } = planning.result;
    const applying = await timed(() => createApplyVendorImport(ports)({ ...step, plan }));
    const written = company.written - before;
    const seconds = [reading, matching, planning, applying].map((one) => one.seconds.toFixed(1));
    console.log(
      `${count} suppliers, ${what}: ${written} vendors written, read ${seconds[0]} s, matched ${seconds[1]} s, planned ${seconds[2]} s, carried out ${seconds[3]} s`,
    );
    return written;
  };
  try {
    const made = await run('all are made');
    const idle = await run('nothing changed');
    for (let index = 0; index < changed; index += 1) company.change(index * 4, `www.${index}.example`);
    const few = await run(`${changed} changed`);
    console.log(`${count} suppliers: reading both sides takes at most ${heap.most.toFixed(1)} MiB of heap`);
    if (made !== count || idle !== 0 || few !== changed)
      throw new Error('something else was written than what changed');
    return heap.most;
  } finally {
    await acme.close();
  }
}

async function judge(): Promise<void> {
  const few = await measure(Math.round(suppliers / 10));
  const many = await measure(suppliers);
  // Below a mebibyte it is the noise of the collector.
  const times = Math.max(many, 1) / Math.max(few, 1);
  const isFlat = times <= mostTimesMemory;
  console.log(
    `memory of reading ten times as many: ${times.toFixed(2)} times, wanted at most ${mostTimesMemory}: ${isFlat ? 'met' : 'MISSED'}`,
  );
  if (!isFlat) process.exitCode = 1;
}

void withPostgres(judge);
