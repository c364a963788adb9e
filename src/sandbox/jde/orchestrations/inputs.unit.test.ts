import { orderInputs, voucherInputs, voucherRun } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('inputs of an orchestration', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  const errorOf = async (name: string, inputs: object) => {
    const { status, json } = await sandbox.run(name, inputs);
    return [status, json['jde__status'], json['message']];
  };

  test('a missing one is no 400: it arrives blank, and the form refuses it with its own body', async () => {
    sandbox = await startTestSandbox();
    const answer = await sandbox.run('PC_CREATE_PO', orderInputs({ Supplier: undefined }));
    expect(answer).toMatchObject({
      status: 500,
      json: { status: 'ERROR', jde__status: 'ERROR', jde__simpleMessage: expect.stringContaining('Supplier is blank') },
    });
    expect(await errorOf('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiUser: '' }))).toEqual([
      500,
      'ERROR',
      expect.stringContaining('EdiUser is blank'),
    ]);
  });

  test('or the step takes the blank: a batch without a name, a proof for a mode that is missing', async () => {
    sandbox = await startTestSandbox({ missingInputs: 'blank' });
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs({ EdiBatch: undefined }))).status).toBe(200);
    expect(await sandbox.rows('F0411Z1')).toMatchObject([{ EDUS: 'PROCORE', EDBT: '' }]);
    expect((await sandbox.run('PC_RUN_VOUCHER_PROCESSOR', { EdiUser: 'PROCORE' })).status).toBe(200);
    expect((await sandbox.control('GET', 'jobs')).json[0]?.['messages']).toEqual([
      expect.stringContaining('would be processed'),
    ]);
    expect(await errorOf('PC_CREATE_PO', orderInputs({ Supplier: undefined }))).toEqual([
      500,
      'ERROR',
      expect.stringContaining('must be an address number'),
    ]);
  });

  test('one of the wrong type ends the orchestration; a body that cannot be parsed is the only 400', async () => {
    sandbox = await startTestSandbox();
    expect((await errorOf('PC_CREATE_PO', orderInputs({ Supplier: 7004 })))[0]).toBe(500);
    const response = await fetch(`${sandbox.url}/jderest/v3/orchestrator/PC_CREATE_PO`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'jde-AIS-Auth': sandbox.token, 'jde-AIS-Auth-Device': 'test' },
      body: '{"Supplier": ',
    });
    expect(response.status).toBe(400);
  });

  test.each([
    ['refused', 500],
    ['ignored', 200],
  ] as const)('a name that no input has is %s', async (unknownInputs, status) => {
    sandbox = await startTestSandbox({ unknownInputs });
    expect((await sandbox.run('PC_RUN_VOUCHER_PROCESSOR', { ...voucherRun, Colour: 'red' })).status).toBe(status);
    expect((await sandbox.run('PC_CREATE_PO', orderInputs({}, { Colour: 'red' }))).status).toBe(status);
  });
});
