import { ApiError } from './api-error';
import { parseProcoreEvent } from './procore-event';

const numbered = {
  id: 123456789,
  ulid: '01EDPD2J6SBY1163N77H95GW09',
  timestamp: '2025-02-06T23:34:12.246562Z',
  metadata: { source_user_id: 987654321, source_project_id: 2468013579, source_application_id: null },
  user_id: 987654321,
  company_id: 1357908642,
  project_id: 2468013579,
  api_version: 'v2.0',
  event_type: 'update',
  resource_name: 'Draw Requests',
  resource_id: 54321,
};
const text = {
  id: '01JMYXMZRBVKK0PC6XS8SA4QRE',
  timestamp: '2025-02-25T16:04:43.619085Z',
  reason: 'update',
  company_id: '8',
  project_id: '6778',
  user_id: '5447',
  resource_type: 'Direct Cost Line Items',
  resource_id: '379913',
};
const expected = {
  eventId: '01EDPD2J6SBY1163N77H95GW09',
  resource: 'Draw Requests',
  resourceId: '54321',
  companyId: '1357908642',
  projectId: '2468013579',
  userId: '987654321',
  eventType: 'update',
  eventAt: '2025-02-06T23:34:12.246Z',
  isUnderstood: true,
};

test.each([
  ['v2', { ...numbered, api_version: 'v2' }],
  ['v2.0', numbered],
  ['v3.0', { ...numbered, api_version: 'v3.0', related_resources: [{ id: 1234, name: 'Direct Costs' }] }],
  ['v2.0 with an upper-case event type', { ...numbered, event_type: 'UPDATE' }],
  ['without metadata', { ...numbered, metadata: undefined }],
  ['with metadata that is all null', { ...numbered, metadata: { source_user_id: null } }],
])('numbered payloads are read alike: %s', (_version, body) => {
  expect(parseProcoreEvent(JSON.stringify(body))).toEqual(expected);
});

test('version 4.0 is read, with any reason and further members', () => {
  const body = { ...text, reason: 'restored', payload_version: 'v4.0', data: { related_resources: [] } };
  expect(parseProcoreEvent(JSON.stringify(body))).toEqual({
    eventId: '01JMYXMZRBVKK0PC6XS8SA4QRE',
    resource: 'Direct Cost Line Items',
    resourceId: '379913',
    companyId: '8',
    projectId: '6778',
    userId: '5447',
    eventType: 'restored',
    eventAt: '2025-02-25T16:04:43.619Z',
    isUnderstood: true,
  });
});

test('an event of the company has no project', () => {
  const body = { ...numbered, resource_name: 'Company Vendors', project_id: null };
  expect(parseProcoreEvent(JSON.stringify(body)).projectId).toBe('');
});

test('without a ULID an event is known by its number', () => {
  expect(parseProcoreEvent(JSON.stringify({ ...numbered, ulid: undefined })).eventId).toBe('123456789');
});

test('ids beyond 2^53 keep every digit', () => {
  const body = JSON.stringify(numbered).replace('"resource_id":54321', '"resource_id":90071992547409931234');
  expect(parseProcoreEvent(body).resourceId).toBe('90071992547409931234');
});

test.each([
  ['empty', ''],
  ['no JSON', '{"id": CANARY'],
  ['cut off', '['.repeat(200_000)],
])('what is no JSON is a 400 that does not quote the body: %s', (_case, body) => {
  let error: unknown;
  try {
    parseProcoreEvent(body);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 400, code: 'badBody' });
  expect((error as ApiError).message).not.toContain('CANARY');
});

test.each([
  ['an array', '[]'],
  ['null', 'null'],
  ['a number', '1'],
  ['a member twice', '{"company_id":1,"company_id":2}'],
  ['nothing in it', '{}'],
  ['no resource', changed({ resource_name: {} })],
  ['no record', changed({ resource_id: [1] })],
])('other JSON is not understood, and known by itself: %s', (_case, body) => {
  const event = parseProcoreEvent(body);
  expect(event.isUnderstood).toBe(false);
  expect(parseProcoreEvent(body).eventId).toBe(event.eventId);
});

test.each<[string, string, object]>([
  ['an id of 21 digits is no company', changed({ company_id: '1'.repeat(21) }), { companyId: null }],
  ['an id that is a path is none', changed({ resource_id: '../1' }), { resourceId: '' }],
  ['a UUID is kept as it is', changed({ resource_id: '5f0c-a' }), { resourceId: '5f0c-a' }],
  [
    'a name that is no words may be anything, and is none',
    changed({ resource_name: 'Acme 5.00 <>' }),
    { resource: '' },
  ],
  ['a time without a zone is none', changed({ timestamp: '2025-02-06T23:34:12' }), { eventAt: null }],
  ['nor is one that is not there', changed({ timestamp: '2025-13-30T23:34:12Z' }), { eventAt: null }],
  [
    'an offset from 16:00 on is a time',
    changed({ timestamp: '2025-02-06T23:34:12+17:30' }),
    { eventAt: '2025-02-06T06:04:12.000Z' },
  ],
  [
    'a long fraction is cut',
    changed({ timestamp: '2025-02-06T23:34:12.12345678901234567890Z' }),
    { eventAt: '2025-02-06T23:34:12.123Z' },
  ],
  ['any version is read', changed({ api_version: 'v9' }), { isUnderstood: true }],
  ['an odd ULID is known by the number', changed({ ulid: 'a b' }), { eventId: '123456789' }],
])('%s', (_case, body, members) => {
  expect(parseProcoreEvent(body)).toMatchObject(members);
});

test('two bodies without an id are two events', () => {
  const one = parseProcoreEvent(changed({ ulid: null, id: null }));
  const other = parseProcoreEvent(changed({ ulid: null, id: null, resource_id: 9 }));
  expect(one.eventId).not.toBe(other.eventId);
});

function changed(change: object): string {
  return JSON.stringify({ ...numbered, ...change });
}
