import type { HttpAnswer } from '../../http/send-request';
import { procoreErrorOf, throttleWaitMs } from './errors';

const nowMs = Date.parse('2026-11-02T10:00:00Z');

function answer(status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer {
  const body = value === undefined ? ({ kind: 'empty' } as const) : ({ kind: 'json', value } as const);
  return { status, headers, setCookies: [], body, correlationId: 'r-1', durationMs: 1 };
}

const foreign = (status: number): HttpAnswer => ({
  ...answer(status, undefined),
  body: { kind: 'foreign', description: 'HTML instead of JSON' },
});

const read = { operation: 'showRequisition', effect: 'read' } as const;
const write = { operation: 'writeRequisitionOrigin', effect: 'write' } as const;

describe('every documented error body is read', () => {
  test.each<[string, number, unknown, string, object, string[]]>([
    ['a list of texts', 422, { errors: ['No way.'] }, 'Rejected', {}, ['No way.']],
    ['field lists', 400, { errors: { assignees: ['required'] } }, 'Rejected', { fields: ['assignees'] }, ['required']],
    [
      'base and fields',
      422,
      { errors: { base: ['Locked.'], origin_id: ['has already been taken'] } },
      'Rejected',
      { fields: ['origin_id'] },
      ['Locked.', 'has already been taken'],
    ],
    [
      'the generic object',
      403,
      { code: '403', message: 'Nope', fields: 'project_id', reason: 'Because', error: 'forbidden' },
      'Rejected',
      { fields: ['project_id'], codes: ['forbidden'], reason: 'projectOrToolNotPermitted' },
      ['Nope', 'Because'],
    ],
    ['message and exception', 404, { message: 'Gone', exception: 'E' }, 'Rejected', { reason: 'notFound' }, ['Gone']],
    ['a message alone', 409, { message: 'Is there already.' }, 'Rejected', {}, ['Is there already.']],
    [
      'v2.x',
      400,
      {
        error: {
          code: 'BAD_REQUEST',
          message: 'Bad',
          details: [{ reason_code: 'TOO_LONG', message: 'x', source: 'a.b' }],
        },
      },
      'Rejected',
      { codes: ['BAD_REQUEST', 'TOO_LONG'], fields: ['a.b'] },
      ['Bad', 'x'],
    ],
  ])('%s', (_name, status, body, kind, detail, said) => {
    const error = procoreErrorOf(answer(status, body), read, nowMs);
    expect(error).toMatchObject({ kind, status, correlationId: 'r-1', detail });
    expect(error.saidTexts()).toEqual(said);
  });
});

test.each<[number, 'read' | 'write', string]>([
  [401, 'write', 'Unauthorised'],
  [429, 'write', 'Throttled'],
  [408, 'read', 'Unavailable'],
  [408, 'write', 'OutcomeUnknown'],
  [500, 'read', 'Unavailable'],
  [500, 'write', 'OutcomeUnknown'],
  [502, 'write', 'OutcomeUnknown'],
  [503, 'read', 'Unavailable'],
  [302, 'read', 'Unavailable'],
  [302, 'write', 'OutcomeUnknown'],
  [413, 'write', 'Rejected'],
  [422, 'write', 'Rejected'],
])('%i on a %s is %s', (status, effect, kind) => {
  expect(procoreErrorOf(answer(status, { message: 'x' }), effect === 'read' ? read : write, nowMs).kind).toBe(kind);
});

test("what is not Procore's own word about a write leaves the outcome unknown", () => {
  expect(procoreErrorOf(foreign(422), write, nowMs).kind).toBe('OutcomeUnknown');
  expect(procoreErrorOf(foreign(404), read, nowMs).kind).toBe('Unavailable');
  expect(procoreErrorOf(foreign(400), read, nowMs)).toMatchObject({ kind: 'Rejected' });
});

test('an app that is not installed concerns the connection, a project that is not permitted only the document', () => {
  const notInstalled = { errors: ['App is not connected to this company.'] };
  const installed = procoreErrorOf(answer(403, notInstalled), read, nowMs);
  expect(installed.kind).toBe('Unauthorised');
  expect(installed.message).toMatch(/administrator to install or reconnect/);
  const project = procoreErrorOf(answer(403, { errors: ['You are not allowed.'] }), read, nowMs);
  expect(project.kind).toBe('Rejected');
  expect(project.message).toMatch(/permitted projects/);
});

test('the texts of Procore stand in no message and in nothing that is serialised', () => {
  const body = { errors: { base: ['Secret Vendor Ltd owes 4711.00'], 'Secret Vendor Ltd 4711': ['x'] } };
  const error = procoreErrorOf(answer(422, body), write, nowMs);
  const serialised = JSON.stringify(Object.entries(error)) + error.message + String(error.stack);
  expect(serialised).not.toMatch(/Secret|4711/);
  expect(error.saidTexts().join(' ')).toContain('4711.00');
});

test.each<[string, Record<string, string>, number]>([
  ['Retry-After where it is there', { 'retry-after': '3', 'x-rate-limit-reset': String(nowMs / 1000 + 60) }, 3_000],
  ['else the reset time', { 'x-rate-limit-reset': String(nowMs / 1000 + 60) }, 60_000],
  [
    "by Procore's clock",
    { 'x-rate-limit-reset': String(nowMs / 1000 + 3_660), date: 'Mon, 02 Nov 2026 11:00:00 GMT' },
    60_000,
  ],
  ['a reset time that has passed waits one second', { 'x-rate-limit-reset': String(nowMs / 1000 - 5) }, 1_000],
  ['without either the spike window', {}, 10_000],
])('a 429 waits: %s', (_name, headers, expected) => {
  expect(throttleWaitMs(headers, nowMs)).toBe(expected);
});
