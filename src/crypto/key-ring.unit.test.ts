import { randomBytes } from 'node:crypto';
import type { DataKeyRotationStore, WrappedDataKey } from './data-key-store';
import { KeyRing } from './key-ring';
import { MasterKeyRing } from './master-key-ring';
import { rewrapDataKeys } from './rewrap-data-keys';
import { rotateDataKey } from './rotate-data-key';
import { sealKey } from './seal-key';

class MemoryStore implements DataKeyRotationStore {
  readonly rows = new Map<string, WrappedDataKey>();
  loads = 0;

  async load(tenantId: string): Promise<WrappedDataKey[]> {
    this.loads += 1;
    return [...this.rows].filter(([key]) => key.startsWith(`${tenantId}/`)).map(([, row]) => row);
  }

  async insertFirst(tenantId: string, first: WrappedDataKey): Promise<WrappedDataKey[]> {
    return this.insertNext(tenantId, first);
  }

  async insertNext(tenantId: string, next: WrappedDataKey): Promise<WrappedDataKey[]> {
    const key = `${tenantId}/${next.version}`;
    if (!this.rows.has(key)) this.rows.set(key, next);
    return this.load(tenantId);
  }

  async replaceWrapping(tenantId: string, from: string, rewrapped: WrappedDataKey): Promise<boolean> {
    const key = `${tenantId}/${rewrapped.version}`;
    if (this.rows.get(key)?.masterKeyId !== from) return false;
    this.rows.set(key, rewrapped);
    return true;
  }
}

const oldMaster = sealKey('old', randomBytes(32));
const newMaster = sealKey('new', randomBytes(32));
const text = Buffer.from('p1');

describe('KeyRing', () => {
  let store: MemoryStore;
  const ring = (masterKeys = new MasterKeyRing([oldMaster]), refreshAfterMs?: number): KeyRing =>
    new KeyRing({ store, masterKeys, ...(refreshAfterMs !== undefined && { refreshAfterMs }) });
  beforeEach(() => {
    store = new MemoryStore();
  });

  test('what one process seals another opens', async () => {
    const sealed = await ring().seal('acme', 'body', text);
    expect(await ring().open('acme', 'body', sealed)).toEqual(text);
  });

  test('processes that seal a tenant for the first time at once agree on one key', async () => {
    const rings = [1, 2, 3].map(() => ring());
    const sealed = await Promise.all(rings.map((each) => each.seal('acme', 'body', text)));
    expect(store.rows.size).toBe(1);
    for (const each of rings) {
      for (const value of sealed) expect(await each.open('acme', 'body', value)).toEqual(text);
    }
  });

  test('a tenant cannot open what another sealed, nor a purpose what another sealed', async () => {
    const keys = ring();
    const sealed = await keys.seal('acme', 'body', text);
    await keys.ready('other');
    await expect(keys.open('other', 'body', sealed)).rejects.toMatchObject({ problem: 'unknownKey' });
    await expect(keys.open('acme', 'credentials', sealed)).rejects.toMatchObject({ problem: 'tampered' });
  });

  test('a digest is the same in every process and after rotations, and another for each tenant, purpose and key', async () => {
    const digest = await ring().digest('acme', 'taxId', '912047719');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    await rotateDataKey(store, new MasterKeyRing([oldMaster]), 'acme');
    const both = new MasterKeyRing([newMaster, oldMaster]);
    await rewrapDataKeys(store, both, 'acme');
    const keys = ring(new MasterKeyRing([newMaster]));
    expect(await keys.digest('acme', 'taxId', '912047719')).toBe(digest);
    const others = [
      keys.digest('acme', 'taxId', '912047710'),
      keys.digest('acme', 'other', '912047719'),
      keys.digest('rival', 'taxId', '912047719'),
    ];
    store = new MemoryStore();
    others.push(ring().digest('acme', 'taxId', '912047719'));
    expect(new Set([digest, ...(await Promise.all(others))]).size).toBe(5);
  });

  test('a data key copied to another tenant does not unwrap there', async () => {
    const sealed = await ring().seal('acme', 'body', text);
    store.rows.set('other/1', store.rows.get('acme/1')!);
    await expect(ring().open('other', 'body', sealed)).rejects.toMatchObject({ problem: 'tampered' });
  });

  test('opening makes no key', async () => {
    const sealed = await ring().seal('acme', 'body', text);
    await expect(ring().open('nobody', 'body', sealed)).rejects.toMatchObject({ problem: 'unknownKey' });
    expect([...store.rows.keys()]).toEqual(['acme/1']);
  });

  test('the synchronous variants work once the tenant is ready, and say so before', async () => {
    const keys = ring();
    expect(() => keys.sealSync('acme', 'body', text)).toThrow(/no data key of tenant acme is loaded/);
    await keys.ready('acme');
    const { loads } = store;
    expect(keys.openSync('acme', 'body', keys.sealSync('acme', 'body', text))).toEqual(text);
    await keys.open('acme', 'body', await keys.seal('acme', 'body', text));
    expect(store.loads).toBe(loads);
  });

  test('after a rotation new values have the new key, old ones open, and a process that missed it opens both', async () => {
    const masterKeys = new MasterKeyRing([oldMaster]);
    const missed = ring(masterKeys);
    const before = await missed.seal('acme', 'body', text);
    const currentId = await rotateDataKey(store, masterKeys, 'acme');
    const follows = ring(masterKeys);
    const after = await follows.seal('acme', 'body', text);
    expect(after.includes(currentId)).toBe(true);
    expect(before.includes(currentId)).toBe(false);
    expect(await follows.open('acme', 'body', before)).toEqual(text);
    expect(await missed.open('acme', 'body', after)).toEqual(text);
  });

  test('a process follows a rotation by itself once its copy is old', async () => {
    const masterKeys = new MasterKeyRing([oldMaster]);
    const keys = ring(masterKeys, 0);
    await keys.ready('acme');
    const currentId = await rotateDataKey(store, masterKeys, 'acme');
    expect((await keys.seal('acme', 'body', text)).includes(currentId)).toBe(true);
  });

  test('rewrapped keys open under the new master key alone, those not rewrapped name the one they need', async () => {
    const sealed = await ring().seal('acme', 'body', text);
    const other = await ring().seal('other', 'body', text);
    const both = new MasterKeyRing([newMaster, oldMaster]);
    expect(await rewrapDataKeys(store, both, 'acme')).toBe(1);
    expect(await rewrapDataKeys(store, both, 'acme')).toBe(0);
    const afterwards = ring(new MasterKeyRing([newMaster]));
    expect(await afterwards.open('acme', 'body', sealed)).toEqual(text);
    await expect(afterwards.open('other', 'body', other)).rejects.toThrow(/master key old is not loaded/);
  });

  test('an old key whose master key is gone does not stop work with the current one', async () => {
    const before = await ring().seal('acme', 'body', text);
    await rotateDataKey(store, new MasterKeyRing([newMaster, oldMaster]), 'acme');
    const keys = ring(new MasterKeyRing([newMaster]));
    expect(await keys.open('acme', 'body', await keys.seal('acme', 'body', text))).toEqual(text);
    await expect(keys.open('acme', 'body', before)).rejects.toThrow(/master key old is not loaded/);
  });

  test('neither stored rows nor a printed ring show key bytes', async () => {
    const keys = ring();
    await keys.ready('acme');
    expect(JSON.stringify({ keys, oldMaster })).not.toContain(oldMaster.key.export().toString('base64').slice(0, 20));
    expect(store.rows.get('acme/1')!.wrapped.includes(oldMaster.key.export())).toBe(false);
  });
});
