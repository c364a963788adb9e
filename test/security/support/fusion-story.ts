import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LosslessNumber, parse } from 'lossless-json';
import { startFusionSandbox } from '../../../src/sandbox/fusion/server';
import { QUOTAS } from '../../../src/sandbox/procore/quota';
import { startProcoreSandbox } from '../../../src/sandbox/procore/server';
import { writeSampleCompany } from '../../../src/sandbox/sample-company/write-sample-company';
import { mergedSections } from '../../stack/test-store';
import { connectionSettings } from '../../system/support/fusion-rig';
import { sampleDay } from '../../system/support/rig';
import { buyOrder, enterSupplier, everythingOfFusion } from '../../system/support/whole-fusion';
import { companyId } from './canary-bench';
import { amounts, secrets, shapeForCanaries, supplier, texts } from './fusion-canaries';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy';
import { startSecurityStack, type SecurityStack } from './security-stack';
import { until } from './until';

export const scope = { tenantId: 'canary', connectionId: 'canary-fusion' } as const;

export interface ToldStory {
  readonly stack: SecurityStack;
  readonly procore: RecordingProxy;
  readonly fusion: RecordingProxy;
  readonly identity: RecordingProxy;
  readonly commandOutput: readonly string[];
  close(): Promise<void>;
}

type Control = (method: string, path: string, body?: unknown) => Promise<unknown>;

function controlOf(url: string): Control {
  return async (method, path, body) => {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}

/** The whole story of a connection with Fusion on the built worker and api: suppliers, codes, orders both ways, changes, invoices, payments, refusals. */
export async function tellFusionStory(): Promise<ToldStory> {
  const cleanUps: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of cleanUps.splice(0).reverse()) await step();
  };
  const commandOutput: string[] = [];
  let stack: SecurityStack | undefined;
  try {
    const folder = mkdtempSync(join(tmpdir(), 'ml-connector-canaries-'));
    cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
    writeSampleCompany(folder, { today: sampleDay });
    const { contracts, template } = shapeForCanaries(folder);
    const own = { clientId: secrets.clientId, clientSecret: secrets.clientSecret };
    const procoreSandbox = await startProcoreSandbox({
      ...{ dataFolder: join(folder, 'procore'), quota: QUOTAS.wide },
      ...own,
    });
    cleanUps.push(() => procoreSandbox.close());
    const fusionSandbox = await startFusionSandbox({
      dataFolder: join(folder, 'fusion'),
      settings: { openOrdersInDrafts: true, clients: [{ clientId: 'sandbox-client', clientSecret: secrets.fusion }] },
    });
    cleanUps.push(() => fusionSandbox.close());
    const proxies = [];
    for (const url of [procoreSandbox.url, fusionSandbox.url, fusionSandbox.identityUrl]) {
      const proxy = await startRecordingProxy(url);
      cleanUps.push(() => proxy.close());
      proxies.push(proxy);
    }
    const [procore, fusion, identity] = proxies as [RecordingProxy, RecordingProxy, RecordingProxy];
    const running = await startSecurityStack();
    stack = running;
    cleanUps.push(() => running.close());
    const run = async (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> => {
      const { exitCode, stdout, stderr } = await running.cli(words, env);
      // The check says what this customer has not set up; a feed may have no schedule yet, and is asked for again.
      if (exitCode !== 0 && words[1] !== 'check' && words[0] !== 'poll')
        throw new Error(`ml-connector ${words.join(' ')}: ${stderr}`);
      commandOutput.push(stdout, stderr);
      return stdout;
    };
    writeFileSync(
      join(running.folder, 'connection.json'),
      JSON.stringify(connectionFile(procore.url, { url: fusion.url, identityUrl: identity.url })),
    );
    await run(['connection', 'add', '--file', 'connection.json'], {
      ...{ S_CLIENT: secrets.clientId, S_SECRET: secrets.clientSecret, S_WEBHOOK: secrets.webhook },
      S_FUSION: secrets.fusion,
    });
    await tell({
      ...{ run, stack: running, procore, fusion, folder },
      inProcore: controlOf(procoreSandbox.controlUrl),
      inFusion: controlOf(fusionSandbox.controlUrl),
      contracts,
      enter: () => enterSupplier(controlOf(fusionSandbox.controlUrl), template, supplier),
      at: { procore: { url: procoreSandbox.url, controlUrl: procoreSandbox.controlUrl } },
    });
    return { ...{ stack: running, procore, fusion, identity, commandOutput, close } };
  } catch (cause) {
    const said = `${commandOutput.slice(-6).join('\n')}\n${stack?.output().slice(-8_000) ?? ''}`;
    const held = (await stack?.cli(['hold', 'list']))?.stdout ?? '';
    await close();
    throw new Error(`${held}\n${said}`, { cause });
  }
}

interface PaidInvoice {
  readonly CheckId: string;
  readonly relatedInvoices: readonly { readonly InvoiceId: string }[];
}

interface Telling {
  readonly run: (words: readonly string[]) => Promise<string>;
  readonly stack: SecurityStack;
  readonly procore: RecordingProxy;
  readonly fusion: RecordingProxy;
  readonly folder: string;
  readonly inProcore: Control;
  readonly inFusion: Control;
  readonly contracts: ReturnType<typeof shapeForCanaries>['contracts'];
  readonly enter: () => Promise<void>;
  readonly at: { readonly procore: { readonly url: string; readonly controlUrl: string } };
}

async function tell(on: Telling): Promise<void> {
  const { run, inProcore, inFusion, contracts, at } = on;
  const { store } = on.stack.opened;
  const stageOf = async (sourceId: string) =>
    store.inTenant(scope.tenantId, async (tx) => {
      for (const kind of ['commitment', 'changeOrder', 'requisition', 'purchaseOrderImport', 'payment']) {
        const row = await tx.documents.find(scope, { kind, sourceId });
        if (row !== null) return row.stage;
      }
      return null;
    });
  const untilStage = async (sourceId: string, feed: string, ...stages: string[]): Promise<void> => {
    await until(`${sourceId} in ${stages.join(' or ')}`, async () => {
      if (stages.includes((await stageOf(sourceId)) ?? '')) return true;
      const known = (await stageOf(sourceId)) !== null;
      await run(['poll', 'now', '--all', '--feed', known ? 'standing' : feed]);
      await new Promise((resolve) => setTimeout(resolve, 800));
      return null;
    });
  };
  const answer = (status: number, body: object) => ({
    ...{ status, contentType: 'application/json', body: JSON.stringify(body) },
  });

  await run(['mapping', 'import', join(on.folder, 'mapping.csv')]);
  await inProcore('POST', 'standard_cost_code_lists', { id: 5, name: 'Fusion', is_erp_list: false });
  await run(['connection', 'go-live', '--take-over', 'none']);
  for (const act of ['run', 'accept-exact', 'close']) await run(['vendor', 'match', act]);
  await on.enter();
  await run(['vendor', 'import', 'plan']);
  await run(['vendor', 'import', 'show']);
  await run(['vendor', 'import', 'apply', '--accept-changes']);
  await run(['cost-code', 'plan']);
  await run(['cost-code', 'apply']);

  const bought = await buyOrder(inFusion, texts.order, [amounts.imported]);
  await untilStage(bought, 'purchaseOrders', 'posted');
  on.procore.answerOnce(
    ({ path, method }) => method === 'PATCH' && path.includes('purchase_order_contracts/sync'),
    answer(422, {
      errors: { title: [`${texts.procoreSaid} ${supplier.name} ${amounts.rejected} ${secrets.clientSecret}`] },
    }),
  );
  const refusedThere = await buyOrder(inFusion, texts.rejectedOrder, [amounts.rejected]);
  await untilStage(refusedThere, 'purchaseOrders', 'held');

  const id = await vendorId(at.procore.controlUrl);
  const vendor = { vendor: { id, company: supplier.name }, title: texts.commitment };
  const of = { vendor_id: id, vendor_name: supplier.name };
  for (const number of ['CLEAN', 'REFUSED']) {
    await untilStage(await contracts.appear(at, number, vendor), 'commitments', 'posted');
  }
  const change = await contracts.changeOrder(at, 'CLEAN', [amounts.change], { title: texts.changeOrder });
  await untilStage(change.id, 'changeOrders', 'posted');
  const bill = await contracts.bill(at, 'CLEAN', 1, undefined, of);
  await untilStage(bill, 'requisitions', 'posted', 'vouchered');
  const paid = (await inFusion('POST', 'ap/pay', { invoice: 'INV-CLEAN-1', amount: amounts.paid })) as PaidInvoice;
  await untilStage(`${paid.CheckId}-${paid.relatedInvoices[0]?.InvoiceId ?? ''}`, 'payments', 'posted');
  await inFusion('POST', 'ap/hold', { invoice: 'INV-CLEAN-1', name: 'Payment review', reason: texts.holdReason });
  await run(['poll', 'now', '--all', '--feed', 'standing']);
  on.fusion.answerOnce(
    ({ path, method }) => method === 'POST' && /invoices$/.test(path),
    answer(400, {
      title: 'Bad Request',
      'o:errorDetails': [
        { detail: `${texts.fusionSaid}: ${supplier.name} may not bill ${amounts.refused}, says ${secrets.fusion}` },
      ],
    }),
  );
  const refused = await contracts.bill(at, 'REFUSED', 1, undefined, of);
  await untilStage(refused, 'requisitions', 'held');

  const shown = await run(['hold', 'list', '--json']);
  // People see what it is about; that is what these are for.
  expect(shown).toContain(texts.fusionSaid);
  for (const words of [
    ...[
      ['document', 'list', '--json'],
      ['document', 'show', bill],
      ['posting', 'list', '--json'],
    ],
    ...[
      ['vendor', 'list', '--json'],
      ['vendor', 'import', 'show', '--json'],
      ['cost-code', 'show', '--json'],
    ],
    ...[
      ['commitment', 'list'],
      ['connection', 'show', '--json'],
      ['connection', 'check'],
      ['audit', 'verify'],
    ],
  ])
    await run(words);
}

async function vendorId(controlUrl: string): Promise<LosslessNumber> {
  const text = await (await fetch(`${controlUrl}/control/records/vendors`)).text();
  const vendors = parse(text) as readonly { readonly id: unknown; readonly name: string }[];
  const found = vendors.find(({ name }) => name === supplier.name);
  if (found === undefined) throw new Error('Procore has no vendor of the supplier');
  return new LosslessNumber(String(found.id));
}

function connectionFile(procoreUrl: string, fusion: { readonly url: string; readonly identityUrl: string }) {
  const { vendors, ...sections } = mergedSections(connectionSettings(fusion), everythingOfFusion);
  return {
    ...{ id: scope.connectionId, tenant: scope.tenantId, tenantName: 'Canary Builders', environment: 'sandbox' },
    erp: 'fusion',
    procore: {
      ...{ companyId, environment: 'sandbox', loginUrl: procoreUrl, apiUrl: procoreUrl },
      ...{ clientId: { env: 'S_CLIENT' }, clientSecret: { env: 'S_SECRET' } },
    },
    ...sections,
    posting: { ...(sections['posting'] as object), paymentsToProcore: 'payments' },
    vendors,
    fusion: { ...(sections['fusion'] as object), secret: { env: 'S_FUSION' } },
    webhookSecret: { env: 'S_WEBHOOK' },
    poll: { every: '1h' },
    timing: { settleMs: 4_000, leaseMs: 1_500, sendWindowMs: 2_000, visibilityLagMs: 100 },
  };
}
