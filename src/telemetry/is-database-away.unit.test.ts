import { isDatabaseAway } from './is-database-away';

const ofServer = (code: string): Error => Object.assign(new Error('x'), { code, severity: 'FATAL' });
const ofSystem = (code: string): Error => Object.assign(new Error('x'), { code, syscall: 'connect' });

test.each([
  ['a server that shuts down', ofServer('57P01')],
  ['a server that is starting', ofServer('57P03')],
  ['a statement that was given up', ofServer('57014')],
  ['a transaction that was ended for being idle', ofServer('25P03')],
  ['a standby that takes no writes', ofServer('25006')],
  ['too many connections', ofServer('53300')],
  ['a password that was changed', ofServer('28P01')],
  ['a deadlock', ofServer('40P01')],
  ['a lock that was not had in time', ofServer('55P03')],
  ['a port where nobody listens', ofSystem('ECONNREFUSED')],
  ['a connection that was cut', ofSystem('ECONNRESET')],
  ['a name that is not known', ofSystem('ENOTFOUND')],
  ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ['a pool of which none is free', new Error('timeout exceeded when trying to connect')],
  ['a host that vanished', new Error('the database did not answer within 40 s')],
])('away: %s', (_what, error) => expect(isDatabaseAway(error)).toBe(true));

test.each([
  ['a row that is there already', ofServer('23505')],
  ['a value that does not fit', ofServer('22001')],
  ['a statement of ours that is wrong', ofServer('42703')],
  ['a statement after one that failed', ofServer('25P02')],
  ['a fault of ours', new RangeError('no step')],
  ['a file that is missing', Object.assign(new Error('x'), { code: 'ENOENT' })],
  ['no error', 'ECONNREFUSED'],
])('not away: %s', (_what, error) => expect(isDatabaseAway(error)).toBe(false));
