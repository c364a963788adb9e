import { randomBytes } from 'node:crypto';
import {
  ApplicationFailure,
  defaultPayloadConverter,
  type Payload,
  type SerializationContext,
} from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow';
import { createDataConverter } from './data-converter';
import type { DataKeyStore, WrappedDataKey } from './data-key-store';
import { KeyRing } from './key-ring';
import { MasterKeyRing } from './master-key-ring';
import { EncryptingPayloadCodec } from './payload-codec';
import { sealKey } from './seal-key';
import { createTenantOf } from './tenant-directory';

const masterKeys = new MasterKeyRing([sealKey('m', randomBytes(32))]);
const rows = new Map<string, WrappedDataKey>();
const store: DataKeyStore = {
  load: async (tenantId) => [rows.get(tenantId) ?? []].flat(),
  insertFirst: async (tenantId, first) => {
    if (!rows.has(tenantId)) rows.set(tenantId, first);
    return [rows.get(tenantId) ?? []].flat();
  },
};
const newRing = (): KeyRing => new KeyRing({ store, masterKeys });
const lookUps: string[] = [];
const newTenantOf = (): ReturnType<typeof createTenantOf> =>
  createTenantOf(async (connectionId) => {
    lookUps.push(connectionId);
    return connectionId.startsWith('conn') ? `tenant-of-${connectionId}` : undefined;
  });
const newCodec = (): EncryptingPayloadCodec =>
  new EncryptingPayloadCodec({ keyRing: newRing(), tenantOf: newTenantOf() });

const workflow = (workflowId: string): SerializationContext => ({ type: 'workflow', namespace: 'n', workflowId });
const activity = (workflowId?: string): SerializationContext => ({
  type: 'activity',
  namespace: 'n',
  isLocal: false,
  ...(workflowId !== undefined && { workflowId }),
});
const clear = (): Payload => defaultPayloadConverter.toPayload({ amount: 'CANARY 9000.00' });
const tenantIn = (payload: Payload | undefined): string => Buffer.from(payload!.metadata!['tenant-id']!).toString();

describe('EncryptingPayloadCodec', () => {
  test.each([
    ['a workflow', workflow('requisition/conn1/77'), 'tenant-of-conn1'],
    ['a workflow that a schedule started', workflow('pollFeed/conn2/9/reqs-2026-11-20T10:00:00Z'), 'tenant-of-conn2'],
    ['an activity', activity('vendor/conn3/p-1'), 'tenant-of-conn3'],
    ['an activity without a workflow', activity(), 'system'],
    ['a workflow that serves all', workflow('reconcile/hourly-2026-11-20T10:00:00Z'), 'system'],
    ['no context', undefined, 'system'],
  ])('the context chooses the tenant: %s', async (_case, context, tenantId) => {
    const [sealed] = await newCodec().encode([clear()], context);
    expect(tenantIn(sealed)).toBe(tenantId);
  });

  test('content and metadata are hidden, and a fresh process decodes without context what it never encoded', async () => {
    const sealed = await newCodec().encode(
      [clear(), defaultPayloadConverter.toPayload(undefined)],
      workflow('requisition/conn1/1'),
    );
    for (const payload of sealed) {
      const wire = Buffer.concat([...Object.values(payload.metadata!), payload.data!]);
      expect(wire.includes('CANARY')).toBe(false);
      expect(wire.includes('json/plain')).toBe(false);
    }
    const decoded = await newCodec().decode(sealed);
    expect(decoded.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([
      { amount: 'CANARY 9000.00' },
      undefined,
    ]);
  });

  test('decoding looks no connection up, so a removed one and a replay under another id still read', async () => {
    const sealed = await newCodec().encode([clear()], workflow('requisition/conn1/1'));
    lookUps.length = 0;
    await newCodec().decode(sealed, workflow('fake'));
    expect(lookUps).toEqual([]);
  });

  test('a payload relabelled with another tenant does not open', async () => {
    const codec = newCodec();
    const [sealed] = await codec.encode([clear()], workflow('requisition/conn1/1'));
    await codec.encode([clear()], workflow('requisition/conn2/1'));
    const relabelled = { ...sealed, metadata: { ...sealed!.metadata, 'tenant-id': Buffer.from('tenant-of-conn2') } };
    await expect(codec.decode([relabelled])).rejects.toMatchObject({ problem: 'unknownKey' });
    await expect(
      codec.decode([{ ...sealed, metadata: { encoding: sealed!.metadata!['encoding']! } }]),
    ).rejects.toMatchObject({
      problem: 'malformed',
    });
  });

  test('payloads of other encodings pass through untouched', async () => {
    const other = clear();
    expect(await newCodec().decode([other])).toEqual([other]);
    expect((await newCodec().decode([other]))[0]).toBe(other);
  });

  test('an unknown connection is an error, not a fall back to the shared key', async () => {
    await expect(newCodec().encode([clear()], workflow('requisition/nowhere/1'))).rejects.toThrow(
      /names no known connection/,
    );
    await expect(newCodec().encode([clear()], workflow('requisition'))).rejects.toThrow(/expected kind\/connectionId/);
  });

  test('each connection is looked up once, an unknown one again', async () => {
    lookUps.length = 0;
    const tenantOf = newTenantOf();
    for (const id of ['requisition/conn1/1', 'vendor/conn1/2']) await tenantOf(id);
    for (let times = 0; times < 2; times++) await Promise.resolve(tenantOf('vendor/new/2')).catch(() => undefined);
    expect(lookUps).toEqual(['conn1', 'new', 'new']);
  });
});

describe('createDataConverter', () => {
  test('messages and stacks of failures and of their causes travel encrypted and come back', async () => {
    const converter = loadDataConverter(createDataConverter({ keyRing: newRing(), tenantOf: newTenantOf() }));
    const error = ApplicationFailure.create({
      message: 'CANARY outer',
      type: 'Rejected',
      details: [{ vendor: 'CANARY vendor' }],
      cause: new Error('CANARY cause'),
    });
    const failure = await encodeErrorToFailure(converter, error, activity('requisition/conn1/1'));
    expect(JSON.stringify(failure)).not.toMatch(/CANARY|unit\.test/);
    expect(failure.applicationFailureInfo?.type).toBe('Rejected');
    const back = await decodeOptionalFailureToOptionalError(converter, failure);
    expect(back).toMatchObject({
      message: 'CANARY outer',
      details: [{ vendor: 'CANARY vendor' }],
      cause: { message: 'CANARY cause' },
    });
  });
});
