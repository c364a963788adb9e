import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { portFree } from './port-free';
import { writePrivateFile } from './write-private-file';

/** Below the ranges from which Linux and macOS take the ports of outgoing connections, so that none is taken by chance. */
const lowestPort = 17_000;
const highestPort = 29_999;
const schema = z.record(z.string(), z.number().int().min(1).max(65_535));

/**
 * One port a name, chosen at the first call and the same for ever after, so that bookmarks and webhook addresses stay
 * right. A remembered port is returned even when it is taken just now: what listens there may be ours, left running.
 */
export async function portsFor<Name extends string>(
  stateFolder: string,
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const file = portsFile(stateFolder);
  const remembered = readPorts(file);
  const all: Record<string, number> = { ...remembered };
  for (const name of names) all[name] ??= await choosePort(new Set(Object.values(all)));
  if (names.some((name) => remembered[name] === undefined)) writePrivateFile(file, `${JSON.stringify(all, null, 2)}\n`);
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Record<Name, number>;
}

/** Ports that are free now and remembered nowhere: for a stack that is thrown away. */
export async function freePorts<Name extends string>(names: readonly Name[]): Promise<Readonly<Record<Name, number>>> {
  const used = new Set<number>();
  const all: [Name, number][] = [];
  for (const name of names) {
    const port = await choosePort(used);
    used.add(port);
    all.push([name, port]);
  }
  return Object.fromEntries(all) as Record<Name, number>;
}

/** Refuses to start on a taken port, with what a person can do about it. */
export async function requireFreePort(stateFolder: string, name: string, port: number): Promise<void> {
  if (await portFree(port)) return;
  const seeWho = process.platform === 'linux' ? `ss -ltnp 'sport = :${port}'` : `lsof -nP -iTCP:${port} -sTCP:LISTEN`;
  throw new Error(
    `Port ${port}, kept for "${name}" in ${portsFile(stateFolder)}, is taken by another process. ` +
      `See which with: ${seeWho}. End that process, or remove "${name}" from the file to have another port chosen.`,
  );
}

function portsFile(stateFolder: string): string {
  return join(stateFolder, 'ports.json');
}

function readPorts(file: string): Readonly<Record<string, number>> {
  if (!existsSync(file)) return {};
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} should be an object of port numbers, such as {"temporal": 17233}. Correct or remove it.`, {
      cause,
    });
  }
}

async function choosePort(used: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(lowestPort, highestPort + 1);
    if (!used.has(port) && (await portFree(port))) return port;
  }
  throw new Error(`No free port was found between ${lowestPort} and ${highestPort} on 127.0.0.1.`);
}
