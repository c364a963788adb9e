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

  const unavailable = (message: string, members: object = {}): Error =>
    Object.assign(new Error(message), { name: 'Unavailable' }, members);

  test('a lone error gives its message and its redacted chain', () => {
    const cause = unavailable('Bearer CANARYCANARY', { response: { body: 'CANARY' } });
    logger.error(unavailable('password=CANARY', { cause }));
    expect(last()).toMatchObject({
      msg: 'password=[hidden]',
      err: { message: 'password=[hidden]', cause: { message: 'Bearer [hidden]' } },
    });
  });

  test('an unforeseen error gives its name and place, not its message', () => {
    logger.error(new RangeError('CANARY owes 9000.00'));
    expect(last()).toMatchObject({ msg: '[hidden]', err: { name: 'RangeError', message: '[hidden]' } });
    expect(last()).toHaveProperty('err.stack', expect.stringContaining('log.unit.test'));
  });

  test('an unforeseen error whose message was set into the text is hidden there too', () => {
    const error = new SyntaxError('Unexpected token C, CANARY');
    createSdkLogger(logger).error(`Error while processing ActivityTask.start: ${error.message}`, { error });
    expect(last()['msg']).toBe('Error while processing ActivityTask.start: [hidden]');
  });

  test('errors under err and error are both redacted', () => {
    logger.warn({ err: unavailable('a', { secret: 'CANARY' }), error: unavailable('b', { body: 'CANARY' }) }, 'x');
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
    plain.warn(
      { taskQueue: 'jde', amount: 'CANARY', err: unavailable('outer', { cause: unavailable('inner') }) },
      'slow',
    );
    expect(lines.at(-1)).toMatch(
      /^\d\d:\d\d:\d\d warn {2}worker slow taskQueue=jde amount=\[hidden\] \(outer: inner\)\n$/,
    );
  });

  test('the plain style names the kind of an error whose message is hidden', () => {
    const plain = createLogger({
      name: 'worker',
      style: 'plain',
      destination: { write: (line) => void lines.push(line) },
    });
    plain.warn({ err: new TypeError('CANARY', { cause: new RangeError('CANARY') }) }, 'slow');
    expect(lines.at(-1)).toMatch(/slow \(TypeError \[hidden\]: RangeError \[hidden\]\)\n$/);
  });

  test('the SDK logs through it at the same level, its error field redacted and its token left out', () => {
    const sdk = createSdkLogger(logger);
    sdk.warn('Activity failed', {
      workflowId: 'requisition/c1/7',
      taskToken: 'dG9rZW4=',
      input: 'CANARY',
      error: Object.assign(new Error('ERP refused'), { name: 'Rejected', details: ['CANARY'] }),
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
