import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Connection } from '@temporalio/client';
import { commandLineOf, processAlive } from '../programs/process-alive';
import { writePrivateFile } from '../state/write-private-file';

const recordSchema = z.object({
  pid: z.number().int().positive(),
  binary: z.string(),
  args: z.array(z.string()),
  databaseFile: z.string(),
  address: z.string(),
  uiUrl: z.string().optional(),
});

/** What is remembered of a dev server that was started, to find it again after we were killed. */
export type TemporalRecord = Readonly<z.infer<typeof recordSchema>>;

export function rememberTemporal(file: string, record: TemporalRecord): void {
  writePrivateFile(file, `${JSON.stringify(record, null, 2)}\n`);
}

/** The remembered server, when it lives and is the one that works on our database file. */
export function runningTemporal(file: string): TemporalRecord | undefined {
  if (!existsSync(file)) return undefined;
  const record = recordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  if (record === undefined || !processAlive(record.pid)) return undefined;
  return commandLineOf(record.pid)?.includes(record.databaseFile) ? record : undefined;
}

/** Waits until the server answers; false when it ended or the limit passed. */
export async function temporalAnswers(record: TemporalRecord, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline && processAlive(record.pid)) {
    try {
      const connection = await Connection.connect({ address: record.address, connectTimeout: 2_000 });
      await connection.close();
      return true;
    } catch {
      await delay(100);
    }
  }
  return false;
}

/** SIGTERM lets SQLite write its log back; a server that has not ended after the limit is killed. */
export async function stopTemporal(record: TemporalRecord, limitMs: number): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGTERM', limitMs],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!processAlive(record.pid)) return;
    try {
      process.kill(record.pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline && processAlive(record.pid)) await delay(50);
  }
  if (processAlive(record.pid)) throw new Error(`Temporal (process ${record.pid}) did not stop.`);
}
