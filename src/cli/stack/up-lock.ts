import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number(), startedAt: z.string(), addresses: z.record(z.string(), z.string()) });

/** What a running `up` tells about itself; the addresses are empty while it is still starting. */
export type UpHolder = Readonly<z.infer<typeof holderSchema>>;

export interface UpLock {
  publish(addresses: Readonly<Record<string, string>>): void;
  release(): Promise<void>;
}

export type UpLockResult =
  { readonly held: true; readonly lock: UpLock } | { readonly held: false; readonly holder: UpHolder };

/**
 * One `up` a state folder. A listening socket rather than a file with a process id: the system ends it with its process,
 * so a lock left by kill -9 is told from a live one by whether somebody answers.
 */
export async function acquireUpLock(stateFolder: string): Promise<UpLockResult> {
  const socket = socketPath(stateFolder);
  for (let attempt = 0; attempt < 20; attempt++) {
    let holder: UpHolder = { pid: process.pid, startedAt: new Date().toISOString(), addresses: {} };
    const server = await tryListen(socket, () => JSON.stringify(holder));
    if (server) {
      const own = statSync(socket).ino;
      // Two that found the same stale socket may both have replaced it; the later one's is the lock.
      await delay(50);
      if (inodeOf(socket) !== own) {
        await closed(server);
        continue;
      }
      const lock: UpLock = {
        publish: (addresses) => (holder = { ...holder, addresses }),
        release: () => closed(server),
      };
      return { held: true, lock };
    }
    const other = await askHolder(socket);
    if (other) return { held: false, holder: other };
  }
  throw new Error(
    `The lock of ${stateFolder} (${socket}) is neither free nor answered. Remove that file and try again.`,
  );
}

/** A unix socket's path ends at 107 bytes (103 on macOS): a folder too deep has its socket in the temporary folder. */
export function socketPath(stateFolder: string): string {
  const inside = join(resolve(stateFolder), 'up.sock');
  if (Buffer.byteLength(inside) <= 100) return inside;
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `ml-connector-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} should be a folder of user ${uid} with mode 0700: remove it and try again.`);
  }
  return join(folder, `${createHash('sha256').update(resolve(stateFolder)).digest('hex').slice(0, 24)}.sock`);
}

function tryListen(socket: string, answer: () => string): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    const server = createServer((client) => {
      client.on('error', () => undefined);
      client.end(answer());
    });
    server.once('error', (err: NodeJS.ErrnoException) => {
      if (err.code === 'EADDRINUSE') done(undefined);
      else fail(new Error(`The lock ${socket} cannot be made: ${err.message}`, { cause: err }));
    });
    server.listen(socket, () => {
      server.unref();
      done(server);
    });
  });
}

/** Answers nothing when the socket was stale; it is then gone. */
function askHolder(socket: string): Promise<UpHolder | undefined> {
  return new Promise((done, fail) => {
    let text = '';
    const client = connect(socket);
    client.setEncoding('utf8');
    client.setTimeout(3_000, () => client.destroy(new Error(`The holder of ${socket} does not answer.`)));
    client.on('data', (chunk: string) => (text += chunk));
    client.on('end', () => {
      const parsed = holderSchema.safeParse(text === '' ? undefined : JSON.parse(text));
      done(parsed.data);
    });
    client.on('error', (err: NodeJS.ErrnoException) => {
      if (err.code !== 'ECONNREFUSED' && err.code !== 'ENOENT') {
        fail(err);
        return;
      }
      if (err.code === 'ECONNREFUSED' && inodeOf(socket) !== undefined) unlinkSync(socket);
      done(undefined);
    });
  });
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => {
      done();
    });
  });
}
