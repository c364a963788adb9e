import { createLogger, type Logger } from './log';
import { createSdkLogger } from './sdk-logger';

describe('createLogger', () => {
  let lines: string[];
  let logger: Logger;
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1)!) as Record<string, unknown>;
  beforeEach(() => {
    lines = [];
    logger = createLogger({ name: 'api', level: 'debug', destination: { write: (line) => void lines.push(line) } });
  });
  afterEach(() => {
    expect(lines.join('')).not.toContain('CANARY');
  });

  test('an entry is one JSON line with name, process, message and allowed fields', () => {
    logger.info({ connectionId: 'c1', amount: 'CANARY' }, 'posted 100%');
    expect(lines).toHaveLength(1);
    expect(last()).toMatchObject({
      name: 'api',
      pid: process.pid,
      level: 30,
      msg: 'posted 100%',
      connectionId: 'c1',
      amount: '[hidden]',
    });
  });

  test('a lone error gives its message and its redacted chain', () => {
    const cause = Object.assign(new Error('Bearer CANARYCANARY'), { response: { body: 'CANARY' } });
    logger.error(new Error('password=CANARY', { cause }));
    expect(last()).toMatchObject({
      msg: 'password=[hidden]',
      err: { message: 'password=[hidden]', cause: { message: 'Bearer [hidden]' } },
    });
  });

  test('errors under err and error are both redacted', () => {
    logger.warn(
      {
        err: Object.assign(new Error('a'), { secret: 'CANARY' }),
        error: Object.assign(new Error('b'), { body: 'CANARY' }),
      },
      'x',
    );
    expect(last()).toMatchObject({ err: { message: 'a' }, error: { message: 'b' } });
  });

  test('what is set into a message passes too', () => {
    logger.info('asked %s with %o, 5%', 'https://h/?token=CANARY', { password: 'CANARY' });
    expect(last()['msg']).toContain('asked https://h/?token=[hidden]');
  });

  test('bindings of children and grandchildren pass too', () => {
    logger.child({ vendorName: 'CANARY', feed: 'requisitions' }).child({ password: 'CANARY', step: 'order' }).info('x');
    expect(last()).toMatchObject({ feed: 'requisitions', step: 'order', vendorName: '[hidden]', password: '[hidden]' });
  });

  test('the plain style is readable and as redacted', () => {
    const plain = createLogger({
      name: 'worker',
      style: 'plain',
      destination: { write: (line) => void lines.push(line) },
    });
    plain.warn({ taskQueue: 'jde', amount: 'CANARY', err: new Error('outer', { cause: new Error('inner') }) }, 'slow');
    expect(lines.at(-1)).toMatch(
      /^\d\d:\d\d:\d\d warn {2}worker slow taskQueue=jde amount=\[hidden\] \(outer: inner\)\n$/,
    );
  });

  test('the SDK logs through it at the same level, its error field redacted and its token left out', () => {
    const sdk = createSdkLogger(logger);
    sdk.warn('Activity failed', {
      workflowId: 'requisition/c1/7',
      taskToken: 'dG9rZW4=',
      input: 'CANARY',
      error: Object.assign(new Error('ERP refused'), { details: ['CANARY'] }),
      [Symbol('logTimestamp')]: 1n,
    });
    expect(last()).toMatchObject({
      level: 40,
      msg: 'Activity failed',
      workflowId: 'requisition/c1/7',
      input: '[hidden]',
    });
    expect(last()).toHaveProperty('error.message', 'ERP refused');
    expect(last()).not.toHaveProperty('taskToken');
    sdk.log('TRACE', 'below the level');
    expect(lines).toHaveLength(1);
    sdk.log('ERROR', 'without fields');
    expect(last()['level']).toBe(50);
  });
});
