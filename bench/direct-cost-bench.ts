import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createPlanDirectCost } from '../src/activities/direct-cost/plan-direct-cost';
import { createBeginJournalRun } from '../src/activities/run/begin-journal-run';
import { openRuns } from '../src/activities/run/open-runs';
import { createPlanJournalRun } from '../src/activities/run/plan-journal-run';
import type { ActivityPorts } from '../src/activities/ports';
import { createPostStep } from '../src/activities/steps/post-step';
import { changeMapping } from '../src/application/mapping/change-mapping';
import type { ErpAdapter } from '../src/clients/erp-adapter';
import { fusionSystem } from '../src/clients/fusion/system';
import { costLine, directCost } from '../src/domain/fusion/direct-cost/direct-cost.fixture';
import { directCostHash, directCostSeen } from '../src/ledger/direct-cost-content';
import { freePorts } from '../src/local/stack/state/ports';
import { superviseChild } from '../src/local/stack/programs/child-process';
import { writeSampleCompany } from '../src/sandbox/sample-company/write-sample-company';
import type { DocumentRow } from '../src/store/documents/documents';
import { createTestStore, mergedSections, testProjectId, type TestStore } from '../test/stack/test-store';
import { addEarlierBatch, clearingAccount, directCostSections, today } from '../test/system/support/direct-costs';
import { connectionSettings, type FusionControl } from '../test/system/support/fusion-rig';
import { HeapWatch, timed } from './heap-watch';
import { withPostgres } from './with-postgres';

/**
 * 10,000 lines of direct costs of one period become one group of journals in one run: planned, imported, read back line by line and
 * entered for each cost, within three minutes. Exits 1 when that is missed, when it took more than one run, when a line is missing
 * on either side, or when the heap grows beyond its goal. PostgreSQL is real, Fusion is its sandbox in a process of its own, and the
 * steps are called one after the other without Temporal. BENCH_LINES makes it shorter. Needs `npm run build`.
 */
const lines = Number(process.env['BENCH_LINES'] ?? 10_000);
const linesOfCost = 10;
const mostSeconds = 180;
/** What is sent is one file, so it is held whole; goal: so much for all of it. */
const mostMiB = 32;
const amount = '12.34';

interface Fusion {
  readonly url: string;
  readonly identityUrl: string;
  readonly control: FusionControl;
  stop(): Promise<void>;
}

async function startFusion(): Promise<Fusion> {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-bench-'));
  writeSampleCompany(folder, { today });
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify({ essStepMs: 0 }));
  const ports = await freePorts(['port', 'identity-port', 'control-port']);
  const at = (name: keyof typeof ports): string => `http://127.0.0.1:${ports[name]}`;
  const child = await superviseChild({
    name: 'fusion sandbox',
    command: process.execPath,
    args: [
      join(__dirname, '../dist/sandbox/fusion/main.js'),
      ...['--data', join(folder, 'fusion'), '--settings', settings, '--end-with-stdin'],
      ...Object.entries(ports).flatMap(([name, port]) => [`--${name}`, String(port)]),
    ],
    log: () => undefined,
  });
  const control: FusionControl = async (method, path, body) => {
    const response = await fetch(`${at('control-port')}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    ...{ url: at('port'), identityUrl: at('identity-port'), control },
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Approved, and read: each waits to be planned. */
async function fill(acme: TestStore, costs: number): Promise<DocumentRow[]> {
  const documents: DocumentRow[] = [];
  await acme.store.as('bench').inTenant(acme.tenantId, async (tx) => {
    const target = { company: '200', project: '4411', account: '1340', costCode: '26010', future1: '000' };
    const row = { line: 2, project: '*', subJob: '*', costCode: '*', costType: 'S', target };
    const { chart } = await adapterOf(acme);
    await changeMapping(tx, acme, { rows: [row], merge: true, chart, act: 'mapping.imported' });
    for (let number = 1; number <= costs; number += 1) {
      const id = String(900_000 + number);
      const lineItems = Array.from({ length: linesOfCost }, (_, line) => costLine(`${id}${line}`, '26-010.S', amount));
      const content = directCost({
        ...{ id, projectId: testProjectId, invoiceNumber: `B-${id}`, vendorId: null, lineItems },
        ...{ directCostDate: today, receivedDate: today, grandTotal: (Number(amount) * linesOfCost).toFixed(2) },
      });
      const { projectId, sourceStatus, billedThrough } = directCostSeen(content);
      const document = await tx.documents.see(
        acme,
        { kind: 'directCost', sourceId: id },
        { projectId, sourceStatus, ...(billedThrough === undefined ? {} : { billedThrough }) },
      );
      await tx.snapshots.store(document, { hintNo: document.hintNo, contentHash: directCostHash(content), content });
      documents.push(document);
    }
  });
  return documents;
}

async function adapterOf(acme: TestStore): Promise<ErpAdapter> {
  const { connectionId, tenantId } = acme;
  const { settings } = await acme.store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
  const procore = { procoreClientId: '', procoreClientSecret: '', webhookSecret: '' };
  const secrets = { ...procore, erp: { secret: 'sandbox-secret' } };
  return fusionSystem.createAdapter({ connectionId, settings, secrets }, {});
}

/** Whatever Fusion is asked for journals, the heap is looked at. */
function watched(adapter: ErpAdapter, look: () => void): ErpAdapter {
  const journals = adapter.kinds.get('journalImport');
  if (journals === undefined) throw new Error('the adapter imports no journals');
  const port: typeof journals.port = {
    ...journals.port,
    look: async (of) => {
      const looks = await journals.port.look(of);
      look();
      return looks;
    },
  };
  return { ...adapter, kinds: new Map([...adapter.kinds, ['journalImport', { ...journals, port }]]) };
}

async function measure(costs: number): Promise<{ readonly seconds: number; readonly memory: number }> {
  const fusion = await startFusion();
  await addEarlierBatch(fusion.control);
  const acme = await createTestStore({
    erp: fusionSystem,
    settings: mergedSections(connectionSettings(fusion), directCostSections),
    secrets: { erp: { secret: 'sandbox-secret' } },
  });
  const heap = new HeapWatch(1);
  const adapter = watched(await adapterOf(acme), heap.look);
  const ports: ActivityPorts = {
    store: acme.store,
    procore: () => Promise.reject(new Error('everything of Procore was read')),
    erp: () => Promise.resolve(adapter),
    target: () => Promise.resolve(adapter),
  };
  try {
    const documents = await fill(acme, costs);
    const ref = ({ tenantId, connectionId, kind, sourceId, projectId }: DocumentRow) => ({
      ...{ tenantId, connectionId, kind, sourceId, projectId },
    });
    const plan = createPlanDirectCost(ports);
    let [planned, imported] = [0, 0];
    await heap.during(async () => {
      const plans = await timed(async () => {
        for (const document of documents) {
          const made = await plan(ref(document));
          if (made.next !== 'go') throw new Error(`a cost ended its pass with ${JSON.stringify(made)}`);
        }
      });
      const run = await timed(() => carryRun(ports, acme, ref));
      [planned, imported] = [plans.seconds, run.seconds];
    });
    await wantWhole(acme, fusion, documents);
    console.log(
      `${costs * linesOfCost} lines of ${costs} direct costs: planned in ${planned.toFixed(1)} s, imported and read back in ` +
        `${imported.toFixed(1)} s, at most ${heap.most.toFixed(1)} MiB of heap`,
    );
    return { seconds: planned + imported, memory: heap.most };
  } finally {
    await adapter.close();
    await acme.close();
    await fusion.stop();
  }
}

/** As its workflow does, pass after pass, until what was imported was read back. */
async function carryRun(
  ports: ActivityPorts,
  acme: TestStore,
  ref: (document: DocumentRow) => Parameters<ReturnType<typeof createPlanJournalRun>>[0],
): Promise<void> {
  const begun = await openRuns(acme.store, acme);
  if (begun !== 1) throw new Error(`${begun} runs began, wanted 1`);
  const [begin, plan, post] = [createBeginJournalRun(ports), createPlanJournalRun(ports), createPostStep(ports)];
  for (;;) {
    const [run] = await acme.store.inTenant(acme.tenantId, (tx) => tx.documents.list(acme, { kind: 'journalRun' }));
    if (run === undefined) throw new Error('the run is no document');
    await begin(ref(run));
    const made = await plan(ref(run));
    if (made.next === 'close') return;
    if (made.next === 'hold') throw new Error('the run is held');
    if (made.next === 'go' && made.then !== null) {
      const step = { ref: ref(run), planId: made.planId, id: made.then.id };
      const environment = new MockActivityEnvironment();
      const done = (await environment.run(post, step)) as Awaited<ReturnType<typeof post>>;
      if (done.next === 'go') return;
      if (done.next === 'hold') throw new Error('the run is held');
    }
    await sleep(200);
  }
}

/** One batch with every line and what clears them, and the same in our ledger. */
async function wantWhole(acme: TestStore, { control }: Fusion, documents: readonly DocumentRow[]): Promise<void> {
  const batches = (await control('GET', 'items/journalBatches')) as {
    BatchName: string;
    journalHeaders?: readonly { readonly journalLines: readonly { readonly Description: string }[] }[];
  }[];
  const own = batches.filter(({ BatchName }) => BatchName.startsWith('PC'));
  const imported = own.flatMap(({ journalHeaders = [] }) => journalHeaders.flatMap(({ journalLines }) => journalLines));
  const entered = await acme.store.inTenant(acme.tenantId, async (tx) => {
    const sums = new Map<string, number>();
    for (const { id } of documents) {
      for (const [account, sum] of (await tx.effects.of(id)).standing().byAccount('cost')) {
        sums.set(account, (sums.get(account) ?? 0) + Math.round(Number(sum) * 100));
      }
    }
    return sums;
  });
  const wanted = documents.length * linesOfCost;
  const cents = Math.round(wanted * Number(amount) * 100);
  const found = { batches: own.length, lines: imported.length, clearing: entered.get(clearingAccount) };
  if (!(found.batches === 1 && found.lines === wanted + documents.length && found.clearing === -cents)) {
    throw new Error(`found ${JSON.stringify(found)}, wanted 1 batch, ${wanted + documents.length} lines, -${cents}`);
  }
}

async function judge(): Promise<void> {
  const { seconds, memory } = await measure(Math.round(lines / linesOfCost));
  const [isFast, isSmall] = [seconds <= mostSeconds, memory <= mostMiB];
  console.log(
    `${lines} lines in one run in ${seconds.toFixed(1)} s, wanted at most ${mostSeconds}: ${isFast ? 'met' : 'MISSED'}; ` +
      `${memory.toFixed(1)} MiB of heap, wanted at most ${mostMiB}: ${isSmall ? 'met' : 'MISSED'}`,
  );
  if (!isFast || !isSmall) process.exitCode = 1;
}

void withPostgres(judge);
