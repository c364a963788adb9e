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
  eventAt: '2025-02-06T23:34:12.246562Z',
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
    eventAt: '2025-02-25T16:04:43.619085Z',
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

test.each<[string, string, string | undefined]>([
  ['empty', '', undefined],
  ['no JSON', '{"id": CANARY', undefined],
  ['an array', '[]', undefined],
  ['null', 'null', undefined],
  ['a number', '1', undefined],
  ['nested beyond the stack', '['.repeat(200_000), undefined],
  ['a member twice', '{"company_id":1,"company_id":2}', undefined],
  ['nothing in it', '{}', 'company_id'],
  ['an id with a sign', changed({ resource_id: -5 }), 'resource_id'],
  ['an id with a fraction', changed({ resource_id: 1.5 }), 'resource_id'],
  [
    'an id in scientific notation',
    JSON.stringify(numbered).replace('"resource_id":54321', '"resource_id":1e3'),
    'resource_id',
  ],
  ['an id of 21 digits', changed({ project_id: '1'.repeat(21) }), 'project_id'],
  ['an id that is a path', changed({ resource_id: '../1' }), 'resource_id'],
  ['an id that is an object', changed({ company_id: {} }), 'company_id'],
  ['a resource that is no name', changed({ resource_name: 'a\u0000b' }), 'resource_name'],
  ['a time without a zone', changed({ timestamp: '2025-02-06T23:34:12' }), 'timestamp'],
  ['a day that does not exist', changed({ timestamp: '2025-02-30T23:34:12Z' }), 'timestamp'],
  ['a version that is not known', changed({ api_version: 'v9' }), 'api_version'],
  ['neither ULID nor id', changed({ ulid: null, id: null }), 'ulid'],
  ['version 4.0 without its id', JSON.stringify({ ...text, id: undefined }), 'id'],
])('a bad body is a 400 that names the field and does not quote the body: %s', (_case, body, field) => {
  let error: unknown;
  try {
    parseProcoreEvent(body);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 400, code: 'badBody', field });
  expect((error as ApiError).message).not.toContain('CANARY');
});

function changed(change: object): string {
  return JSON.stringify({ ...numbered, ...change });
}
