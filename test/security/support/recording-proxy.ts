import { once } from 'node:events';
import { createServer, request as sendOn, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Substitute {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface RecordingProxy {
  readonly url: string;
  /** Everything that went over the wire, both ways, as text. */
  recorded(): string;
  /** Answers of the paths that match, in order. */
  answersOf(path: RegExp): readonly string[];
  /** The next call that matches is answered so, and does not reach the system behind. */
  answerOnce(matches: (request: SeenRequest) => boolean, answer: Substitute): void;
  /** Substitutes that no call has met yet. */
  waiting(): number;
  close(): Promise<void>;
}

/** Stands between the connector and a sandbox, as a customer's proxy would, and keeps what passes. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const exchanges: { readonly path: string; readonly sent: string; readonly answer: string }[] = [];
  const substitutes: { readonly matches: (request: SeenRequest) => boolean; readonly answer: Substitute }[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await bytesOf(incoming);
      const seen = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', body: body.toString('utf8') };
      const keep = (answer: string): void => {
        const sent = `${seen.method} ${seen.path} ${JSON.stringify(incoming.headers)} ${seen.body}`;
        exchanges.push({ path: seen.path, sent, answer });
      };
      const index = substitutes.findIndex(({ matches }) => matches(seen));
      if (index >= 0) {
        const [{ answer }] = substitutes.splice(index, 1) as [(typeof substitutes)[number]];
        keep(answer.body);
        outgoing.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
        return;
      }
      const onward = sendOn(new URL(seen.path, target), { method: seen.method, headers: incoming.headers });
      onward.end(body);
      const [response] = (await once(onward, 'response')) as [IncomingMessage];
      const answer = await bytesOf(response);
      keep(answer.toString('utf8'));
      outgoing.writeHead(response.statusCode ?? 502, response.headers).end(answer);
    })().catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recorded: () => exchanges.map(({ sent, answer }) => `${sent}\n${answer}`).join('\n'),
    answersOf: (path) => exchanges.filter((one) => path.test(one.path)).map((one) => one.answer),
    answerOnce: (matches, answer) => void substitutes.push({ matches, answer }),
    waiting: () => substitutes.length,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
