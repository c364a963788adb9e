import { sql } from 'kysely';
import type { Client } from 'pg';
import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import { openDatabase, type Database } from './database';

let acme: TestStore;
/** With one connection, so that what it writes is what a transaction writes. */
let database: Database;
const writes: string[] = [];
beforeAll(async () => {
  acme = await createTestStore();
  database = openDatabase(acme.testDatabase.appUrl, 1);
  const client = await database.pool.connect();
  const { stream } = (client as unknown as Client).connection;
  // What a cork holds back leaves in one piece.
  const writev = stream._writev?.bind(stream);
  const write = stream._write.bind(stream);
  stream._writev = (chunks, done) => {
    writes.push(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)).toString('latin1'));
    writev?.(chunks, done);
  };
  stream._write = (chunk, encoding, done) => {
    writes.push((chunk as Buffer).toString('latin1'));
    write(chunk, encoding, done);
  };
  client.release();
});
afterAll(async () => {
  await database.close();
  await acme.close();
});
beforeEach(() => void writes.splice(0));

const inAcme: Database['inTenant'] = (tenantId, work) => database.inTenant(tenantId, work);
const projects = () => inAcme(acme.tenantId, (trx) => trx.selectFrom('project').select('id').execute());

test('a transaction begins, and names its tenant, in the write that carries its first statement', async () => {
  expect(await projects()).toEqual([{ id: testProjectId }]);
  const [first, ...rest] = writes;
  expect(first).toMatch(/begin; select set_config.*select "id" from "project"/s);
  expect(rest.join('')).toMatch(/commit/);
  expect(rest.join('')).not.toMatch(/select/);
});

test('a transaction without a statement writes nothing', async () => {
  await inAcme(acme.tenantId, () => Promise.resolve());
  await expect(inAcme(acme.tenantId, () => Promise.reject(new Error('before the first')))).rejects.toThrow('before');
  expect(writes).toEqual([]);
});

test('no tenant is left on a connection: a statement behind a transaction sees no rows, one of another only its own', async () => {
  expect(await projects()).toHaveLength(1);
  expect(await database.shared.selectFrom('project').select('id').execute()).toEqual([]);
  const other = await acme.addConnection({ tenantId: 'other', connectionId: 'other', projectIds: [] });
  expect(await inAcme(other.tenantId, (trx) => trx.selectFrom('project').select('id').execute())).toEqual([]);
  expect(await projects()).toHaveLength(1);
});

test('a transaction whose first statement fails is undone, and the connection is as good as before', async () => {
  const failed = inAcme(acme.tenantId, async (trx) => {
    await sql`select 1/0`.execute(trx);
  });
  await expect(failed).rejects.toMatchObject({ code: '22012' });
  expect(await projects()).toHaveLength(1);
});

test('statements that are sent at once fail with the one that fails, and none of them is kept', async () => {
  const rename = (name: string) =>
    inAcme(acme.tenantId, (trx) =>
      Promise.all([
        trx.updateTable('project').set({ name }).execute(),
        sql`select 1/0`.execute(trx),
        trx.updateTable('project').set({ number: name }).execute(),
      ]),
    );
  await expect(rename('renamed')).rejects.toMatchObject({ code: '22012' });
  const named = await inAcme(acme.tenantId, (trx) => trx.selectFrom('project').select(['name', 'number']).execute());
  expect(named).not.toMatchObject([{ name: 'renamed' }]);
  expect(named).not.toMatchObject([{ number: 'renamed' }]);
});

test('where the transaction cannot begin, its first statement fails too', async () => {
  const { pid } = (await database.pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!;
  const ended = inAcme(acme.tenantId, async (trx) => {
    await acme.database.pool.query('select pg_terminate_backend($1)', [pid]);
    await trx.updateTable('project').set({ name: 'too late' }).execute();
  });
  await expect(ended).rejects.toThrow();
  const named = await inAcme(acme.tenantId, (trx) => trx.selectFrom('project').select('name').execute());
  expect(named).not.toMatchObject([{ name: 'too late' }]);
});

test('a database of which only tenants were asked for is closed like any other: a program that had it ends at once', async () => {
  const ofTenants = openDatabase(acme.testDatabase.appUrl, 1);
  await ofTenants.inTenant(acme.tenantId, (trx) => trx.selectFrom('project').select('id').execute());
  await ofTenants.close();
  expect(ofTenants.pool.totalCount).toBe(0);
  await ofTenants.close();
});

test('of two transactions that wait for each other the one that is given up runs again, and both are done', async () => {
  const both = openDatabase(acme.testDatabase.appUrl, 2);
  const other = '700000000000777';
  try {
    await both.inTenant(acme.tenantId, (trx) =>
      trx
        .insertInto('project')
        .columns(['tenantId', 'connectionId', 'id', 'number', 'name'])
        .expression((eb) =>
          eb
            .selectFrom('project')
            .select(['tenantId', 'connectionId', eb.val(other).as('id'), 'number', 'name'])
            .where('id', '=', testProjectId),
        )
        .execute(),
    );
    const runs: string[] = [];
    let met = 0;
    const lock = (order: readonly string[]) =>
      both.inTenant(acme.tenantId, async (trx) => {
        runs.push(order.join());
        for (const id of order) {
          await trx.selectFrom('project').select('id').where('id', '=', id).forUpdate().execute();
          // The first time, only once each has one of the two.
          met += 1;
          while (met < 2) await new Promise((resolve) => setTimeout(resolve, 10));
        }
        return order.length;
      });
    expect(await Promise.all([lock([testProjectId, other]), lock([other, testProjectId])])).toEqual([2, 2]);
    // The one given up may be back at its first row before the other woke, and they meet again.
    expect(runs.length).toBeGreaterThanOrEqual(3);
  } finally {
    await both.close();
  }
});
