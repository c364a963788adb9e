import { readFileSync } from 'node:fs';
import { NativeConnection, Worker } from '@temporalio/worker';
import { Pool } from 'pg';
import { Agent, request } from 'undici';
import { endWithSupervisor } from '../../src/local/stack/programs/end-with-supervisor';
import { floorQueues, type FloorStep } from './floor-queues';
import { bodyOf, type ReadyCalls } from './ready-calls';

/** Beside the recorded calls: where all is. Handed over as a file of JSON, whose path is the one argument. */
export interface FloorOrder {
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  readonly urls: Readonly<Record<'procore' | 'jde', string>>;
  readonly calls: ReadyCalls;
}

export interface FloorActivities {
  makeCalls(index: number, step: FloorStep): Promise<void>;
}

async function main(): Promise<void> {
  const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FloorOrder;
  const pool = new Pool({ connectionString: order.databaseUrl, max: 20 });
  await pool.query('create table floor_call (requisition integer, step text, primary key (requisition, step))');
  const dispatcher = new Agent({ connections: 10 });
  const activities: FloorActivities = {
    makeCalls: async (index, step) => {
      for (const call of order.calls[step]) {
        const { method, path, headers, system } = call;
        const body = bodyOf(call, index);
        const answer = await request(`${order.urls[system]}${path}`, {
          ...{ method, headers, dispatcher },
          ...(body === '' ? {} : { body }),
        });
        const said = await answer.body.text();
        if (answer.statusCode !== call.status) throw new Error(`${path} was answered ${answer.statusCode}: ${said}`);
      }
      await pool.query('insert into floor_call (requisition, step) values ($1, $2)', [index, step]);
    },
  };
  const connection = await NativeConnection.connect({ address: order.temporalAddress });
  const shared = { connection, namespace: order.namespace, activities, maxConcurrentActivityTaskExecutions: 10 };
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: floorQueues.workflows,
      workflowsPath: require.resolve('./floor-workflow'),
      maxCachedWorkflows: 50,
      maxConcurrentWorkflowTaskExecutions: 20,
    }),
    ...[floorQueues.procore, floorQueues.erp].map((taskQueue) => Worker.create({ ...shared, taskQueue })),
  ]);
  console.log(JSON.stringify({ ready: true }));
  endWithSupervisor(() => workers.forEach((worker) => worker.shutdown()));
  await Promise.all(workers.map((worker) => worker.run()));
  await pool.end();
  // The pipe of who started it would keep it alive.
  process.exit();
}

void main();
