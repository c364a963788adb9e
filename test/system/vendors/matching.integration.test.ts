import { supplierWatermark } from '../../../src/domain/vendor/import/supplier-watermark';
import { scriptedCli, type ScriptedCli } from '../../../src/cli/scripted-terminal.fixture';
import type { FeedRef } from '../../../src/workflows/messages';
import { feedWorkflowId, taskQueues, workflowTypes } from '../../../src/workflows/names';
import { fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';

// The sample company's vendors and its suppliers in Fusion, matched by the commands, with the workflow behind them.

let system: FusionRig;
let cli: ScriptedCli;
beforeAll(async () => {
  system = await startFusionRig({
    shape: () => undefined,
    sections: {
      vendors: { externalKeyMeans: 'supplierNumber', externalKeyField: 'originCode', import: {} },
      fusion: { supplierScope: { types: ['SUPPLIER'] } },
    },
  });
  const { test, temporal } = system.rig;
  cli = scriptedCli({
    ML_CONNECTOR_MASTER_KEY: test.masterKey,
    DATABASE_URL: test.testDatabase.appUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
  });
});
afterAll(async () => {
  cli.remove();
  await system.close();
});

const match = (...words: readonly string[]) => {
  const { connectionId } = system.rig.scope;
  return cli.run([
    'vendor',
    'match',
    ...words,
    ...(words.includes('--connection') ? [] : ['--connection', connectionId]),
  ]);
};

const poll = async (connectionId: string, erp: string): Promise<void> => {
  const { client, scope } = system.rig;
  await client.workflow.execute(workflowTypes.pollFeed, {
    workflowId: `${feedWorkflowId(connectionId, '', 'suppliers')}-${String(Date.now())}`,
    taskQueue: taskQueues.documents,
    args: [{ tenantId: scope.tenantId, connectionId, projectId: '', erp, feed: 'suppliers' } satisfies FeedRef],
  });
};
const feedOf = async (connectionId: string) => {
  const { store, tenantId } = system.rig.test;
  const feed = await store.inTenant(tenantId, (tx) => tx.feeds.find({ tenantId, connectionId }, '', 'suppliers'));
  if (feed === null) throw new Error('there is no feed of suppliers');
  return feed;
};
/** The vendor of Procore of this id, or that shows this number of a supplier. */
const vendorOf = async (number: string): Promise<Readonly<Record<string, unknown>>> => {
  const records = (await system.rig.control('procore', 'GET', 'records/vendors')) as
    readonly Record<string, unknown>[] | Record<string, Record<string, unknown>[]>;
  const found = Object.values(records)
    .flat()
    .find((one) => one['origin_code'] === number || one['id'] === number);
  if (found === undefined) throw new Error(`no vendor shows ${number}`);
  return found;
};
const stampNow = () => {
  const now = new Date().toISOString();
  return { UPMJ: now.slice(0, 10).replaceAll('-', ''), UPMT: now.slice(11, 19).replaceAll(':', '') };
};

const addressBook = 'address-book';
/** The vendor that came from JD Edwards, and what was set of it there. */
const quarry = async () => {
  const { scope, test: store } = system.rig;
  const of = { tenantId: scope.tenantId, connectionId: addressBook };
  const { id } = (await vendorOf('61999')) as { readonly id: string };
  const document = () =>
    store.store.inTenant(of.tenantId, async (tx) => {
      const party = await tx.parties.find(of, id);
      return tx.documents.see(of, { kind: 'vendor', sourceId: party!.id });
    });
  return {
    ...{ id, document },
    carry: (...words: readonly string[]) => cli.run(['vendor', 'carry', id, ...words, '--connection', addressBook]),
    steps: async (): Promise<readonly string[]> => {
      const { id: documentId } = await document();
      const postings = await store.store.inTenant(of.tenantId, (tx) => tx.postings.of(documentId));
      return postings.map(({ step, state }) => `${step} ${state}`);
    },
  };
};

test('run, look, decide, close: what is one company is linked, and a second run has nothing to ask', async () => {
  expect(await match('status')).toMatchObject({ code: 0, out: expect.stringContaining('never read') as string });
  const run = await match('run');
  expect(run).toMatchObject({ code: 0 });
  expect(run.out).toContain('30 vendors, 29 suppliers: 22 exact pairs, 2 candidates, 0 conflicts');
  const exported = await match('export');
  const [header = '', ...lines] = exported.out.trim().split('\n');
  const candidates = lines.filter((line) => line.startsWith('candidate'));
  expect(candidates.map((line) => line.split(',')[8])).toEqual(['60039', '60151']);

  expect((await match('accept-exact', '--as', 'C. Controller')).out).toContain('22 decided, 0 linked');
  const file = cli.write('matches.csv', `${[header, ...candidates.map((line) => `${line}accept`)].join('\n')}\n`);
  expect((await match('import', file)).out).toContain('2 decided');
  expect((await match('list')).out).toBe('nothing to decide\n');
  expect((await match('close', '--as', 'C. Controller')).out).toContain('closed: 24 pairs linked, 0 findings open');
  expect((await cli.run(['vendor', 'list', '--connection', system.rig.scope.connectionId])).out).toContain('60032');

  expect((await match('run')).out).toContain('0 exact pairs, 0 candidates, 0 conflicts');
  expect((await match('status')).out).toContain('by C. Controller');
});

test('suppliers become vendors by the commands: planned, shown, stopped for a person, carried out, and then there is nothing to do', async () => {
  const { connectionId } = system.rig.scope;
  const importing = (...words: readonly string[]) =>
    cli.run(['vendor', 'import', ...words, '--connection', connectionId]);
  expect((await importing('show')).err).toContain('there is no plan of vendors yet');
  expect((await importing('plan', '--take', 'colour')).err).toContain('expected some of name, address');
  expect((await importing('plan', '--as', 'C. Controller')).out).toMatch(/^plan 1: [1-9]\d* to do/);
  const shown = await importing('show');
  expect(shown.out).toContain('plan 1 by C. Controller');
  expect(shown.out).toMatch(/of 24 linked vendors; \d+ calls/);
  const stopped = await importing('apply');
  expect(stopped).toMatchObject({ code: 1 });
  expect(stopped.err).toContain('--accept-changes');
  const applied = await importing('apply', '1', '--accept-changes', '--as', 'C. Controller');
  expect(applied.out).toMatch(/^plan 1: [1-9]\d* done, 0 changed meanwhile and left, 0 refused/);
  expect((await importing('plan')).out).toMatch(/^plan 2: 0 to do/);
  expect((await match('run')).out).toContain('0 exact pairs, 0 candidates, 0 conflicts');
});

test('by themselves: the feed carries what changed in Fusion once a day, and leaves it where a person is at it just then', async () => {
  const { rig, control, items } = system;
  await rig.changeSettings({ vendors: { import: { byItself: true } } });
  await rig.activities.discoverProjects(rig.scope);
  const [supplier] = (await items<Record<string, string>>('suppliers')).filter(
    (one) => one['SupplierNumber'] === fusionVendor.supplierNumber,
  );
  await control('PATCH', `items/suppliers/${supplier!['SupplierId']!}`, { CorporateWebsite: 'www.by-itself.example' });
  const website = async () => (await vendorOf(fusionVendor.id))['website'];
  // Another's run is under way, as a person's command starts it.
  const other = await rig.client.workflow.start(workflowTypes.supplierImport, {
    workflowId: `${workflowTypes.supplierImport}/${rig.scope.connectionId}`,
    taskQueue: 'nobody-works-here',
    args: [],
  });
  await poll(rig.scope.connectionId, 'fusion');
  expect(await website()).not.toBe('www.by-itself.example');
  await other.terminate();
  await poll(rig.scope.connectionId, 'fusion');
  expect(await website()).toBe('www.by-itself.example');
  const { lastError } = await feedOf(rig.scope.connectionId);
  expect(lastError).toBeNull();
});

test('by themselves from JD Edwards: what changed in any table of the address book is a vendor in Procore by the next poll', async () => {
  const { test: store, procore, jde, control: _, ...of } = { ...system.rig, ...system };
  const { connectionId } = await store.addConnection({
    connectionId: addressBook,
    companyId: (await store.store.inTenant(store.tenantId, (tx) => tx.connections.load(store.connectionId))).settings
      .procore.companyId,
    settings: {
      procore: { loginUrl: procore.url, apiUrl: procore.url },
      jde: {
        ...{ baseUrl: `${jde.url}/jderest`, environment: 'JDV920', requestLimitMs: 2_000 },
        suppliers: { inactiveMeans: 'never', createSuppliers: 'onCommitment', ownVendors: [], organisations: ['C'] },
      },
      vendors: { externalKeyMeans: 'none', import: { byItself: true, mayChange: 100 } },
      timing: { settleMs: 4_000, leaseMs: 1_500, sendWindowMs: 2_000, visibilityLagMs: 100 },
    },
    secrets: {
      ...{ procoreClientId: 'sandbox-client', procoreClientSecret: 'sandbox-secret' },
      erp: { username: 'PROCORE', password: 'sandbox' },
    },
  });
  const matching = (...words: readonly string[]) => match(...words, '--connection', connectionId);
  expect(await matching('run')).toMatchObject({ code: 0 });
  await matching('accept-exact', '--as', 'C. Controller');
  expect(await matching('close', '--as', 'C. Controller')).toMatchObject({ code: 0 });
  await of.rig.activities.discoverProjects({ tenantId: store.tenantId, connectionId });
  await of.rig.control('jde', 'POST', 'tables/F0101', {
    ...{ AN8: '61999', ALPH: 'Quarry Hill Aggregates', AT1: 'V', ATP: 'Y', EFTB: '20260101' },
  });
  await of.rig.control('jde', 'POST', 'tables/F0401', { AN8: '61999' });
  await poll(connectionId, 'jde');
  expect(await vendorOf('61999')).toMatchObject({ name: 'Quarry Hill Aggregates', origin_id: '61999' });
  await of.rig.control('jde', 'POST', 'tables/F0115', {
    ...{ AN8: '61999', IDLN: '0', CNLN: '0', RCK7: '1', AR1: '509', PH1: '555-0144', ...stampNow() },
  });
  await poll(connectionId, 'jde');
  expect(await vendorOf('61999')).toMatchObject({ business_phone: '509 555-0144' });
  expect((await feedOf(connectionId)).lastError).toBeNull();
});

test('to JD Edwards: what a person confirms of a vendor is set there once, although the answer is lost, and comes back as no change', async () => {
  const { rig } = system;
  const { id, carry, steps } = await quarry();
  expect((await carry()).out).toBe(`vendor ${id} and supplier 61999 say the same\n`);
  const edit = {
    name: 'Quarry Hill Aggregates & Sand',
    business_phone: '(509) 555-0177',
    email_address: 'ap@quarry.example',
  };
  await rig.control('procore', 'PATCH', `vendors/${id}`, edit);
  expect((await carry()).out).toContain('phone: "(509) 555-0177" in Procore, "509 555-0144" in the ERP');
  expect((await carry('--fields', 'city')).err).toContain('city has no other value in Procore than in the ERP');

  await rig.control('jde', 'DELETE', 'calls');
  await rig.control('jde', 'POST', 'faults', { kind: 'commitThenLose', match: { orchestration: 'PC_UPSERT_VENDOR' } });
  expect((await carry('--fields', 'name,phone', '--as', 'A. Payable')).out).toContain(
    'to be written on supplier 61999: name, phone',
  );
  await rig.until('the supplier is changed', async () => (await steps()).includes('vendorChange confirmed'));
  expect(await rig.table('F0111', { AN8: '61999' })).toMatchObject([{ MLNM: edit.name }]);
  expect(await rig.table('F0115', { AN8: '61999' })).toMatchObject([{ AR1: '509', PH1: '555-0177' }]);
  expect(await rig.table('F01151', { AN8: '61999' })).toEqual([]);
  const { counts } = (await rig.control('jde', 'GET', 'calls')) as {
    readonly counts: Readonly<Record<string, string>>;
  };
  expect(Number(counts['orchestrator:PC_UPSERT_VENDOR'])).toBe(1);
  expect(await steps()).toEqual(['vendorChange confirmed']);

  const before = await vendorOf(id);
  await poll(addressBook, 'jde');
  expect(await vendorOf(id)).toEqual(before);
  expect((await carry()).out).toBe('email: "ap@quarry.example" in Procore, "" in the ERP\n');
  const refused = await cli.run(['vendor', 'carry', fusionVendor.id, '--connection', rig.scope.connectionId]);
  expect(refused.err).toContain('takes no changes of suppliers from here');
});

test('to JD Edwards: what somebody changed there before it could be written is left; another word of a person counts', async () => {
  const { rig } = system;
  const { id, carry, steps, document } = await quarry();
  await rig.stopWorkers();
  await rig.control('procore', 'PATCH', `vendors/${id}`, { address: '12 Quarry Road', city: 'Ephrata' });
  await rig.control('jde', 'POST', 'tables/F0116', {
    AN8: '61999',
    EFTB: '20260101',
    ADD1: 'Gate 1',
    CTY1: 'Moses Lake',
  });
  expect((await carry('--fields', 'address,city', '--as', 'A. Payable')).code).toBe(0);
  const where = { where: { AN8: '61999' } };
  await rig.control('jde', 'PATCH', 'tables/F0116', { ...where, set: { CTY1: 'Soap Lake' } });
  await rig.startWorkers();
  await rig.until('the address is changed', async () => (await steps()).length === 2 && !(await document()).open);
  expect(await rig.table('F0116', { AN8: '61999' })).toMatchObject([{ ADD1: '12 Quarry Road', CTY1: 'Soap Lake' }]);
  expect(await steps()).toEqual(['vendorChange confirmed', 'vendorChange confirmed']);
  expect((await carry()).out).toContain('city: "Ephrata" in Procore, "Soap Lake" in the ERP');
});

test('to JD Edwards: what is refused is held in its words, with nothing written; confirmed anew once it is mended, it goes through', async () => {
  const { rig } = system;
  const { id, carry, steps, document } = await quarry();
  await rig.control('procore', 'PATCH', `vendors/${id}`, { business_phone: '720 555-0100' });
  await carry('--fields', 'phone,email,city', '--as', 'A. Payable');
  const holdOf = async () => {
    const { id: documentId } = await document();
    return (
      await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
        tx.holds.list({ ...rig.scope, connectionId: addressBook }),
      )
    ).find((hold) => hold.document.id === documentId);
  };
  await rig.until('it is held', async () => (await holdOf()) !== undefined);
  expect(JSON.stringify(await holdOf())).toContain('erpRejected');
  expect(await rig.table('F01151', { AN8: '61999' })).toEqual([]);
  await rig.control('procore', 'PATCH', `vendors/${id}`, { business_phone: '(509) 555-0199' });
  expect((await carry('--fields', 'phone,email,city', '--as', 'A. Payable')).code).toBe(0);
  await rig.until('it is written', async () => (await steps()).filter((one) => one.endsWith('confirmed')).length === 3);
  expect(await rig.table('F01151', { AN8: '61999' })).toMatchObject([{ EMAL: 'ap@quarry.example' }]);
  expect(await rig.table('F0115', { AN8: '61999' })).toMatchObject([{ AR1: '509', PH1: '555-0199' }]);
  await rig.until('nothing is held', async () => (await holdOf()) === undefined && !(await document()).open);
});

test('changed on both sides: the hold shows both, and the command that takes one; typed, that one stands on both', async () => {
  const { rig } = system;
  const { id, document } = await quarry();
  const of = { tenantId: rig.scope.tenantId, connectionId: addressBook };
  const wholePoll = async (): Promise<void> => {
    await rig.test.store.inTenant(of.tenantId, async (tx) => {
      const feed = await tx.feeds.find(of, '', 'suppliers');
      await tx.feeds.moveWatermark(feed!, { ...supplierWatermark(feed!.watermark), wholeAt: null });
    });
    await poll(addressBook, 'jde');
  };
  await wholePoll();
  await rig.control('procore', 'PATCH', `vendors/${id}`, { business_phone: '(509) 555-0111' });
  await rig.control('jde', 'PATCH', 'tables/F0115', { where: { AN8: '61999' }, set: { PH1: '555-0122' } });
  await wholePoll();
  await rig.until('it is held', async () => (await document()).stage === 'held');
  const name = `vendor/${(await document()).sourceId}`;
  const { out } = await cli.run(['hold', 'show', name, '--connection', addressBook]);
  expect(out).toContain('phone "(509) 555-0111" in Procore and "509 555-0122" in the ERP');
  const [, typed = ''] = /ml-connector (vendor choose .* --take procore --shown \S+) --note/.exec(out) ?? [];
  const taken = await cli.run([...typed.split(' '), '--note', 'called them', '--as', 'A. Payable']);
  expect(taken.out).toContain("Procore's value is to be written on the supplier");
  await rig.until('it is settled', async () => !(await document()).open);
  expect(await rig.table('F0115', { AN8: '61999' })).toMatchObject([{ AR1: '509', PH1: '555-0111' }]);
});

test('on a connection without the section "vendors" it is refused, and says what to add', async () => {
  const { test: store } = system.rig;
  const { connectionId } = await store.addConnection({ connectionId: 'plain' });
  const refused = await match('run', '--connection', connectionId);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain('add the section "vendors" with externalKeyMeans');
});
