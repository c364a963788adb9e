import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSampleCompany } from '../../sandbox/sample-company/write-sample-company';
import { runCli } from '../run-cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs until it has said where it listens, then as long as `use` needs it, and is asked to end like by Ctrl-C. */
async function during(
  args: readonly string[],
  use: (said: Readonly<Record<string, unknown>>, text: string) => Promise<void>,
): Promise<number> {
  let told: (text: string) => void = () => undefined;
  const said = new Promise<string>((resolve) => (told = resolve));
  const code = runCli(args, {
    env: {},
    folder,
    interactive: false,
    out: (text) => told(text),
    note: () => undefined,
    readStdin: () => Promise.resolve(''),
    askSecret: () => Promise.resolve(''),
  });
  const text = await Promise.race([said, code.then((ended) => `ended with ${String(ended)}`)]);
  try {
    await use(args.includes('--json') ? (JSON.parse(text) as Record<string, unknown>) : {}, text);
  } finally {
    process.emit('SIGTERM');
  }
  return code;
}

test('sandbox fusion serves the folder, says where the pod, its tokens and its control port are, and ends when asked', async () => {
  writeSampleCompany(folder, { today: '2026-11-20' });
  const code = await during(['sandbox', 'fusion', '--data', 'fusion', '--json'], async (said) => {
    expect(said).toMatchObject({ ready: true });
    const granted = await fetch(`${String(said['identityUrl'])}/oauth2/v1/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('sandbox-client:sandbox-secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'urn:opc:resource:consumer::all' }),
    });
    const { access_token: token } = (await granted.json()) as { access_token: string };
    const suppliers = `${String(said['url'])}/fscmRestApi/resources/11.13.18.05/suppliers?limit=1`;
    const answer = await fetch(suppliers, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).toMatchObject({ count: 1 });
    expect((await fetch(`${String(said['controlUrl'])}/control/items`)).status).toBe(200);
  });
  expect(code).toBe(0);
});

test('in words, it names the address of tokens; sandbox jde has none', async () => {
  writeSampleCompany(folder, { today: '2026-11-20' });
  const tokens = /^listening on http:\S+, tokens from http:\S+, control on http:\S+\n$/;
  await during(['sandbox', 'fusion', '--data', 'fusion'], (_said, text) => {
    expect(text).toMatch(tokens);
    return Promise.resolve();
  });
  await during(['sandbox', 'jde', '--data', 'jde', '--json'], (said) => {
    expect(Object.keys(said)).toEqual(['ready', 'url', 'controlUrl']);
    return Promise.resolve();
  });
});
