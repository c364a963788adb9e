import { readConnectionFile } from '../../application/connections/read-connection-file';
import { erpSystems } from '../../processes/gateways/erp-systems';
import { gatherSecrets, secretsFromText } from './gather-secrets';
import { connectionFile, secretsInEnvironment } from '../scripted-terminal.fixture';
import type { Terminal } from '../terminal';

const places = ['procore.clientId', 'procore.clientSecret', 'jde.username', 'jde.password'];
const read = (changes: Readonly<Record<string, unknown>> = {}) =>
  readConnectionFile('connection.json', JSON.stringify(connectionFile(changes)), erpSystems);
const withoutSources = () =>
  read({
    procore: { companyId: '1', environment: 'sandbox' },
    jde: { baseUrl: 'http://127.0.0.1:9/jderest', environment: 'JDV920' },
  });

function terminal(given: Partial<Terminal>): Terminal {
  return {
    env: {},
    folder: '.',
    interactive: false,
    out: () => undefined,
    note: () => undefined,
    readStdin: () => Promise.resolve(''),
    askSecret: () => Promise.reject(new Error('nobody is asked')),
    ...given,
  };
}

test('from the environment; every variable that is missing is named at once', async () => {
  const file = read();
  await expect(
    gatherSecrets(terminal({ env: secretsInEnvironment }), file, { stdin: false, stored: null }),
  ).resolves.toEqual({
    procoreClientId: 'sandbox-client',
    procoreClientSecret: 'sandbox-secret',
    erp: { username: 'PROCORE', password: 'sandbox' },
  });
  await expect(
    gatherSecrets(terminal({ env: { TEST_CLIENT_ID: 'x', TEST_JDE_USER: 'y' } }), file, { stdin: false, stored: null }),
  ).rejects.toThrow(/TEST_CLIENT_SECRET is not set\n.*TEST_JDE_PASSWORD is not set/);
});

test('what has no source is asked for on a terminal', async () => {
  const asked: string[] = [];
  const secrets = await gatherSecrets(
    terminal({
      interactive: true,
      askSecret: (question) => {
        asked.push(question);
        return Promise.resolve(`answer ${asked.length}`);
      },
    }),
    withoutSources(),
    { stdin: false, stored: null },
  );
  expect(asked.map((question) => question.split(' ')[0])).toEqual(places);
  expect(secrets.erp['password']).toBe('answer 4');
});

test('where nobody can be asked, the places without a source are named', async () => {
  await expect(gatherSecrets(terminal({}), withoutSources(), { stdin: false, stored: null })).rejects.toThrow(
    /procore\.clientId: nobody can be asked[\s\S]*jde\.password: nobody can be asked/,
  );
});

test('from stdin as lines or as JSON of the shape of the file', () => {
  const lines = secretsFromText('id\nsecret\nuser\npass word\n', places);
  expect(lines.get('jde.password')).toBe('pass word');
  const json = secretsFromText(
    JSON.stringify({ procore: { clientId: 'a', clientSecret: 'b' }, jde: { username: 'c', password: 'd' } }),
    places,
  );
  expect([...json.values()]).toEqual(['a', 'b', 'c', 'd']);
  expect(() => secretsFromText('only one\n', places)).toThrow(
    'has 1 lines; expected 4, one secret each, in this order',
  );
});

test('stdin of another shape than the file is told with the right one', async () => {
  const flat = terminal({ readStdin: () => Promise.resolve(JSON.stringify({ 'procore.clientId': 'x' })) });
  await expect(gatherSecrets(flat, withoutSources(), { stdin: true, stored: null })).rejects.toThrow(
    'procore.clientId: is not there; the JSON has the shape of the file, {"procore": {"clientId": "..."}}',
  );
});

test('stdin that is broken JSON is told without showing it', () => {
  expect(() => secretsFromText('{"jde": hunter2}', places)).toThrow(/^(?![\s\S]*hunter2)/);
});

test('what the file leaves out of a connection that exists stays as it is stored', async () => {
  const stored = { procoreClientId: 'a', procoreClientSecret: 'b', erp: { username: 'c', password: 'd' } };
  await expect(gatherSecrets(terminal({}), withoutSources(), { stdin: false, stored })).resolves.toEqual(stored);
});

test('an empty answer is a fault', async () => {
  await expect(
    gatherSecrets(terminal({ interactive: true, askSecret: () => Promise.resolve('') }), withoutSources(), {
      stdin: false,
      stored: null,
    }),
  ).rejects.toThrow('jde.password: is empty');
});
