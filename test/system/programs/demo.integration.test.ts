import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'undici';
import { DemoProgram } from '../support/demo-program';

let demo: DemoProgram;
beforeAll(async () => {
  demo = await DemoProgram.start(280_000);
}, 300_000);
afterAll(() => demo.end(), 60_000);

const command = (...words: string[]) => demo.command(...words);
const compare = () =>
  demo.compare('--jde', demo.control('tables'), '--mended', 'unmappedCostCode', '--mended', 'accountInactive');

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

test('the demo posts, fixes one mapping, and the books agree before and after', () => {
  expect(demo.differences()).toEqual([]);
  expect(demo.output.match(/The books agree\./g)).toHaveLength(3);
  expect(demo.output).toMatch(/\$ ml-connector mapping set /);
  expect(demo.output).toMatch(/6 held documents go on/);
  expect(demo.output).toMatch(/In JD Edwards now: 54 purchase orders, 57 vouchers/);
  expect(demo.output).toMatch(/POST \/triggers\/northgate-jde .*: 200 \{"started":\d+,.*\(ok for JDE\)/);
  expect(demo.output).toMatch(/Quota windows of the Procore sandbox: .*25 calls in 10 s and 600 an hour/);
});

test('suppliers that JD Edwards alone has are vendors in Procore, under their numbers; those that were vendors carry their key', async () => {
  expect(demo.output).toContain('30 vendors, 29 suppliers: 24 exact pairs, 0 candidates, 0 conflicts');
  expect(demo.output).toContain('closed: 24 pairs linked, 0 findings open');
  expect(demo.output).toContain('plan 1: 29 done, 0 changed meanwhile and left, 0 refused');
  const answer = await fetch(`${demo.control('records')}/control/records/vendors`);
  const vendors = JSON.parse(await answer.text()) as { name: string; origin_id: string | null }[];
  expect(vendors).toContainEqual(expect.objectContaining({ name: 'Ferrellgas', origin_code: '60929' }));
  expect(vendors.filter(({ origin_id: key }) => key !== null)).toHaveLength(29);
});

test('what an account that is closed in JD Edwards has held goes through once it is opened there again', () => {
  const { output } = demo;
  const [before, after] = output.split('The controller opens it again there:');
  expect(before).toContain('Account 4452.1340.099100 is inactive (posting edit code PEC is "I")');
  expect(after).not.toContain('is inactive (posting edit code PEC');
});

test('a command typed in the same folder finds the demo and shows what is held and why', () => {
  const { status, stdout } = command('hold', 'list', '--json');
  expect(status).toBe(0);
  const reasons = (JSON.parse(stdout) as { holds: { hold: { reasons: string[] } }[] }).holds.flatMap(
    (one) => one.hold.reasons,
  );
  expect(new Set(reasons)).toEqual(
    new Set(['amountsDiffer', 'tax', 'earlierRequisition', 'vendorUnknown', 'vendorConflict']),
  );
});

test('the audit trail of the demo is whole', () => {
  expect(command('audit', 'verify').status).toBe(0);
});

test('the close report of a project says to the cent what the comparer reads in both systems', () => {
  const { stdout } = compare();
  for (const project of ['4411', '4425', '4440']) {
    const beside = demo.closeBeside(stdout, project);
    expect(Object.keys(beside).length).toBeGreaterThanOrEqual(4);
    expect(beside['approved payable in Procore']?.[1]).not.toBe('0');
    for (const [row, [ours, its]] of Object.entries(beside)) expect([project, row, ours]).toEqual([project, row, its]);
  }
});

test('a second demo in the same folder names the first and exits 3', () => {
  const second = command('demo');
  expect(second.status).toBe(3);
  expect(second.stderr).toContain('already running');
});

test('what is held is what the sample company says, and one hold more is a failure of the comparison', async () => {
  const asStated = compare();
  expect(asStated.stdout).toContain('Must be held: 5. Are held: 5 (');
  expect(asStated.status).toBe(0);
  const posted = listed().find((one) => one.kind === 'requisition' && one.stage === 'vouchered') as ListedDocument;
  const path = `/control/projects/${posted.projectId}/requisitions/${posted.procoreId}`;
  const changeInProcore = async (fields: object) => {
    // A connection that idled while commands ran may be closed by the other side just now: each call has its own.
    const client = new Client(demo.control('records'));
    const { statusCode } = await client.request({ method: 'PATCH', path, body: JSON.stringify(fields) });
    await client.close();
    expect(statusCode).toBe(200);
    expect(command('poll', 'now', '--all').status).toBe(0);
  };
  const until = async (isHeld: boolean) => {
    const deadline = Date.now() + 60_000;
    // While a pass looks at it, it is held no more and stands nowhere yet.
    const rests = (one: ListedDocument) =>
      isHeld ? one.hold !== null : one.hold === null && one.stage === posted.stage;
    while (!listed().some((one) => one.procoreId === posted.procoreId && rests(one))) {
      if (Date.now() > deadline) throw new Error(`${posted.name} did not become ${isHeld ? 'held' : 'free'}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const records = await fetch(`${demo.control('records')}/control/records/requisitions`);
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
  const response = await fetch(`${demo.control('tables')}/control/tables/F4311`, {
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
  expect(Number(pids)).toBe(demo.process.pid);
  demo.process.kill('SIGINT');
  await expect(demo.exit).resolves.toBe(0);
  expect(demo.output).not.toMatch(/killed/);
  const runtime = JSON.parse(
    readFileSync(join(demo.folder, '.ml-connector/demo/.ml-connector/runtime.json'), 'utf8'),
  ) as {
    apiUrl: string;
  };
  await expect(fetch(`${runtime.apiUrl}/healthz`)).rejects.toThrow();
}, 60_000);
