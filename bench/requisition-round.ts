import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { cpuOfEndedChildren, cpuOfTrees, cpuSeconds, residentMiB } from './process-use';
import {
  startSandboxes,
  type BenchServers,
  type Place,
  type RunningSandboxes,
  type ServerPids,
} from './requisition-bench-setup';
import { startProduct, type Command, type RunningProduct } from './running-product';

/** All but `perSecond` and the memory are for one requisition. */
export interface Figures {
  readonly perSecond: number;
  readonly workerCpuMs: number;
  readonly apiCpuMs: number;
  readonly temporalCpuMs: number;
  /** With the processes of its connections. */
  readonly postgresCpuMs: number;
  /** Of both outside systems. */
  readonly sandboxCpuMs: number;
  readonly workerMiB: number;
  /** Until `released`: from the command that mends them until none is held any more. */
  readonly releasedSeconds: number | null;
  /** CPU of one command of the command line that reads the database. */
  readonly commandCpuMs: number;
  readonly statements: number;
  /** Statements less what rides with another. */
  readonly messages: number;
  readonly commits: number;
  readonly writes: number;
  readonly historyEvents: number;
  readonly procoreCalls: number;
  readonly erpCalls: number;
}

/** How often the command is measured. */
const commands = 5;
const limitMs = 3_600_000;

/** `held`: no cost code is mapped, and each is held for that. `released`: then one mapping is imported, and all go on. */
type Until = 'delivered' | 'held' | 'released';

/**
 * One built checkout from an empty database to all requisitions delivered, used as a customer uses it: through its program
 * and the environment. The clock and the counts begin with the command `connection go-live`.
 */
export async function runRound(
  checkout: string,
  servers: BenchServers,
  requisitions: number,
  until: Until = 'delivered',
): Promise<Figures> {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const place = await servers.makePlace();
  try {
    const sandboxes = await startSandboxes(servers.company, log);
    try {
      servers.company.writeConnection(sandboxes);
      const pids = { ...(await servers.pids()), sandboxes: sandboxes.pids() };
      const { company, temporalAddress } = servers;
      const isMapped = until === 'delivered';
      const product = await startProduct({ checkout, company, temporalAddress, place, isMapped, log });
      try {
        return await measure({ product, place, requisitions, until, log, pids, calls: sandboxes.calls });
      } finally {
        await product.stop();
      }
    } finally {
      await sandboxes.stop();
    }
  } catch (error) {
    throw new Error([`${checkout} did not get through; the last it said:`, ...lines.slice(-20)].join('\n'), {
      cause: error,
    });
  } finally {
    await place.drop();
  }
}

interface Round {
  readonly product: RunningProduct;
  readonly place: Place;
  readonly requisitions: number;
  readonly until: Until;
  readonly log: (line: string) => void;
  readonly pids: ServerPids & { readonly sandboxes: readonly number[] };
  readonly calls: RunningSandboxes['calls'];
}

async function measure({ product, place, requisitions, until, log, pids, calls }: Round): Promise<Figures> {
  const { command, temporal } = product;
  try {
    const cpuNow = (): Record<'worker' | 'api' | 'temporal' | 'postgres' | 'sandboxes', number> => ({
      worker: cpuSeconds(product.pids.worker),
      api: cpuSeconds(product.pids.api),
      temporal: cpuOfTrees(pids.temporal),
      postgres: cpuOfTrees(pids.postgres),
      sandboxes: cpuOfTrees(pids.sandboxes),
    });
    const before = { cpu: cpuNow(), counts: await place.counts(), calls: await calls() };
    const began = performance.now();
    await command(['connection', 'go-live', '--take-over', 'none']);
    if (until === 'delivered') await untilDelivered(temporal, requisitions);
    else await untilHeld(temporal, requisitions);
    const seconds = (performance.now() - began) / 1000;
    const releasedSeconds = until === 'released' ? await released(command) : null;
    const after = cpuNow();
    const made = await calls();
    const callsOf = (system: keyof typeof made): number => {
      const each = Object.entries(made[system]).map(
        ([kind, count]) => [kind, (count - (before.calls[system][kind] ?? 0)) / requisitions] as const,
      );
      const often = each.filter(([, count]) => count >= 0.01).sort(([, a], [, b]) => b - a);
      console.log(
        `  calls of ${system} each: ${often.map(([kind, count]) => `${kind} ${count.toFixed(2)}`).join(', ')}`,
      );
      return each.reduce((sum, [, count]) => sum + count, 0);
    };
    const cpuMs = (name: keyof typeof after): number => ((after[name] - before.cpu[name]) * 1000) / requisitions;
    const workerMiB = residentMiB(product.pids.worker);
    const endedBefore = cpuOfEndedChildren();
    for (let time = 0; time < commands; time++) await command(['hold', 'list', '--reason', 'needsPerson']);
    const commandCpuMs = ((cpuOfEndedChildren() - endedBefore) * 1000) / commands;
    // Sessions tell the statistics what they did when they end.
    await product.stopPrograms();
    const counts = await place.counts();
    if (process.env['BENCH_STATEMENTS']) {
      for (const { text, calls } of await place.statements()) {
        const each = calls / requisitions;
        if (each >= 0.2) console.log(`${each.toFixed(2).padStart(7)} ${text.replace(/\s+/g, ' ').slice(0, 200)}`);
      }
    }
    if (until !== 'released') {
      requireStage(await command(['document', 'list', '--kind', 'requisition', '--json']), until, requisitions);
    }
    return {
      perSecond: requisitions / seconds,
      workerCpuMs: cpuMs('worker'),
      apiCpuMs: cpuMs('api'),
      temporalCpuMs: cpuMs('temporal'),
      postgresCpuMs: cpuMs('postgres'),
      sandboxCpuMs: cpuMs('sandboxes'),
      workerMiB,
      releasedSeconds,
      commandCpuMs,
      statements: (counts.statements - before.counts.statements) / requisitions,
      messages: (counts.messages - before.counts.messages) / requisitions,
      commits: (counts.commits - before.counts.commits) / requisitions,
      writes: (counts.writes - before.counts.writes) / requisitions,
      historyEvents: await historyEvents(temporal),
      procoreCalls: callsOf('procore'),
      erpCalls: callsOf('jde'),
    };
  } catch (error) {
    const listed = await command(['document', 'list', '--kind', 'requisition']).catch(String);
    for (const line of listed.split('\n')) if (!line.includes(' delivered ')) log(line);
    throw error;
  }
}

/**
 * Asked of Temporal, where it costs neither the worker nor PostgreSQL anything. A document that is hinted again at the end
 * of its run gets another run, so the runs are counted, and then told apart. A run that has ended shows no stage: whether each is
 * delivered is asked of the product at the end.
 */
export async function untilDelivered(temporal: Client, requisitions: number): Promise<void> {
  const query = "WorkflowType = 'requisition' AND ExecutionStatus = 'Completed'";
  const deadline = performance.now() + limitMs;
  for (;;) {
    const { count } = await temporal.workflow.count(query);
    if (count >= requisitions) {
      const documents = new Set<string>();
      for await (const { workflowId } of temporal.workflow.list({ query })) documents.add(workflowId);
      if (documents.size >= requisitions) return;
    }
    if (performance.now() > deadline) throw new Error(`${count} runs ended after ${limitMs / 1000} s`);
    await delay(200);
  }
}

/** Each has made a pass and waits for what ends its hold. */
async function untilHeld(temporal: Client, requisitions: number): Promise<void> {
  const query = "WorkflowType = 'requisition' AND ExecutionStatus = 'Running' AND SyncStage = 'held'";
  const deadline = performance.now() + limitMs;
  for (;;) {
    const { count } = await temporal.workflow.count(query);
    if (count >= requisitions) return;
    if (performance.now() > deadline) throw new Error(`${count} are held after ${limitMs / 1000} s`);
    await delay(1_000);
  }
}

/** Imports the mapping that all wait for, and looks until none of their holds stands. Gives the seconds. */
async function released(command: Command): Promise<number> {
  const began = performance.now();
  await command(['mapping', 'import', 'mapping.csv']);
  for (;;) {
    const digest = JSON.parse(await command(['hold', 'digest', '--reason', 'unmappedCostCode', '--json'])) as {
      readonly all: { readonly documents: number };
    };
    const seconds = (performance.now() - began) / 1000;
    if (digest.all.documents === 0) return seconds;
    if (seconds * 1000 > limitMs) throw new Error(`${digest.all.documents} are still held after ${limitMs / 1000} s`);
    await delay(1_000);
  }
}

function requireStage(json: string, wanted: Until, requisitions: number): void {
  const { documents } = JSON.parse(json) as { documents: readonly { readonly stage: string | null }[] };
  const stages: Record<string, number> = {};
  for (const { stage } of documents) stages[String(stage)] = (stages[String(stage)] ?? 0) + 1;
  if (documents.length === requisitions && stages[wanted] === requisitions) return;
  throw new Error(`wanted ${requisitions} ${wanted}, and the documents stand so: ${JSON.stringify(stages)}`);
}

/** Of the workflow in the middle: nearly all are alike. */
async function historyEvents(temporal: Client): Promise<number> {
  const lengths: number[] = [];
  for await (const { historyLength } of temporal.workflow.list({ query: "WorkflowType = 'requisition'" })) {
    lengths.push(historyLength ?? Number.NaN);
  }
  return lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? Number.NaN;
}
