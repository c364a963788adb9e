import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { superviseChild } from '../../src/local/stack/programs/child-process';
import { workerEnvironment } from '../../src/local/worker-environment';
import { cpuSeconds } from '../process-use';
import { startSandboxes, type BenchServers } from '../requisition-bench-setup';
import { writeBenchCompany } from '../requisition-company';
import { floorQueues } from './floor-queues';
import type { FloorOrder } from './floor-worker';
import { readyCalls } from './ready-calls';
import { leaveSecondUnapproved, recordRequisition } from './record-requisition';

export interface FloorFigures {
  readonly perSecond: number;
  /** CPU of the floor's worker for one. */
  readonly workerCpuMs: number;
  /** Calls of both outside systems for one. */
  readonly calls: number;
}

const readTypeScript = join(__dirname, '../../test/stack/read-typescript.js');
const limitMs = 600_000;

/**
 * What the product cannot be faster than: as many workflows with as many activities, which make the calls that this checkout
 * makes for a clean requisition, with bodies that are ready, and one insert each that is synced to disk. The calls are
 * recorded first, and made again to the same stand-ins with keys of their own.
 */
export async function runFloorRound(
  checkout: string,
  servers: BenchServers,
  requisitions: number,
): Promise<FloorFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-floor-'));
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const company = writeBenchCompany(join(folder, 'company'), 2);
  leaveSecondUnapproved(company);
  const sandboxes = await startSandboxes(company, log);
  try {
    const calls = readyCalls(await recordRequisition(checkout, servers, company, sandboxes, log));
    const place = await servers.makePlace();
    const file = join(folder, 'order.json');
    const order: FloorOrder = {
      temporalAddress: servers.temporalAddress,
      namespace: place.namespace,
      databaseUrl: place.ownerUrl,
      urls: { procore: sandboxes.procoreUrl, jde: sandboxes.jdeUrl },
      calls,
    };
    writeFileSync(file, JSON.stringify(order), { mode: 0o600 });
    const worker = await superviseChild({
      name: 'floor worker',
      command: process.execPath,
      args: ['--require', readTypeScript, join(__dirname, 'floor-worker.ts'), file],
      env: workerEnvironment({ PATH: process.env['PATH'], HOME: process.env['HOME'] }),
      log,
    });
    try {
      const pid = worker.pid() ?? Number.NaN;
      const before = cpuSeconds(pid);
      const seconds = await allThrough(order, requisitions);
      const workerCpuMs = ((cpuSeconds(pid) - before) * 1000) / requisitions;
      return { perSecond: requisitions / seconds, workerCpuMs, calls: Object.values(calls).flat().length };
    } finally {
      await worker.stop();
      await place.drop();
    }
  } catch (error) {
    throw new Error(['the floor did not get through; the last it said:', ...lines.slice(-20)].join('\n'), {
      cause: error,
    });
  } finally {
    await sandboxes.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts them as the product's api does, some at a time. Gives the seconds until the last has ended. */
async function allThrough({ temporalAddress, namespace }: FloorOrder, requisitions: number): Promise<number> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const { workflow } = new Client({ connection, namespace });
    const began = performance.now();
    for (let index = 1; index <= requisitions; index += 20) {
      const some = Array.from({ length: Math.min(20, requisitions - index + 1) }, (_, more) => index + more);
      await Promise.all(
        some.map((one) =>
          workflow.start('floorRequisition', {
            workflowId: `floor/${one}`,
            taskQueue: floorQueues.workflows,
            args: [one],
          }),
        ),
      );
    }
    for (;;) {
      const counted = (status: string): Promise<number> =>
        workflow
          .count(`WorkflowType = 'floorRequisition' AND ExecutionStatus = '${status}'`)
          .then(({ count }) => count);
      const seconds = (performance.now() - began) / 1000;
      if ((await counted('Completed')) >= requisitions) return seconds;
      for await (const { workflowId } of workflow.list({ query: "ExecutionStatus = 'Failed'", pageSize: 1 })) {
        // Rejects with why.
        await workflow.getHandle(workflowId).result();
      }
      if (seconds * 1000 > limitMs) throw new Error(`the floor is not through after ${limitMs / 1000} s`);
      await delay(200);
    }
  } finally {
    await connection.close();
  }
}
