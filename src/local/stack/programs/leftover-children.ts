import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { LogLine } from './log-line';
import { commandLineOf, processAlive } from './process-alive';
import { signalGroup } from './signal-group';
import { subFolder } from '../state/state-folder';
import { writePrivateFile } from '../state/write-private-file';

const recordSchema = z.object({ pid: z.number().int().positive(), commandLine: z.string().min(1) });

/** What runs under a name in a state folder: kept, so that the next start finds what a supervisor that was killed left. */
export function rememberChild(stateFolder: string, name: string, pid: number, command: readonly string[]): void {
  writePrivateFile(recordFile(stateFolder, name), `${JSON.stringify({ pid, commandLine: command.join(' ') })}\n`);
}

/**
 * Ends children that a supervisor left behind when it was killed. They drain by themselves then, which may take as long as a
 * call that is under way: so long they are waited for, and killed after that.
 */
export async function endLeftoverChildren(
  stateFolder: string,
  limits: Readonly<Record<string, number>>,
  log: LogLine,
): Promise<void> {
  await Promise.all(Object.entries(limits).map(([name, limitMs]) => endLeftover(stateFolder, name, limitMs, log)));
}

async function endLeftover(stateFolder: string, name: string, limitMs: number, log: LogLine): Promise<void> {
  const pid = runningChild(recordFile(stateFolder, name));
  if (pid !== undefined) {
    log(`${name}: process ${pid} was left by an earlier start; waiting until it has finished what is under way`);
    signalGroup(pid, 'SIGTERM');
    if (!(await hasEnded(pid, limitMs))) {
      log(`${name}: process ${pid} not stopped after ${limitMs / 1000} s, killed`);
      signalGroup(pid, 'SIGKILL');
      if (!(await hasEnded(pid, 10_000)))
        throw new Error(`${name}: process ${pid} of an earlier start cannot be ended.`);
    }
  }
  rmSync(recordFile(stateFolder, name), { force: true });
}

/** The number may have been given to a stranger since: the command line, with the ports of this folder, tells. */
function runningChild(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  const { data } = recordSchema.safeParse(record);
  if (data === undefined || !processAlive(data.pid)) return undefined;
  return commandLineOf(data.pid) === data.commandLine ? data.pid : undefined;
}

async function hasEnded(pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (processAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(100);
  }
  return true;
}

function recordFile(stateFolder: string, name: string): string {
  return join(subFolder(stateFolder, 'children'), `${name}.json`);
}
