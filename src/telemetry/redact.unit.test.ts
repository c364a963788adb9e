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
      error: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', body: 'CANARY' }),
    });
    expect(shown).toMatchObject({
      headers: { 'x-request-id': 'r1', authorization: '[hidden]' },
      error: { message: 'read ECONNRESET' },
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
      name: 'Unauthorised',
      status: 401,
      headers: { authorization: 'CANARY' },
      detail: 'Key (name)=(CANARY)',
      parameters: ['CANARY'],
    });
    const shown = redactError(new TypeError('CANARY is no number', { cause: answer }));
    expect(shown).toMatchObject({
      name: 'TypeError',
      message: '[hidden]',
      stack: expect.stringMatching(/^ {4}at .*redact\.unit\.test/),
      cause: {
        message: 'answer 401',
        status: 401,
        cause: { message: 'connect refused', code: 'ECONNREFUSED', port: 443 },
      },
    });
    expect(JSON.stringify(shown)).not.toContain('CANARY');
  });

  test('secrets in messages and stacks of causes are hidden', () => {
    const message = 'GET https://h/a?access_token=CANARY failed with Authorization: Bearer CANARYCANARY';
    const cause = Object.assign(new Error(message), { name: 'Unavailable' });
    const shown = redactError(new Error('outer', { cause }));
    expect(shown.cause?.message).toContain('failed with');
    expect(JSON.stringify(shown)).not.toContain('CANARY');
  });

  test('a message of many lines leaves none of them in the stack', () => {
    const shown = redactError(new RangeError('total 9,013.37\n    at CANARY\n    at CANARY (CANARY)\n'));
    expect(JSON.stringify(shown)).not.toMatch(/CANARY|9,013/);
    expect(shown.stack).toContain('redact.unit.test');
  });

  test.each([
    [Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' }), true],
    [Object.assign(new Error('getaddrinfo EAI_AGAIN ais'), { code: 'EAI_AGAIN' }), true],
    [Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' }), true],
    [Object.assign(new Error("The argument must be x. Received 'a'"), { code: 'ERR_INVALID_ARG_VALUE' }), false],
    [Object.assign(new Error('14 UNAVAILABLE: no connection'), { code: 14 }), true],
    [Object.assign(new Error('Acme Ltd'), { code: 14 }), false],
    [Object.assign(new Error('duplicate key value violates "x"'), { code: '23505', severity: 'ERROR' }), true],
    [Object.assign(new Error('invalid input syntax: "9000.00"'), { code: '22P02', severity: 'ERROR' }), false],
    [Object.assign(new Error('raised'), { code: 'P0001', severity: 'ERROR' }), false],
    [Object.assign(new Error('jde voucher: 502'), { name: 'Unavailable' }), true],
    [Object.assign(new Error('jde voucher: refused'), { name: 'ApplicationFailure', type: 'Rejected' }), true],
    [Object.assign(new Error('Acme Ltd owes'), { name: 'ApplicationFailure', type: 'RangeError' }), false],
    [new RangeError('Acme Ltd owes'), false],
  ])('%s: message shown %s', (error, shown) => {
    expect(redactError(error).message).toBe(shown ? error.message : '[hidden]');
  });

  test('a circle of causes ends, errors of an aggregate are listed, a thrown object is not shown', () => {
    const named = (message: string): Error => Object.assign(new Error(message), { name: 'Rejected' });
    const first = named('first');
    first.cause = Object.assign(named('second'), { cause: first });
    expect(JSON.stringify(redactError(first)).match(/"second"/g)).toHaveLength(1);
    expect(redactError(new AggregateError([named('a'), named('b')], 'both'))).toMatchObject({
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
