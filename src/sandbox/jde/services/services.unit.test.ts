import { orderInputs } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('services and control port', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  test('defaultconfig needs no login and says whether a capability is missing', async () => {
    sandbox = await startTestSandbox();
    const ask = async (path: string) => (await fetch(`${sandbox.url}/jderest/${path}`)).json();
    expect(await ask('v2/defaultconfig')).toMatchObject({
      defaultEnvironment: 'JDV920',
      requiredCapabilityMissing: false,
    });
    expect(await ask('defaultconfig?requiredCapabilities=dataservice,chatbot')).toMatchObject({
      requiredCapabilityMissing: true,
    });
  });

  test('orchestrations are discovered and run under the names of the customer, at all three paths', async () => {
    sandbox = await startTestSandbox({
      orchestrationNames: { PC_CREATE_PO: 'ORCH New Order' },
      deniedOrchestrations: ['PC_ADD_NOTE'],
    });
    const { json } = await sandbox.get('v2/discover');
    const names = (json['orchestrations'] as unknown as { name: string }[]).map((each) => each.name);
    expect(names).toContain('ORCH New Order');
    expect(names).not.toContain('PC_ADD_NOTE');
    const one = (await sandbox.get('discover/ORCH%20New%20Order')).json['orchestrations']?.[0];
    expect(one?.['inputs']).toContainEqual({ name: 'Lines', type: 'Array' });
    for (const prefix of ['', 'v2/', 'v3/']) {
      expect((await sandbox.call(`${prefix}orchestrator/ORCH%20New%20Order`, orderInputs())).status).toBe(200);
    }
    expect((await sandbox.run('PC_CREATE_PO', orderInputs())).status).toBe(500);
    expect((await sandbox.run('PC_ADD_NOTE', {})).status).toBe(403);
    expect((await sandbox.get('v3/open-api-catalog3')).json['paths']).toHaveProperty(['/orchestrator/ORCH New Order']);
  });

  test('what a designer hides from discovery runs all the same', async () => {
    sandbox = await startTestSandbox({ hiddenOrchestrations: ['PC_CREATE_PO'], hiddenInputs: ['PC_ADD_NOTE'] });
    const { json } = await sandbox.get('v2/discover');
    const listed = json['orchestrations'] as unknown as { name: string; inputs: object[] }[];
    expect(listed.map((each) => each.name)).not.toContain('PC_CREATE_PO');
    expect(listed.find((each) => each.name === 'PC_ADD_NOTE')).toMatchObject({
      exposeInputsInDiscovery: false,
      inputs: [],
    });
    expect((await sandbox.run('PC_CREATE_PO', orderInputs())).status).toBe(200);
  });

  test('rows are listed, added, changed with the time of the change, and removed by hand', async () => {
    sandbox = await startTestSandbox();
    expect((await sandbox.control('GET', 'tables')).json).toMatchObject({ F0010: 2, F4301: 0 });
    expect((await sandbox.control('POST', 'tables/F0014', [{ PTC: 'N60', NDTP: 60 }])).json).toEqual({ added: 1 });
    expect((await sandbox.control('POST', 'tables/F0014', { PTC: 'N60' })).status).toBe(400);
    await sandbox.control('PATCH', 'tables/F0101', { where: { AN8: 7004 }, set: { TAX: 'T' } });
    const [vendor] = await sandbox.rows('F0101', { AN8: '7004' });
    expect(vendor).toMatchObject({ TAX: 'T' });
    expect(vendor?.['UPMJ']).not.toBe('20260301');
    expect((await sandbox.control('PATCH', 'tables/F0101', { where: { AN8: 7004 }, set: { NOPE: 'T' } })).status).toBe(
      400,
    );
    expect((await sandbox.control('DELETE', 'tables/F0101', { where: { AN8: 7004 } })).json).toEqual({ removed: 1 });
    expect(await sandbox.rows('F0101', { AN8: '7004' })).toEqual([]);
  });

  test('settings change at run time, and a wrong one changes nothing', async () => {
    sandbox = await startTestSandbox();
    expect((await sandbox.control('PUT', 'settings', { purge: true })).json).toMatchObject({ purge: true });
    const wrong = await sandbox.control('PUT', 'settings', { duplicateInvoiceEdit: 'X', purge: false });
    expect(wrong.status).toBe(400);
    expect(wrong.json['message']).toContain('duplicateInvoiceEdit');
    expect((await sandbox.control('GET', 'settings')).json).toMatchObject({ purge: true });
  });
});
