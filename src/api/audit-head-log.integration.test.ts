import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { createTestStore, type TestStore } from '../../test/stack/test-store';
import { AuditHeadSigner } from '../crypto/audit-head-signer';
import { MasterKeyRing } from '../crypto/master-key-ring';
import { sealKey } from '../crypto/seal-key';
import { createLogger } from '../telemetry/log';
import { startAuditHeadLog } from './audit-head-log';

const signer = new AuditHeadSigner(new MasterKeyRing([sealKey('mk', randomBytes(32))]));
let acme: TestStore;
let lines: Record<string, unknown>[];

beforeEach(async () => {
  acme = await createTestStore();
  lines = [];
  await enter(acme.tenantId);
});
afterEach(() => acme.close());

const enter = (tenantId: string): Promise<void> =>
  acme.store.as('CANARY').inTenant(tenantId, (tx) => tx.auditTrail.append({ act: 'x', facts: { amount: 'CANARY' } }));

/** As a process does that logs warnings only: looks once at its start, and is stopped. */
async function oneProcess(): Promise<void> {
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = createLogger({ name: 'api', level: 'warn', destination });
  await startAuditHeadLog({ store: acme.store, signer, logger }).stop();
}

const daysAgo = (tenantId: string, days: number) =>
  acme.store.database.inTenant(tenantId, (trx) =>
    trx
      .updateTable('auditHead')
      .set({ loggedAt: sql<Date>`now() - ${days} * interval '1 day'` })
      .execute(),
  );

test('the first start logs each signed head, and the redaction lets exactly its fields pass', async () => {
  await acme.addConnection({ tenantId: 'rival' });
  await enter('rival');
  await oneProcess();
  expect(lines.map((line) => line['tenantId'])).toEqual(['acme', 'rival']);
  for (const { level, time, pid, name, msg, ...head } of lines) {
    expect([level, name]).toEqual([30, 'api']);
    expect([time, pid, msg].every((one) => one !== undefined)).toBe(true);
    const wanted = ['auditCount', 'auditHead', 'auditHeadAt', 'auditSignature', 'masterKeyId', 'tenantId'];
    expect(Object.keys(head).sort()).toEqual(wanted);
    expect(signer.faultOf(head as unknown as Parameters<typeof signer.faultOf>[0])).toBeNull();
  }
});

test('many processes write one line a tenant and day, and the next day another', async () => {
  await Promise.all(Array.from({ length: 8 }, oneProcess));
  expect(lines).toHaveLength(1);
  await enter(acme.tenantId);
  await oneProcess();
  expect(lines).toHaveLength(1);
  await daysAgo(acme.tenantId, 1);
  await Promise.all(Array.from({ length: 8 }, oneProcess));
  expect(lines.map((line) => line['auditCount'])).toEqual(['1', '2']);
});

test('a tenant that has no entry yet has no head to log, and gets its line when it has one', async () => {
  await acme.addConnection({ tenantId: 'rival' });
  await oneProcess();
  expect(lines.map((line) => line['tenantId'])).toEqual(['acme']);
  await enter('rival');
  await oneProcess();
  expect(lines.map((line) => line['tenantId'])).toEqual(['acme', 'rival']);
});

test('a database that does not answer is logged, and neither ends the process nor keeps it', async () => {
  const store = { ...acme.store, inTenant: () => Promise.reject(new Error('CANARY')) };
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = createLogger({ name: 'api', level: 'warn', destination });
  await startAuditHeadLog({ store, signer, logger }).stop();
  expect(lines).toEqual([expect.objectContaining({ level: 40 })]);
  expect(JSON.stringify(lines)).not.toContain('CANARY');
});
