import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/stack/test-database';
import { startAuditHeadLog } from '../api/audit-head-log';
import { chainHash, type ChainedEntry } from '../crypto/audit-chain';
import { createLogger } from '../telemetry/log';
import { openStore, type OpenedStore } from '../processes/open-store';
import { scriptedCli, type ScriptedCli } from './scripted-terminal.fixture';

let database: TestDatabase;
let opened: OpenedStore;
let cli: ScriptedCli;

async function begin(): Promise<void> {
  database = await createTestDatabase();
  cli = scriptedCli({
    DATABASE_URL: database.appUrl,
    ML_CONNECTOR_MASTER_KEY: `first:${randomBytes(32).toString('base64')}`,
  });
  opened = await openStore({ databaseUrl: database.appUrl, env: cli.env });
  await enter('acme', 5);
}

async function end(): Promise<void> {
  await opened.close();
  await database.drop();
  cli.remove();
}

async function enter(tenantId: string, count: number): Promise<void> {
  await opened.store.tenants.ensure(tenantId, tenantId);
  await opened.store.as('A. Controller').inTenant(tenantId, async (tx) => {
    for (let no = 1; no <= count; no += 1) {
      const facts = { amount: '9000.00', lines: [{ b: no, a: 'ä "x"' }], before: null };
      await tx.auditTrail.append({ act: `act ${no}`, facts });
    }
  });
}

/** What an owner of the tables can do who wants to hide something. */
async function asOwner(...statements: readonly string[]): Promise<void> {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await owner.query('alter table audit_entry disable trigger user');
    for (const statement of statements) await owner.query(statement);
  } finally {
    await owner.end();
  }
}

async function exported(): Promise<string[]> {
  const run = await cli.run(['audit', 'export', '--file', 'trail.jsonl', '--json']);
  expect(run).toMatchObject({ code: 0, json: { file: 'trail.jsonl' } });
  return readFileSync(join(cli.folder, 'trail.jsonl'), 'utf8').trimEnd().split('\n');
}

/** The chain made anew over what is left, as whoever rewrites a trail would. */
function rechained(lines: readonly string[], change: (entry: ChainedEntry) => ChainedEntry): ChainedEntry[] {
  let previousHash = '';
  return lines.map((line) => {
    const { tenantId, ...entry } = JSON.parse(line) as ChainedEntry & { tenantId: string };
    const changed = { ...change(entry), previousHash };
    previousHash = chainHash(tenantId, changed);
    return { ...changed, hash: previousHash };
  });
}

describe('audit verify', () => {
  beforeEach(begin);
  afterEach(end);

  test('gives 0 for a whole trail and 1 with the fault for one that was changed', async () => {
    await expect(cli.run(['audit', 'verify', '--json'])).resolves.toMatchObject({ code: 0, json: { ok: true } });
    await asOwner(`update audit_entry set actor = 'somebody else' where seq = 2`);
    const run = await cli.run(['audit', 'verify']);
    expect(run.code).toBe(1);
    expect(run.out).toContain('FAULT: entry 2 was changed');
  });

  test('a tail cut together with the head is found by a head that was kept, and only by it', async () => {
    await exported();
    await enter('acme', 2);
    const whole = await cli.run(['audit', 'verify', '--head', 'trail.jsonl', '--json']);
    expect(whole).toMatchObject({
      code: 0,
      json: { ok: true, heads: [{ line: 6, tenant: 'acme', count: '5', fault: null }] },
    });
    await asOwner(
      'delete from audit_entry where seq > 3',
      'update audit_head set count = 3, hash = (select hash from audit_entry where seq = 3)',
    );
    await expect(cli.run(['audit', 'verify'])).resolves.toMatchObject({ code: 0 });
    const cut = await cli.run(['audit', 'verify', '--head', 'trail.jsonl']);
    expect(cut.code).toBe(1);
    expect(cut.out).toMatch(/FAULT: trail\.jsonl line 6, .*: the trail of tenant acme has no entry 5 any more/);
  });

  test('a trail rewritten with all its hashes and the head is found by a head that was kept, and only by it', async () => {
    const lines = await exported();
    const forged = rechained(lines.slice(0, -1), (entry) =>
      entry.seq === '2' ? { ...entry, actor: 'nobody' } : entry,
    );
    await asOwner(
      ...forged.map(
        ({ seq, actor, previousHash, hash }) =>
          `update audit_entry set actor = '${actor}', previous_hash = '${previousHash}', hash = '${hash}' where seq = ${seq}`,
      ),
      `update audit_head set hash = '${forged.at(-1)?.hash ?? ''}'`,
    );
    await expect(cli.run(['audit', 'verify'])).resolves.toMatchObject({ code: 0 });
    const run = await cli.run(['audit', 'verify', '--head', 'trail.jsonl']);
    expect(run.code).toBe(1);
    expect(run.out).toContain('entry 5 of tenant acme is another now: the trail was rewritten');
  });

  test('a kept head that was made without the master key does not pass for one', async () => {
    const head = JSON.parse((await exported()).at(-1) ?? '') as Record<string, string>;
    cli.write('forged.jsonl', `${JSON.stringify({ ...head, auditCount: '4' })}\n`);
    const run = await cli.run(['audit', 'verify', '--head', 'forged.jsonl']);
    expect(run.code).toBe(1);
    expect(run.out).toContain('FAULT: forged.jsonl line 1, ');
    expect(run.out).toContain('its signature does not fit');
  });

  test.each(['json', 'plain'] as const)('the %s log of a process gives heads that verify', async (style) => {
    const lines: string[] = ['a line of something else\n'];
    const destination = { write: (line: string) => void lines.push(`api  | ${line}`) };
    const logger = createLogger({ name: 'api', level: 'warn', style, destination });
    await startAuditHeadLog({ store: opened.store, signer: opened.headSigner, logger }).stop();
    cli.write('api.log', lines.join(''));
    const run = await cli.run(['audit', 'verify', '--head', 'api.log', '--json']);
    expect(run).toMatchObject({ code: 0, json: { heads: [{ line: 2, tenant: 'acme', count: '5', fault: null }] } });
  });

  test('after the master key was rotated old heads verify with the old key behind the new one, and say so without it', async () => {
    await exported();
    const old = cli.env['ML_CONNECTOR_MASTER_KEY'];
    const fresh = `second:${randomBytes(32).toString('base64')}`;
    cli.env['ML_CONNECTOR_MASTER_KEY'] = `${fresh},${old}`;
    await expect(cli.run(['audit', 'verify', '--head', 'trail.jsonl'])).resolves.toMatchObject({ code: 0 });
    cli.env['ML_CONNECTOR_MASTER_KEY'] = fresh;
    const run = await cli.run(['audit', 'verify', '--head', 'trail.jsonl']);
    expect(run.code).toBe(1);
    expect(run.out).toContain('signed under master key first, which is not loaded');
  });

  test.each([
    [
      'a head without its signature',
      (head: object) => ({ ...head, auditSignature: undefined }),
      'line 2: auditSignature: ',
    ],
    ['a head whose number is none', (head: object) => ({ ...head, auditCount: '-1' }), 'line 2: auditCount: '],
  ])('%s is bad input that names file and line', async (_what, spoil, message) => {
    const head = JSON.parse((await exported()).at(-1) ?? '') as object;
    cli.write('heads.jsonl', `{"msg":"other"}\n${JSON.stringify(spoil(head))}\n`);
    const run = await cli.run(['audit', 'verify', '--head', 'heads.jsonl']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('heads.jsonl: 1 fault');
    expect(run.err).toContain(message);
  });

  test('a file that is missing or holds no head is bad input', async () => {
    cli.write('none.log', '{"msg":"other"}\n');
    const none = await cli.run(['audit', 'verify', '--head', 'none.log']);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('none.log: 1 fault') as string });
    for (const option of ['--head', '--export']) {
      const run = await cli.run(['audit', 'verify', option, 'missing']);
      expect(run).toMatchObject({ code: 2, err: expect.stringContaining('does not exist') as string });
    }
  });
});

describe('audit export', () => {
  beforeEach(begin);
  afterEach(end);

  test('writes entries in order and the signed head last, for its owner only', async () => {
    const lines = (await exported()).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map((line) => line['seq'])).toEqual(['1', '2', '3', '4', '5', undefined]);
    expect(lines[4]).toMatchObject({ tenantId: 'acme', act: 'act 5', actor: 'A. Controller', connectionId: null });
    expect(lines[5]).toMatchObject({
      tenantId: 'acme',
      auditCount: '5',
      auditHead: lines[4]?.['hash'],
      masterKeyId: 'first',
    });
    expect(statSync(join(cli.folder, 'trail.jsonl')).mode & 0o777).toBe(0o600);
  });

  test.each([[[]], [['--json']]])('goes to stdout without a file, as the same lines (%j)', async (more) => {
    const run = await cli.run(['audit', 'export', ...more]);
    const lines = run.out.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines.slice(0, -1)).toEqual((await exported()).slice(0, -1));
  });

  test('a file that cannot be written is bad input', async () => {
    const run = await cli.run(['audit', 'export', '--file', 'no/such/folder.jsonl']);
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('no/such/folder.jsonl') as string });
    expect(existsSync(join(cli.folder, 'no'))).toBe(false);
  });

  test('verifies without the database, the trails of several tenants one after another', async () => {
    await enter('rival', 2);
    expect(await exported()).toHaveLength(9);
    delete cli.env['DATABASE_URL'];
    const run = await cli.run(['audit', 'verify', '--export', 'trail.jsonl', '--json']);
    expect(run).toMatchObject({
      code: 0,
      json: {
        ok: true,
        trails: [
          { tenant: 'acme', entries: 5, faults: [] },
          { tenant: 'rival', entries: 2, faults: [] },
        ],
      },
    });
  });

  test('an export contains the heads kept before it', async () => {
    cli.write('kept.jsonl', (await exported()).at(-1) ?? '');
    await enter('acme', 3);
    expect(await exported()).toHaveLength(9);
    const run = await cli.run(['audit', 'verify', '--export', 'trail.jsonl', '--head', 'kept.jsonl']);
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('kept heads: 1 of 1') as string });
  });
});

describe('an export by itself', () => {
  beforeAll(begin);
  afterAll(end);

  type Spoil = (lines: string[]) => string[];
  const changed = (line = '', text = '', by = ''): string => line.replace(text, by);
  test.each<[string, Spoil, string]>([
    [
      'a changed entry',
      (l) => l.map((line, no) => (no === 1 ? changed(line, '9000.00', '9.00') : line)),
      'entry 2 was changed',
    ],
    ['a removed entry', (l) => l.filter((_, no) => no !== 1), 'entry 2 is missing'],
    ['reordered entries', (l) => [l[0]!, l[2]!, l[1]!, ...l.slice(3)], 'entry 2 stands after entry 3'],
    ['a removed beginning', (l) => l.slice(2), 'entries 1 to 2 are missing'],
    ['a cut tail', (l) => [...l.slice(0, 3), l.at(-1)!], 'the head counts 5 entries, the trail ends at 3'],
    ['a cut end', (l) => l.slice(0, -1), 'the export ends without a signed head'],
    ['an empty file', () => [], 'the export ends without a signed head'],
    ['an entry of another tenant', (l) => l.map((x) => changed(x, '"acme"', '"rival"')), 'entry 1 was changed'],
    [
      'a head with another time',
      (l) => l.map((x) => changed(x, '"auditHeadAt":"2', '"auditHeadAt":"1')),
      'does not fit',
    ],
  ])('%s is found in an export', async (_what, spoil, fault) => {
    cli.write('spoiled.jsonl', spoil(await exported()).join('\n'));
    const run = await cli.run(['audit', 'verify', '--export', 'spoiled.jsonl']);
    expect(run.code).toBe(1);
    expect(run.out).toContain(fault);
  });

  test('an export rewritten with all its hashes is found by its signature, and by a head kept before', async () => {
    const lines = await exported();
    const head = JSON.parse(lines.at(-1) ?? '') as Record<string, string>;
    const forged = rechained(lines.slice(0, -1), (entry) => ({ ...entry, actor: 'nobody' }));
    const newHead = { ...head, auditHead: forged.at(-1)?.hash };
    const text = [...forged.map((entry) => ({ tenantId: 'acme', ...entry })), newHead].map((one) =>
      JSON.stringify(one),
    );
    cli.write('forged.jsonl', text.join('\n'));
    const run = await cli.run(['audit', 'verify', '--export', 'forged.jsonl', '--head', 'trail.jsonl']);
    expect(run.code).toBe(1);
    expect(run.out).toContain('FAULT: the head: its signature does not fit');
    expect(run.out).toContain('entry 5 of tenant acme is another now');
  });

  test('without a master key the chain is walked, but the export does not pass', async () => {
    await exported();
    const key = cli.env['ML_CONNECTOR_MASTER_KEY'];
    delete cli.env['ML_CONNECTOR_MASTER_KEY'];
    const run = await cli.run(['audit', 'verify', '--export', 'trail.jsonl']);
    cli.env['ML_CONNECTOR_MASTER_KEY'] = key;
    expect(run.code).toBe(1);
    expect(run.out).toContain('5 entries');
    expect(run.out.match(/FAULT/g)).toHaveLength(1);
    expect(run.out).toContain('its signature was not checked: no master key');
  });

  test.each([
    ['a line that is no JSON', 'nonsense', 'line 2: is no JSON'],
    ['a line that is no entry', '{"seq":"2"}', 'line 2: tenantId: required'],
    ['a member that no hash covers', null, 'line 2: note: '],
  ])('%s is bad input that names file and line', async (_what, line, message) => {
    const lines = await exported();
    lines[1] = line ?? (lines[1] ?? '').replace('{', '{"note":"added",');
    cli.write('bad.jsonl', lines.join('\r\n'));
    const run = await cli.run(['audit', 'verify', '--export', 'bad.jsonl']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('bad.jsonl: ');
    expect(run.err).toContain(message);
  });
});
