import { ALLOWED_HEADERS } from './allowed-names';
import { redactFields, redactHeaders, redactUrl } from './redact';
import { redactError } from './redact-error';
import { scrubText } from './scrub-text';

describe('redactFields', () => {
  test('a field is shown only when its name is allowed, at every depth', () => {
    expect(
      redactFields({
        workflowId: 'requisition/c1/7',
        amount: '9000.00',
        vendorName: 'CANARY',
        count: 3,
        body: { a: 1 },
      }),
    ).toEqual({
      workflowId: 'requisition/c1/7',
      amount: '[hidden]',
      vendorName: '[hidden]',
      count: 3,
      body: '[hidden]',
    });
    expect(redactFields({ reasons: [{ reasonCode: 'tax', value: 'CANARY' }], feed: { password: 'CANARY' } })).toEqual({
      reasons: [{ reasonCode: 'tax', value: '[hidden]' }],
      feed: { password: '[hidden]' },
    });
  });

  test('numbers under unknown names are hidden too, since they may be amounts', () => {
    expect(redactFields({ grossAmount: 9000 })).toEqual({ grossAmount: '[hidden]' });
  });

  test('bytes, functions and what is nested without end are hidden, task tokens left out', () => {
    const loop: Record<string, unknown> = { count: 1 };
    loop['feed'] = loop;
    expect(JSON.stringify(redactFields(loop)).length).toBeLessThan(500);
    expect(redactFields({ kind: Buffer.from('CANARY'), feed: () => 1, taskToken: 'x', step: undefined })).toEqual({
      kind: '[hidden]',
      feed: '[hidden]',
    });
  });

  test('headers, addresses and errors inside fields get their own rules', () => {
    const shown = redactFields({
      headers: { 'x-request-id': 'r1', authorization: 'Bearer CANARY' },
      url: 'https://ais.example/jderest/v2?token=CANARY',
      error: Object.assign(new Error('no'), { body: 'CANARY' }),
    });
    expect(shown).toMatchObject({
      headers: { 'x-request-id': 'r1', authorization: '[hidden]' },
      error: { message: 'no' },
    });
    expect(JSON.stringify(shown)).not.toContain('CANARY');
  });
});

describe('redactHeaders', () => {
  test('an unknown header is hidden, a known one shown, whatever its case', () => {
    expect(
      redactHeaders({ 'Content-Type': 'text/html', 'X-New-Secret': 'CANARY', 'Set-Cookie': ['a=CANARY'] }),
    ).toEqual({
      'content-type': 'text/html',
      'x-new-secret': '[hidden]',
      'set-cookie': '[hidden]',
    });
  });

  test.each([
    'authorization',
    'cookie',
    'set-cookie',
    'jde-ais-auth',
    'jde-ais-auth-device',
    'proxy-authorization',
    'authorization-extras',
  ])('%s is never allowed', (name) => {
    expect(ALLOWED_HEADERS.has(name)).toBe(false);
  });
});

describe('redactUrl', () => {
  test.each([
    ['https://u:CANARY@host:8443/a/1?page=2&token=CANARY#CANARY', 'https://host:8443/a/1?page=2&token=[hidden]'],
    [
      '/rest/v1.1/requisitions?filters[id][]=CANARY&per_page=100',
      '/rest/v1.1/requisitions?filters%5Bid%5D%5B%5D=[hidden]&per_page=100',
    ],
    ['/plain', '/plain'],
    ['not an address', '[hidden]'],
  ])('%s', (url, expected) => {
    expect(redactUrl(url)).toBe(expected);
  });
});

describe('redactError', () => {
  test('the chain of causes is kept, members that may bear secrets are not', () => {
    const root = Object.assign(new Error('connect refused'), {
      code: 'ECONNREFUSED',
      port: 443,
      config: { password: 'CANARY' },
    });
    const answer = Object.assign(new Error('answer 401', { cause: root }), {
      status: 401,
      headers: { authorization: 'CANARY' },
      detail: 'Key (name)=(CANARY)',
      parameters: ['CANARY'],
    });
    const shown = redactError(new TypeError('post failed', { cause: answer }));
    expect(shown).toMatchObject({
      name: 'TypeError',
      message: 'post failed',
      stack: expect.stringContaining('redact.unit.test'),
      cause: {
        message: 'answer 401',
        status: 401,
        cause: { message: 'connect refused', code: 'ECONNREFUSED', port: 443 },
      },
    });
    expect(JSON.stringify(shown)).not.toContain('CANARY');
  });

  test('secrets in messages and stacks of causes are hidden', () => {
    const cause = new Error('GET https://h/a?access_token=CANARY failed with Authorization: Bearer CANARYCANARY');
    expect(JSON.stringify(redactError(new Error('outer', { cause })))).not.toContain('CANARY');
  });

  test('a body that is not JSON is not quoted', () => {
    let caught: unknown;
    try {
      JSON.parse('CANARY body');
    } catch (error) {
      caught = error;
    }
    expect(String(caught)).toContain('CANARY');
    const shown = redactError(caught);
    expect(JSON.stringify(shown)).not.toContain('CANARY');
    expect(shown.message).toContain('is not valid JSON');
  });

  test('a circle of causes ends, errors of an aggregate are listed, a thrown object is not shown', () => {
    const first = new Error('first');
    first.cause = new Error('second', { cause: first });
    expect(JSON.stringify(redactError(first)).match(/"second"/g)).toHaveLength(1);
    expect(redactError(new AggregateError([new Error('a'), new Error('b')], 'both'))).toMatchObject({
      errors: [{ message: 'a' }, { message: 'b' }],
    });
    expect(redactError({ secret: 'CANARY' })).toEqual({ name: 'NonError', message: '[hidden]' });
  });
});

describe('scrubText', () => {
  test.each([
    ['Basic Q0FOQVJZOmE=', 'Basic [hidden]'],
    ['postgres://app:CANARY@db:5432/x', 'postgres://[hidden]@db:5432/x'],
    ['{"password":"CANARY with blanks","user":"a"}', '{"password":[hidden],"user":"a"}'],
    ['client_secret=CANARY&grant=x', 'client_secret=[hidden]&grant=[hidden]'],
    ['eyJhbGciOi.eyJzdWIi.CANARY', '[hidden]'],
    ['-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----', '[hidden]'],
    ['line 3: cost code 03-300.S has no account', 'line 3: cost code 03-300.S has no account'],
  ])('%s', (text, expected) => {
    expect(scrubText(text)).toBe(expected);
  });

  test('a long text is cut, and quickly', () => {
    const startedMs = performance.now();
    expect(scrubText('a"token'.repeat(200_000)).length).toBeLessThan(5_000);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});
