import { get } from 'node:http';
import {
  indicatorOf,
  keyOf,
  RESOURCES,
  startTestSandbox,
  type TestJson,
  type TestSandbox,
} from '../testing/test-sandbox.fixture';

const many = Array.from({ length: 620 }, (_unused, index) => ({
  SupplierId: String(300000050000000 + index),
  SupplierNumber: String(5000 + index),
  Supplier: `Bulk ${index}`,
  BusinessRelationshipCode: 'SPEND_AUTHORIZED',
  CreationDate: '2026-01-01T00:00:00.000Z',
  LastUpdateDate: '2026-01-15T12:00:00.000Z',
  addresses: Array.from({ length: index === 0 ? 30 : 0 }, (_each, n) => ({ AddressName: `A${n}`, City: 'Boise' })),
}));

describe('collections', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({}, { suppliers: many });
  });
  afterEach(() => sandbox.close());

  const page = async (query: string, headers?: Record<string, string>): Promise<TestJson> =>
    (await sandbox.get(`suppliers?${query}`, headers)).json;
  /** `fetch` does not let a caller say what host it asks. */
  const askedAs = (host: string): Promise<TestJson> =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${sandbox.token}`, Host: host };
      get(`${sandbox.url}${RESOURCES}/suppliers?limit=1`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      }).on('error', reject);
    });
  const numbers = (json: TestJson): string[] => json.items.map((item: TestJson) => item.SupplierNumber);

  test('the envelope has 25 rows by default, more only up to the cap, and a total only when asked', async () => {
    const first = await page('');
    expect(first).toMatchObject({ count: 25, hasMore: true, limit: 25, offset: 0 });
    expect(first).not.toHaveProperty('totalResults');
    expect(await page('limit=1000&totalResults=true')).toMatchObject({ count: 500, limit: 500, totalResults: 620 });
    expect(await page('limit=500&offset=500')).toMatchObject({ count: 120, hasMore: false, offset: 500 });
    await sandbox.set({ maxLimit: 100 });
    expect(await page('limit=500')).toMatchObject({ count: 100, limit: 100 });
  });

  test('a total can be too heavy: 500 with it, 200 without', async () => {
    await sandbox.set({ totalResultsFails: ['suppliers'] });
    expect((await sandbox.get('suppliers?totalResults=true')).status).toBe(500);
    expect((await sandbox.get('suppliers')).status).toBe(200);
  });

  test('links carry the port and the change indicator, and go with onlyData or by relation', async () => {
    const [item] = (await page('limit=1')).items;
    const self = item.links.find((link: TestJson) => link.rel === 'self');
    expect(self.href).toMatch(/:\d+\/fscmRestApi\/resources\/11\.13\.18\.05\/suppliers\/300000050000000$/);
    expect(indicatorOf(item)).toMatch(/^ACED0005/);
    expect((await askedAs('pod.example')).items[0].links[0].href).toMatch(/^http:\/\/pod\.example:80\/fscmRestApi\//);
    await sandbox.set({ linkOrigin: 'https://pod.example:443' });
    expect((await page('limit=1')).links[0].href).toMatch(/^https:\/\/pod\.example:443\/fscmRestApi\//);
    expect((await page('limit=1&onlyData=true')).items[0]).not.toHaveProperty('links');
    expect((await page('limit=1&links=self')).items[0].links).toHaveLength(1);
  });

  test('null members are present', async () => {
    expect((await page('limit=1')).items[0]).toMatchObject({ AlternateName: null, InactiveDate: null });
  });

  test('ids keep every digit, and are texts under framework 9, which has its links under @context', async () => {
    expect((await sandbox.get('suppliers?limit=1')).text).toContain('"SupplierId":300000050000000,');
    const nine = await page('limit=1', { 'REST-Framework-Version': '9' });
    expect(nine.items[0].SupplierId).toBe('300000050000000');
    expect(nine.items[0]['@context']).toMatchObject({ key: '300000050000000', headers: { ETag: expect.any(String) } });
    expect(nine.items[0]).not.toHaveProperty('links');
  });

  test('children are bare arrays until framework 2, then collections with pages of their own', async () => {
    const old = await page('limit=1&expand=addresses', { 'REST-Framework-Version': '2' });
    expect(old.items[0].addresses).toHaveLength(30);
    const paged = await page('limit=1&expand=addresses');
    expect(paged.items[0].addresses).toMatchObject({ count: 25, hasMore: true });
    await sandbox.set({ expandedChildLimit: 0 });
    expect((await page('limit=1&expand=addresses')).items[0].addresses).toMatchObject({ count: 30, hasMore: false });
    const child = await sandbox.get("suppliers/300000050000000/child/addresses?limit=100&q=AddressName='A29'");
    expect(child.json.items).toHaveLength(1);
  });

  test('fields projects, also children, and beats expand; a bad one is refused or fails', async () => {
    const shown = await page('limit=1&onlyData=true&fields=SupplierId;addresses:City&expand=sites');
    expect(Object.keys(shown.items[0])).toEqual(['SupplierId', 'addresses']);
    expect(Object.keys(shown.items[0].addresses.items[0])).toEqual(['City']);
    expect((await sandbox.get('suppliers?fields=Nope')).status).toBe(400);
    await sandbox.set({ badFields: 'fails' });
    expect((await sandbox.get('suppliers?fields=Nope')).status).toBe(500);
    expect((await sandbox.get('suppliers?expand=nope')).status).toBe(400);
  });

  test('orderBy sorts by case-sensitive names; what it leaves open may differ from call to call', async () => {
    expect(numbers(await page('limit=1&orderBy=SupplierId:desc'))).toEqual(['5619']);
    expect((await sandbox.get('suppliers?orderBy=supplierId')).status).toBe(400);
    const tied = 'limit=10&orderBy=LastUpdateDate:asc';
    expect(numbers(await page(tied))).toEqual(numbers(await page(tied)));
    await sandbox.set({ unorderedPages: 'shuffled' });
    expect(numbers(await page(tied))).not.toEqual(numbers(await page(tied)));
    const unique = `${tied},SupplierId:asc`;
    expect(numbers(await page(unique))).toEqual(numbers(await page(unique)));
  });

  test('a row that is changed between two pages by offset moves, and another is skipped', async () => {
    const by = 'limit=10&orderBy=LastUpdateDate:asc,SupplierId:asc';
    const first = numbers(await page(by));
    await sandbox.control('PATCH', 'items/suppliers/300000050000003', { Alias: 'touched' });
    const second = numbers(await page(`${by}&offset=10`));
    expect(first).toContain('5003');
    expect([...first, ...second]).not.toContain('5010');
  });

  test('suppliers cannot be asked by LastUpdateDate, only sorted, until the switch says so; describe tells', async () => {
    const asked = "suppliers?q=LastUpdateDate >= '2026-01-01T00:00:00.000%2B00:00'";
    const attribute = async (): Promise<TestJson> =>
      (await sandbox.get('suppliers/describe')).json.Resources.suppliers.attributes.find(
        (each: TestJson) => each.name === 'LastUpdateDate',
      );
    const refused = await sandbox.get(asked);
    expect(refused).toMatchObject({ status: 400, json: { 'o:errorDetails': [{ 'o:errorCode': '29140' }] } });
    expect((await attribute()).queryable).toBe(false);
    await sandbox.set({ queryable: { 'suppliers.LastUpdateDate': true } });
    expect((await sandbox.get(asked)).json.count).toBe(25);
    expect((await attribute()).queryable).toBe(true);
    expect((await sandbox.get('suppliers?orderBy=LastUpdateDate:desc')).status).toBe(200);
    await sandbox.set({ sortable: { 'suppliers.LastUpdateDate': false } });
    expect((await sandbox.get('suppliers?orderBy=LastUpdateDate:desc')).status).toBe(400);
  });

  test('timestamps carry the offset of the zone, daylight saving applied, and compare as instants', async () => {
    await sandbox.control('PATCH', 'items/suppliers/300000050000001', { CreationDate: '2026-07-01T12:00:00Z' });
    const [winter, summer] = (await page('limit=2&orderBy=SupplierId')).items;
    expect([winter.CreationDate, summer.CreationDate]).toEqual([
      '2025-12-31T18:00:00.000-06:00',
      '2026-07-01T07:00:00.000-05:00',
    ]);
    expect(numbers(await page("q=CreationDate > '2026-07-01T13:59:59.000%2B02:00'"))).toEqual(['5001']);
    // An unencoded plus is a space, and no timestamp.
    expect((await sandbox.get("suppliers?q=CreationDate > '2026-07-01T13:59:59.000+02:00'")).status).toBe(400);
    await sandbox.set({ timeZone: 'UTC' });
    expect((await page('limit=1')).items[0].CreationDate).toBe('2026-01-01T00:00:00.000+00:00');
  });

  test('an unknown path, resource, child or finder is refused', async () => {
    for (const path of ['nothings', 'suppliers/1', 'suppliers/300000050000000/child/nope']) {
      expect((await sandbox.get(path)).status).toBe(404);
    }
    expect((await sandbox.get('suppliers?finder=Nope;a=1')).status).toBe(400);
    expect((await page('finder=PrimaryKey;SupplierId=300000050000005')).count).toBe(1);
  });

  test('the word latest stands for the version, and the versions are listed', async () => {
    expect((await sandbox.get('/fscmRestApi/resources/latest/suppliers')).status).toBe(200);
    const listed = (await sandbox.get('/fscmRestApi/resources')).json.items[0];
    expect(listed['adf:extension']).toMatchObject({ defaultFrameworkVersion: '1' });
  });

  test('an item is updated only by the indicator that it shows, if one is sent', async () => {
    const item = (await sandbox.get('suppliers/300000050000000')).json;
    const patch = (match: string) =>
      sandbox.send('PATCH', `suppliers/${keyOf(item)}`, { Alias: 'x' }, { 'If-Match': match });
    expect((await patch(indicatorOf(item))).status).toBe(200);
    expect((await patch(indicatorOf(item))).status).toBe(412);
    await sandbox.set({ staleAnswer: 'JBO-25014' });
    expect(await patch(indicatorOf(item))).toMatchObject({
      status: 400,
      json: { 'o:errorDetails': [{ 'o:errorCode': '25014' }] },
    });
  });

  test('PATCH may be tunnelled through POST, if the pod takes it', async () => {
    const tunnelled = () =>
      sandbox.send('POST', 'suppliers/300000050000000', { Alias: 'y' }, { 'X-HTTP-Method-Override': 'PATCH' });
    expect((await tunnelled()).status).toBe(200);
    await sandbox.set({ methodOverride: false });
    expect((await tunnelled()).status).toBe(405);
  });
});
