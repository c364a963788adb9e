import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadMasterKey, MASTER_KEY_VARIABLE } from './master-key';

const base64 = (): string => randomBytes(32).toString('base64');
const env = (value: string): NodeJS.ProcessEnv => ({ [MASTER_KEY_VARIABLE]: value });

describe('loadMasterKey', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'master-key-'));
    file = path.join(folder, 'keys', 'master.key');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('the first of several keys is current, and each is found by its id', async () => {
    const ring = await loadMasterKey({ env: env(`new:${base64()},old:${base64()}, ${base64()}`) });
    expect(ring.current.id).toBe('new');
    expect(ring.byId('old').id).toBe('old');
    expect(() => ring.byId('older')).toThrow(/master key older is not loaded \(loaded: new, old, mk-[0-9a-f]{12}\)/);
  });

  test('a key without an id is named by itself: the same key the same name, another another', async () => {
    const [one, two] = [base64(), base64()];
    const ids = await Promise.all(
      [one, one, two].map(async (key) => (await loadMasterKey({ env: env(key) })).current.id),
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each([
    ['too short', randomBytes(31).toString('base64'), /entry 1 of ML_CONNECTOR_MASTER_KEY.*31 bytes/],
    ['not base64', 'pass word!', /entry 1 of ML_CONNECTOR_MASTER_KEY is not base64/],
    ['twice the same id', `a:${base64()},a:${base64()}`, /same id/],
    ['only a comma', ',', /holds no master key/],
  ])('a key that is %s is refused, and the error does not show it', async (_case, value, message) => {
    const error = await loadMasterKey({ env: env(value) }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    if (value.length > 1) expect(String(error)).not.toContain(value);
  });

  test('a missing file is made once, readable by its owner alone, and read again later', async () => {
    const source = { env: env(' '), file, createIfMissing: true, wrappedKeysExist: async () => false };
    const rings = await Promise.all([1, 2, 3, 4].map(() => loadMasterKey(source)));
    expect(new Set(rings.map((ring) => ring.current.id)).size).toBe(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(['master.key']);
    expect((await loadMasterKey({ env: {}, file })).current.id).toBe(rings[0]!.current.id);
  });

  test('no new key is made where wrapped keys exist', async () => {
    const source = { env: {}, file, createIfMissing: true, wrappedKeysExist: () => true };
    await expect(loadMasterKey(source)).rejects.toThrow(/holds data keys wrapped by one.*bring the old key back/);
    await expect(readFile(file)).rejects.toThrow(/ENOENT/);
  });

  test('no new key is made by a caller who cannot say whether wrapped keys exist', async () => {
    await expect(loadMasterKey({ env: {}, file, createIfMissing: true })).rejects.toThrow(/does not exist/);
    await expect(loadMasterKey({ env: {}, file, wrappedKeysExist: () => false })).rejects.toThrow(/does not exist/);
    await expect(loadMasterKey({ env: {} })).rejects.toThrow(/ML_CONNECTOR_MASTER_KEY/);
  });

  test.each([0o640, 0o604, 0o620])('a file of mode %o is refused', async (mode) => {
    const open = path.join(folder, 'open.key');
    await writeFile(open, base64());
    await chmod(open, mode);
    await expect(loadMasterKey({ env: {}, file: open })).rejects.toThrow(/has mode 06.*Make it 0600/);
  });
});
