import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('error bodies', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const bad = (headers: Record<string, string> = {}) => sandbox.get("suppliers?q=NotAField='x'", headers);

  test('are structured from framework 4 on, with status as a text', async () => {
    const answer = await bad();
    expect(answer.headers.get('content-type')).toContain('application/vnd.oracle.adf.error+json');
    expect(answer.json).toEqual({
      title: 'Bad Request',
      status: '400',
      'o:errorDetails': [
        { detail: `Failed to build ViewCriteria from expression "NotAField='x'"`, 'o:errorCode': '29140' },
      ],
    });
  });

  test('are plain text below it, unless the caller accepts the structured form', async () => {
    const old = { 'REST-Framework-Version': '1' };
    const plain = await bad(old);
    expect(plain.headers.get('content-type')).toContain('text/plain');
    expect(plain.text).toBe(`Failed to build ViewCriteria from expression "NotAField='x'"`);
    const accepted = await bad({ ...old, Accept: 'application/json, application/vnd.oracle.adf.error+json' });
    expect(accepted.json.status).toBe('400');
    await sandbox.set({ structuredErrorsFrom: 1 });
    expect((await bad(old)).json.status).toBe('400');
    await sandbox.set({ structuredErrorsFrom: 10 });
    expect((await bad()).json).toBeUndefined();
  });

  test('carry the code in another member, or with its prefix', async () => {
    await sandbox.set({ errorCodeMember: 'code', jboPrefix: true });
    expect((await bad()).json['o:errorDetails'][0]).toMatchObject({ code: 'JBO-29140' });
  });

  const duplicate = () => sandbox.send('POST', 'suppliers', { Supplier: 'Lee Supplies' });

  test('of a product have its code in the text, or as the code', async () => {
    expect((await duplicate()).json['o:errorDetails'][0]).toMatchObject({
      detail: 'A record with the value Lee Supplies already exists. Enter a unique value. (POZ-2130479)',
      'o:errorCode': '27014',
    });
    await sandbox.set({ productCodes: 'asCode' });
    const [detail] = (await duplicate()).json['o:errorDetails'];
    expect(detail['o:errorCode']).toBe('POZ-2130479');
    expect(detail.detail).not.toContain('POZ');
  });

  test('may speak the language of the user: only the code stays', async () => {
    await sandbox.set({ translatedMessages: true });
    expect((await duplicate()).json['o:errorDetails'][0].detail).toBe(
      'La operación no se pudo completar. (POZ-2130479)',
    );
  });

  test('of a payload that cannot be read have the code at the top and no details', async () => {
    const answer = await fetch(`${sandbox.url}/fscmRestApi/resources/11.13.18.05/suppliers`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${sandbox.token}`,
        'Content-Type': 'application/json',
        'REST-Framework-Version': '4',
      },
      body: '{"Supplier":',
    });
    expect(await answer.json()).toEqual({
      title: 'Bad Request',
      status: '400',
      'o:errorCode': '27521',
      detail: 'Unable to parse the provided payload',
    });
  });

  test('name an attribute of another case, one that may not be sent, and one that is missing', async () => {
    const post = async (body: object) => (await sandbox.send('POST', 'suppliers', body)).json['o:errorDetails'][0];
    expect((await post({ supplier: 'x' })).detail).toBe('Invalid attribute "supplier" in the payload');
    expect((await post({ Supplier: 'x', SupplierId: 1 })).detail).toContain('SupplierId of suppliers cannot be set');
    expect(await post({})).toMatchObject({ 'o:errorCode': '27014' });
  });

  test('answer a wrong media type with 415, an unknown framework with 400', async () => {
    const wrong = await sandbox.send('POST', 'suppliers', {}, { 'Content-Type': 'text/plain' });
    expect(wrong.status).toBe(415);
    expect((await sandbox.get('suppliers', { 'REST-Framework-Version': '12' })).status).toBe(400);
  });

  test.each([
    ['503', 503],
    ['html200', 200],
    ['redirect', 302],
  ] as const)('maintenance %s is a page and no data', async (maintenance, status) => {
    await sandbox.set({ maintenance });
    const answer = await fetch(`${sandbox.url}/fscmRestApi/resources/11.13.18.05/suppliers`, { redirect: 'manual' });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain('<html>');
  });
});
