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
  /** From now on it is a server that is gone: connections are cut, and new ones end at once. */
  lose(): void;
  /** New connections reach the server; those that stood when it froze never do again. */
  thaw(): void;
  close(): Promise<void>;
}

export async function startFreezingProxy(targetPort: number): Promise<FreezingProxy> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  let isLost = false;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined);
    if (isLost) near.destroy();
    if (isLost || isFrozen) return;
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
    cut,
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
    lose: () => {
      isLost = true;
      cut();
    },
    thaw: () => {
      isFrozen = false;
      isLost = false;
    },
    close: async () => {
      cut();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
