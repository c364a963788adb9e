import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Forwards TCP to a server of this machine, until it is told to be a host that vanished. */
export interface FreezingProxy {
  readonly port: number;
  /** Ends all connections that stand. */
  cut(): void;
  /** The ports from which the server is spoken to. */
  farPorts(): readonly number[];
  /** From now on nothing is forwarded, and nobody is told: connections stand, and new ones are taken and left. */
  freeze(): void;
  /** New connections reach the server; those that stood when it froze never do again. */
  thaw(): void;
  close(): Promise<void>;
}

export async function startFreezingProxy(targetPort: number): Promise<FreezingProxy> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined);
    if (isFrozen) return;
    const far = connect(targetPort, '127.0.0.1');
    sockets.add(far);
    far.on('error', () => near.destroy());
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk: Buffer) => to.write(chunk));
      from.on('close', () => to.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut: () => {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    farPorts: () =>
      [...sockets].flatMap((socket) => (socket.remotePort === targetPort ? (socket.localPort ?? []) : [])),
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) {
        socket.removeAllListeners('data');
        socket.removeAllListeners('close');
        socket.pause();
      }
    },
    thaw: () => {
      isFrozen = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
