import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';
import { removeStateFolder } from '../../../src/local/stack/state/remove-state-folder';

const program = join(__dirname, '../../../dist/cli/main.js');
const comparer = join(__dirname, '../../../dist/comparer/main.js');
// Whatever the machine's environment names, the demo brings its own servers.
const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;

const folder = mkdtempSync(join(tmpdir(), 'ml-connector-demo-'));
let demo: ChildProcess;
let output = '';
let exit: Promise<number | null>;

beforeAll(async () => {
  demo = spawn(process.execPath, [program, 'demo'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [demo.stdout, demo.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  exit = new Promise((resolve) => demo.once('exit', resolve));
  const deadline = Date.now() + 280_000;
  while (!output.includes('Everything stays up')) {
    if (demo.exitCode !== null || Date.now() > deadline)
      throw new Error(`the demo did not come to its end:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}, 300_000);

afterAll(async () => {
  if (demo.exitCode === null) {
    demo.kill('SIGINT');
    await exit;
  }
  removeStateFolder(join(folder, '.ml-connector/demo'));
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

function command(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...words], { cwd: folder, env, encoding: 'utf8' });
}

function compare(): { status: number | null; stdout: string } {
  const controls = [...output.matchAll(/control (http:\/\/127\.0\.0\.1:\d+)\/control\/(records|tables)/g)];
  const url = (what: string): string => controls.find((match) => match[2] === what)?.[1] ?? '';
  return spawnSync(
    process.execPath,
    [
      comparer,
      ...['--procore', url('records'), '--jde', url('tables'), '--documents', '-'],
      ...['--mended', 'unmappedCostCode'],
    ],
    { encoding: 'utf8', input: command('document', 'list', '--json').stdout },
  );
}

interface ListedDocument {
  readonly name: string;
  readonly kind: string;
  readonly procoreId: string;
  readonly projectId: string;
  readonly stage: string | null;
  readonly hold: object | null;
}

function listed(): ListedDocument[] {
  return (JSON.parse(command('document', 'list', '--json').stdout) as { documents: ListedDocument[] }).documents;
}

function procoreControl(): string {
  return /control (http:\/\/127\.0\.0\.1:\d+)\/control\/records/.exec(output)?.[1] ?? '';
}

function jdeControl(): string {
  return /control (http:\/\/127\.0\.0\.1:\d+)\/control\/tables/.exec(output)?.[1] ?? '';
}

test('the demo posts, fixes one mapping, and the books agree before and after', () => {
  expect(output.match(/The books agree\./g)).toHaveLength(3);
  expect(output).toMatch(/\$ ml-connector mapping set /);
  expect(output).toMatch(/6 held documents go on/);
  expect(output).toMatch(/In JD Edwards now: 52 purchase orders, 55 vouchers/);
  expect(output).toMatch(/Quota windows of the Procore sandbox: .*25 calls in 10 s and 600 an hour/);
});

test('a command typed in the same folder finds the demo and shows what is held and why', () => {
  const { status, stdout } = command('hold', 'list', '--json');
  expect(status).toBe(0);
  const reasons = (JSON.parse(stdout) as { holds: { hold: { reasons: string[] } }[] }).holds.flatMap(
    (one) => one.hold.reasons,
  );
  expect(new Set(reasons)).toEqual(
    new Set(['amountsDiffer', 'tax', 'accountInactive', 'earlierRequisition', 'vendorUnknown', 'vendorConflict']),
  );
});

test('the audit trail of the demo is whole', () => {
  expect(command('audit', 'verify').status).toBe(0);
});

test('a second demo in the same folder names the first and exits 3', () => {
  const second = command('demo');
  expect(second.status).toBe(3);
  expect(second.stderr).toContain('already running');
});

test('what is held is what the sample company says, and one hold more is a failure of the comparison', async () => {
  const asStated = compare();
  expect(asStated.stdout).toContain('Must be held: 7. Are held: 7 (');
  expect(asStated.status).toBe(0);
  const posted = listed().find((one) => one.kind === 'requisition' && one.stage === 'vouchered') as ListedDocument;
  const path = `/control/projects/${posted.projectId}/requisitions/${posted.procoreId}`;
  const changeInProcore = async (fields: object) => {
    // A connection that idled while commands ran may be closed by the other side just now: each call has its own.
    const client = new Client(procoreControl());
    const { statusCode } = await client.request({ method: 'PATCH', path, body: JSON.stringify(fields) });
    await client.close();
    expect(statusCode).toBe(200);
    expect(command('poll', 'now', '--all').status).toBe(0);
  };
  const until = async (isHeld: boolean) => {
    const deadline = Date.now() + 60_000;
    while ((listed().find((one) => one.procoreId === posted.procoreId)?.hold !== null) !== isHeld) {
      if (Date.now() > deadline) throw new Error(`${posted.name} did not become ${isHeld ? 'held' : 'free'}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const records = await fetch(`${procoreControl()}/control/records/requisitions`);
  const all = (await records.text()).match(new RegExp(`"id":${posted.procoreId},.*?"invoice_number":("[^"]*"|null)`));
  await changeInProcore({ invoice_number: 'TAMPERED-1' });
  await until(true);
  const after = compare();
  expect(after.status).toBe(1);
  expect(after.stdout).toContain(`unexpectedHold: requisition/${posted.procoreId}: held for changedAfterPosting`);
  await changeInProcore({ invoice_number: JSON.parse(all?.[1] ?? 'null') as string | null });
  await until(false);
  expect(compare().status).toBe(0);
}, 180_000);

test('the comparer notices one tampered row and names its document', async () => {
  expect(compare().status).toBe(0);
  const documents = JSON.parse(command('document', 'list', '--json').stdout) as {
    documents: { procoreId: string; postings: { step: string; reference: Record<string, string> | null }[] }[];
  };
  const posted = documents.documents.find((one) => one.postings.some((posting) => posting.step === 'order'));
  const order = posted?.postings.find((posting) => posting.step === 'order')?.reference;
  const response = await fetch(`${jdeControl()}/control/tables/F4311`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ where: { DOCO: order?.['orderNumber'], LNID: '1' }, set: { AEXP: '0.01' } }),
  });
  expect(response.status).toBe(200);
  const after = compare();
  expect(after.status).toBe(1);
  expect(after.stdout).toContain(posted?.procoreId);
});

test('Ctrl-C stops everything and nothing is left running', async () => {
  const pids = /process (\d+)/.exec(command('demo').stderr)?.[1];
  expect(Number(pids)).toBe(demo.pid);
  demo.kill('SIGINT');
  await expect(exit).resolves.toBe(0);
  expect(output).not.toMatch(/killed/);
  const runtime = JSON.parse(readFileSync(join(folder, '.ml-connector/demo/.ml-connector/runtime.json'), 'utf8')) as {
    apiUrl: string;
  };
  await expect(fetch(`${runtime.apiUrl}/healthz`)).rejects.toThrow();
}, 60_000);
