import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createApplyVendorImport } from '../src/activities/vendor/import/apply-import';
import { createNoteSuppliersCarried } from '../src/activities/vendor/import/note-suppliers-carried';
import { createPlanVendorImport } from '../src/activities/vendor/import/plan-import';
import { createPollSuppliers } from '../src/activities/vendor/import/poll-suppliers';
import { createReadChangedSuppliers } from '../src/activities/vendor/import/read-changed-suppliers';
import { createMatchCompanies } from '../src/activities/vendor/matching/match-companies';
import { createSweepSuppliers } from '../src/activities/vendor/matching/sweep-suppliers';
import { createSweepVendors } from '../src/activities/vendor/matching/sweep-vendors';
import type { ActivityPorts } from '../src/activities/ports';
import { closeMatching } from '../src/application/vendors/matching/close-matching';
import { acceptExact } from '../src/application/vendors/matching/decide-matches';
import { jdeUnderTest, sandboxSettings } from '../src/clients/jde/jde-under-test.fixture';
import { testCompany } from '../src/sandbox/jde/testing/test-sandbox';
import { testContext } from '../test/stack/test-context';
import { createTestStore } from '../test/stack/test-store';
import { HeapWatch, timed } from './heap-watch';
import { SupplierCompany } from './supplier-company';
import { withPostgres } from './with-postgres';

/**
 * The address book of JD Edwards, in a sandbox of its own process, and as many vendors in Procore, which nobody has linked: the first
 * matching run, then the feed that carries changes. Exits 1 when that run takes more than 2 minutes, when anything is written but what
 * changed, when an idle look costs more calls with ten times as many suppliers, or when reading those takes more than 1.3 times the
 * memory. BENCH_SUPPLIERS makes it shorter.
 */
const suppliers = Number(process.env['BENCH_SUPPLIERS'] ?? 10_000);
const mostChanged = 20;
const mostSeconds = 120;
const mostTimesMemory = 1.3;

interface Measured {
  /** MiB of the heap above what stood before, at its highest, while both sides were read. */
  readonly reading: number;
  readonly firstSeconds: number;
  readonly idleCalls: number;
}

async function measure(count: number): Promise<Measured> {
  const company = new SupplierCompany(count, { there: true });
  const folder = mkdtempSync(join(tmpdir(), 'jde-suppliers-'));
  for (const [name, rows] of Object.entries({ ...testCompany, ...company.jdeTables() })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(rows));
  }
  const { sandbox, url, controlUrl } = await startSandbox(folder);
  const acme = await createTestStore({
    settings: { vendors: { externalKeyMeans: 'none', import: { byItself: true, mayChange: 100 } } },
  });
  const jde = jdeUnderTest(
    sandboxSettings(url, {
      suppliers: { inactiveMeans: 'never', createSuppliers: 'onCommitment', ownVendors: [], organisations: ['C'] },
    }),
  );
  const heap = new HeapWatch();
  const scope = { tenantId: acme.tenantId, connectionId: acme.connectionId };
  const page = (wanted: { readonly after: string | null; readonly today: string }) => {
    heap.look();
    return jde.adapter.suppliers!.page(wanted);
  };
  const ports: ActivityPorts = {
    store: acme.store,
    procore: () => Promise.resolve(company.procore(heap.look)),
    erp: () => Promise.resolve({ ...jde.adapter, suppliers: { ...jde.adapter.suppliers!, page } }),
    target: () => Promise.reject(new Error('no such system here')),
  };
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${controlUrl}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json().catch(() => null);
  };
  const calls = async (): Promise<number> => Number(((await control('GET', 'calls')) as { total: number }).total);
  const read = async (): Promise<void> => {
    for (const sweep of [createSweepSuppliers(ports), createSweepVendors(ports)]) {
      const { why } = await sweep({ ...scope, acceptMissing: false });
      if (why !== null) throw new Error(why);
    }
  };
  try {
    const reading = await timed(() => heap.during(read));
    const matching = await timed(() => createMatchCompanies(ports)(scope));
    const first = reading.seconds + matching.seconds;
    const exact = matching.result.found.exact;
    console.log(
      `${count} a side, first matching run: ${exact} exact pairs, read ${reading.seconds.toFixed(1)} s with ${await calls()} calls to JDE, matched ${matching.seconds.toFixed(1)} s`,
    );
    const context = () => testContext(acme, { identity: 'bench', role: 'operator' });
    const linking = await timed(async () => {
      await acceptExact(await context());
      await closeMatching(await context());
    });
    await acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.ensure(scope, '', 'suppliers', { every: '15m' }));
    const step = { ...scope, taken: [], actor: 'bench', acceptChanges: true };
    const carry = async (): Promise<number> => {
      const before = company.written;
      const byItself = await createPollSuppliers(ports)(scope);
      if (byItself === null) return 0;
      if (byItself.due === 'changes') await createReadChangedSuppliers(ports)(scope);
      const { plan, toDo } = await createPlanVendorImport(ports)({ ...step, byItself });
      if (toDo > 0) await createApplyVendorImport(ports)({ ...step, plan, byItself });
      await createNoteSuppliersCarried(ports)({ ...scope, ...byItself });
      return company.written - before;
    };
    const keys = await timed(carry);
    await control('DELETE', 'calls');
    const idle = await timed(carry);
    const idleCalls = await calls();
    const changed = Math.min(mostChanged, Math.floor(count / 4));
    for (let index = 0; index < changed; index += 1) {
      await control('PATCH', 'tables/F0115', {
        where: { AN8: String(10_000 + index * 4) },
        set: { PH1: `555-${index}` },
      });
    }
    await control('DELETE', 'calls');
    const few = await timed(carry);
    console.log(
      `${count} a side: linked in ${linking.seconds.toFixed(1)} s; ${keys.result} keys written in ${keys.seconds.toFixed(1)} s; an idle look ${idle.seconds.toFixed(2)} s and ${idleCalls} calls; ${few.result} changes carried in ${few.seconds.toFixed(1)} s with ${await calls()} calls to JDE; reading takes at most ${heap.most.toFixed(1)} MiB of heap`,
    );
    if (exact !== count || keys.result !== count || idle.result !== 0 || few.result !== changed) {
      throw new Error('something else was written than what changed');
    }
    return { reading: heap.most, firstSeconds: first, idleCalls };
  } finally {
    await jde.close();
    await acme.close();
    sandbox.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A process of its own, so that the memory that is measured is the connector's. */
async function startSandbox(folder: string) {
  const words = ['--require', join(__dirname, '../test/stack/read-typescript.js')];
  const program = join(__dirname, '../src/sandbox/jde/main.ts');
  const sandbox = spawn(process.execPath, [...words, program, '--data', folder, '--end-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: sandbox.stdout }), 'line')) as [string];
  return { sandbox, ...(JSON.parse(line) as { readonly url: string; readonly controlUrl: string }) };
}

async function judge(): Promise<void> {
  const few = await measure(Math.round(suppliers / 10));
  const many = await measure(suppliers);
  // Below a mebibyte it is the noise of the collector.
  const times = Math.max(many.reading, 1) / Math.max(few.reading, 1);
  const misses = [
    ...(times <= mostTimesMemory ? [] : [`reading ten times as many takes ${times.toFixed(2)} times the memory`]),
    ...(many.firstSeconds <= mostSeconds ? [] : [`the first matching run takes ${many.firstSeconds.toFixed(0)} s`]),
    ...(many.idleCalls <= few.idleCalls ? [] : [`an idle look costs ${many.idleCalls} calls, and ${few.idleCalls}`]),
  ];
  console.log(
    `first matching run ${many.firstSeconds.toFixed(1)} s, wanted at most ${mostSeconds}; memory of ten times as many ${times.toFixed(2)} times, wanted at most ${mostTimesMemory}: ${misses.length === 0 ? 'met' : `MISSED: ${misses.join('; ')}`}`,
  );
  if (misses.length > 0) process.exitCode = 1;
}

void withPostgres(judge);
