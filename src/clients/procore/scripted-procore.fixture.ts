import { listening, type FailingServer } from '../http/failing-servers.fixture';
import { createProcoreClient, type ProcoreClient, type ProcoreDeps } from './calls/client';
import { unlimitedQuota } from './calls/quota';

interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawUrl: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ScriptedProcore {
  readonly client: ProcoreClient;
  readonly calls: ReceivedCall[];
  tokensGiven: number;
  readonly close: () => Promise<void>;
}

/** Gives its answers in turn, the last one again and again; `/oauth/token` is answered by `token-1`, `token-2`, ... */
export async function scriptedProcore(
  answers: readonly ScriptedAnswer[],
  deps: Partial<ProcoreDeps> = {},
  tokenAnswer?: ScriptedAnswer,
): Promise<ScriptedProcore> {
  const calls: ReceivedCall[] = [];
  const server: FailingServer = await listening((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const isToken = url.pathname.endsWith('/oauth/token');
      if (isToken) scripted.tokensGiven += 1;
      else {
        calls.push({
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          rawUrl: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        });
      }
      const token: ScriptedAnswer = {
        body: { access_token: `token-${String(scripted.tokensGiven)}`, expires_in: 5400 },
      };
      const answer = isToken ? (tokenAnswer ?? token) : (answers[Math.min(calls.length, answers.length) - 1] ?? {});
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.text ?? JSON.stringify(answer.body ?? {}));
    });
  });
  const client = createProcoreClient(
    {
      environment: 'production',
      companyId: '562949953421312',
      clientId: 'id',
      clientSecret: 'canary-secret',
      loginBaseUrl: server.url,
      apiBaseUrl: `${server.url}/through/a/proxy/`,
    },
    { quota: unlimitedQuota, ...deps },
  );
  const close = async (): Promise<void> => {
    await client.close();
    await server.close();
  };
  const scripted: ScriptedProcore = { client, calls, tokensGiven: 0, close };
  return scripted;
}
