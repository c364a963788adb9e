import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testContext } from '../../../test/stack/test-context';
import { createTestStore, testWebhookSecret, type TestStore } from '../../../test/stack/test-store';
import type { ErpAdapter } from '../../clients/erp-adapter';
import { createProcoreClient } from '../../clients/procore/calls/client';
import { unlimitedQuota } from '../../clients/procore/calls/quota';
import { procorePort } from '../../clients/procore/procore-port';
import { COMPANY, openTinySandbox, PROJECT } from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';

export const base = 'https://connector.example.com';
const root = `/rest/v2.0/companies/${COMPANY}`;
export const ofCompany = `${root}/webhooks/hooks`;
export const ofProject = `${root}/projects/${PROJECT}/webhooks/hooks`;

export type OnSandbox = Awaited<ReturnType<typeof openOnSandbox>>;

/** One connection with a webhook secret, its tiny company in Procore's sandbox, and a receiver that takes what is sent and forgets it. */
export async function openOnSandbox() {
  const acme: TestStore = await createTestStore({ secrets: { webhookSecret: testWebhookSecret } });
  const sandbox = await openTinySandbox();
  const port = procorePort(
    createProcoreClient(
      {
        ...{ environment: 'developerSandbox', companyId: COMPANY },
        ...{ clientId: 'sandbox-client', clientSecret: 'sandbox-secret' },
        ...{ loginBaseUrl: sandbox.url, apiBaseUrl: sandbox.url },
      },
      { quota: unlimitedQuota },
    ),
  );
  const nothing = () => ({ problems: [], choices: [] });
  const planners = { commitment: nothing, payment: nothing } as unknown as ErpAdapter['planners'];
  const context = await testContext(
    acme,
    { identity: 'O. Perator', role: 'operator' },
    { procore: () => Promise.resolve(port), erp: () => Promise.resolve({ planners } as ErpAdapter) },
  );
  const receiver: Server = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  return {
    ...{ acme, sandbox, port, context },
    here: `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}`,
    hooks: async (path: string) =>
      ((await sandbox.get(`${path}?per_page=100`)).json as { data: Record<string, string>[] }).data,
    triggers: async (path: string, hookId: string) => {
      const { json } = await sandbox.get(`${path}/${hookId}/triggers?per_page=100`);
      return (json as { data: { resource_name: string; event_type: string }[] }).data.map(
        (one) => `${one.resource_name} ${one.event_type}`,
      );
    },
    writes: async () => {
      const { counts } = (await sandbox.control('GET', '/calls')).json as { counts: Record<string, number> };
      return Object.entries(counts).filter(([name]) => /^(POST|PATCH|DELETE) \/rest/.test(name));
    },
    known: () => acme.store.inTenant(acme.tenantId, (tx) => tx.webhookHooks.list(acme)),
    close: async () => {
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
      await port.close();
      await sandbox.close();
      await acme.close();
    },
  };
}
