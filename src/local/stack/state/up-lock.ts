import { createHash, randomBytes } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number(), startedAt: z.string(), addresses: z.record(z.string(), z.string()) });

/** What a running `up` tells about itself; the addresses are empty while it is still starting. */
type UpHolder = Readonly<z.infer<typeof holderSchema>>;

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
  let holder: UpHolder = { pid: process.pid, startedAt: new Date().toISOString(), addresses: {} };
  // Listened on under a name of its own and linked to the lock's: a link never replaces, and closing the server removes
  // only its own name, so that one that lost the race takes nothing from the winner.
  const own = `${socket}.${randomBytes(2).toString('hex')}`;
  const server = await listen(own, () => JSON.stringify(holder));
  const inode = inodeOf(own);
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (linked(own, socket)) {
        // Two that found the same stale socket may both have replaced it; the later one's is the lock.
        await delay(50);
        if (inodeOf(socket) !== inode) continue;
        rmSync(own, { force: true });
        const release = async (): Promise<void> => {
          if (inodeOf(socket) === inode) rmSync(socket, { force: true });
          await closed(server);
        };
        return { held: true, lock: { publish: (addresses) => (holder = { ...holder, addresses }), release } };
      }
      const other = await askHolder(socket);
      if (other) {
        await closed(server);
        return { held: false, holder: other };
      }
    }
  } catch (err) {
    await closed(server);
    throw err;
  }
  await closed(server);
  throw new Error(
    `The lock of ${stateFolder} (${socket}) is neither free nor answered. Remove that file and try again.`,
  );
}

/** A unix socket's path ends at 107 bytes (103 on macOS): a folder too deep has its socket in the temporary folder. */
export function socketPath(stateFolder: string): string {
  const inside = join(resolve(stateFolder), 'up.sock');
  if (Buffer.byteLength(inside) <= 95) return inside;
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `ml-connector-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} should be a folder of user ${uid} with mode 0700: remove it and try again.`);
  }
  return join(folder, `${createHash('sha256').update(resolve(stateFolder)).digest('hex').slice(0, 24)}.sock`);
}

function listen(path: string, answer: () => string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((client) => {
      client.on('error', () => undefined);
      client.end(answer());
    });
    server.once('error', (err) => {
      fail(new Error(`The lock ${path} cannot be made: ${err.message}`, { cause: err }));
    });
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });
}

function linked(own: string, socket: string): boolean {
  try {
    linkSync(own, socket);
    return true;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw err;
  }
}

/** Answers nothing when the socket was stale; it is then gone. */
function askHolder(socket: string): Promise<UpHolder | undefined> {
  return new Promise((done, fail) => {
    let text = '';
    const asked = inodeOf(socket);
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
      // Not one that another start has put there since.
      if (err.code === 'ECONNREFUSED' && inodeOf(socket) === asked) rmSync(socket, { force: true });
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
