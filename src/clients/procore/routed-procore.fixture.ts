import { listening } from '../http/failing-servers.fixture';
import { createProcoreClient, type ProcoreClient, type ProcoreDeps } from './calls/client';
import { unlimitedQuota } from './calls/quota';

/** What stands at a path; a function is asked with the query. Absent: 404. */
export type Routes = Record<string, unknown>;

export interface RoutedProcore {
  readonly client: ProcoreClient;
  /** Paths with their queries, in order. */
  readonly calls: string[];
  /** May be changed between calls. */
  readonly routes: Routes;
  readonly close: () => Promise<void>;
}

/** A Procore that answers by path. Lists have one page, unless a function answers by `page`. */
export async function routedProcore(routes: Routes, deps: Partial<ProcoreDeps> = {}): Promise<RoutedProcore> {
  const calls: string[] = [];
  const server = await listening((request, response) => {
    request.resume();
    const url = new URL(request.url ?? '/', 'http://localhost');
    const isToken = url.pathname.endsWith('/oauth/token');
    if (!isToken) calls.push(`${url.pathname}${url.search}`);
    const found = isToken ? { access_token: 't', expires_in: 5400 } : routes[url.pathname];
    const answer: unknown =
      typeof found === 'function' ? (found as (of: URLSearchParams) => unknown)(url.searchParams) : found;
    const status = typeof answer === 'number' ? answer : answer === undefined ? 404 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? answer : { message: 'no' }));
  });
  const client = createProcoreClient(
    {
      environment: 'production',
      companyId: '562949953421312',
      clientId: 'id',
      clientSecret: 'secret',
      loginBaseUrl: server.url,
      apiBaseUrl: server.url,
    },
    { quota: unlimitedQuota, ...deps },
  );
  return {
    client,
    calls,
    routes,
    close: async () => {
      await client.close();
      await server.close();
    },
  };
}
