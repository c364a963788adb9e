import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { createTestStore, type TestStore } from '../../../test/stack/test-store';
import { up } from '../migrations/0011-supplier-tax-ids';
import type { Scope } from '../scope';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

function link(scope: Scope, vendorId: string, number: string, taxId: string) {
  return acme.store.inTenant(scope.tenantId, async (tx) => {
    const { id } = await tx.parties.ofVendor(scope, vendorId);
    const supplier = { number, taxId };
    return (await tx.parties.link(scope, id, supplier)) ? 'linked' : tx.parties.holderOf(scope, id, supplier);
  });
}

test('a tax id belongs to one party of a connection, however it is written', async () => {
  expect(await link(acme, '1', '7001', '91-2047719')).toBe('linked');
  expect(await link(acme, '2', '7002', '91 2047719')).toBe('1');
  expect(await link(acme, '2', '7001', '')).toBe('1');
  expect(await link(acme, '2', '7002', '')).toBe('linked');
  expect(await link(acme, '3', '7003', ' ')).toBe('linked');
  expect(await link(await acme.addConnection(), '1', '7001', '912047719')).toBe('linked');
});

test('who a supplier is stays with the link as it was first seen, moves with a hand-over, and begins anew with the next link', async () => {
  const { store, tenantId } = acme;
  const first = { number: '7011', id: '31', created: '2021-03-04T15:12:44.120Z' };
  const seen = (vendorId: string) =>
    store.inTenant(tenantId, async (tx) => (await tx.parties.ofVendor(acme, vendorId)).erpIdentity);
  await link(acme, '11', '7011', '');
  expect(await seen('11')).toBeNull();
  await store.inTenant(tenantId, async (tx) => {
    const { id } = await tx.parties.ofVendor(acme, '11');
    // Of another number than the link's nothing is learned, as of one that was linked anew meanwhile.
    await tx.parties.identify(id, { ...first, number: '7099' });
    expect((await tx.parties.load(id)).erpIdentity).toBeNull();
    await tx.parties.identify(id, first);
    await tx.parties.identify(id, { ...first, id: '32' });
  });
  expect(await seen('11')).toEqual(first);
  await store.inTenant(tenantId, async (tx) => {
    const [from, to] = [await tx.parties.ofVendor(acme, '11'), await tx.parties.ofVendor(acme, '12')];
    await tx.parties.handOver(from, to);
  });
  expect(await seen('12')).toEqual(first);
  const identity = { ...first, id: '33' };
  await store.inTenant(tenantId, async (tx) => {
    const { id } = await tx.parties.ofVendor(acme, '12');
    await tx.parties.link(acme, id, { number: '7011', taxId: '', identity });
  });
  expect(await seen('12')).toEqual(identity);
  await store.inTenant(tenantId, async (tx) => tx.parties.unlink((await tx.parties.ofVendor(acme, '12')).id));
  expect(await seen('12')).toBeNull();
});

test('a stored party does not tell the tax id', async () => {
  await link(acme, '4', '7004', '84-6620917');
  const rows = await acme.store.database.inTenant(acme.tenantId, (trx) =>
    trx.selectFrom('party').selectAll().where('procoreVendorId', '=', '4').execute(),
  );
  expect(rows[0]?.erpTaxDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(rows)).not.toMatch(/84-?6620917/);
});

test('the migration leaves no name and no tax id of what an earlier version stored', async () => {
  const old = await createTestStore();
  const pool = new Pool({ connectionString: old.testDatabase.ownerUrl, max: 1 });
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { id } = await old.store.inTenant(old.tenantId, (tx) =>
      tx.documents.see(old, { kind: 'vendor', sourceId: '1' }),
    );
    await sql`alter table party drop column erp_tax_digest`.execute(owner);
    await sql`alter table party add column erp_tax_id text`.execute(owner);
    const { tenantId, connectionId } = old;
    await sql`insert into party (tenant_id, connection_id, procore_vendor_id, erp_tax_id)
      values (${tenantId}, ${connectionId}, '1', '84-6620917')`.execute(owner);
    await sql`insert into erp_fact (tenant_id, connection_id, kind, key, fact)
      values (${tenantId}, ${connectionId}, 'supplier', '7001', '{"name": "Acme", "taxId": "84-6620917"}')`.execute(
      owner,
    );
    await sql`insert into posting (tenant_id, connection_id, document_id, system, kind, step, ordinal, key, facts)
      values (${tenantId}, ${connectionId}, ${id}, 'jde', 'supplier', 'vendor', 1, 'PC1',
        '{"name": "Acme", "taxId": "84-6620917", "searchType": "V"}')`.execute(owner);
    await up(owner);
    const { rows: facts } = await sql`select fact from erp_fact union all select facts from posting`.execute(owner);
    expect(facts).toEqual([{ fact: { name: 'Acme' } }, { fact: { searchType: 'V' } }]);
    const { rows: parties } = await sql`select * from party`.execute(owner);
    expect(parties).toEqual([expect.objectContaining({ procore_vendor_id: '1', erp_tax_digest: null })]);
  } finally {
    await owner.destroy();
    await old.close();
  }
});
