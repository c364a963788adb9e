import { changeIndicator, itemPath, type Linked } from './item-links';

const pod = 'https://ibnajb-test.fa.ocs.oraclecloud.com';
const linked = (host: string): Linked => ({
  links: [
    {
      rel: 'self',
      href: `https://${host}/fscmRestApi/resources/11.13.18.05/suppliers/300000001964004/child/addresses/300000002336616`,
      properties: { changeIndicator: 'ACED0005737200136A6176612E7574696C2E41727261794C697374' },
    },
    { rel: 'parent', href: `https://${host}/fscmRestApi/resources/11.13.18.05/suppliers/300000001964004` },
  ],
});

test('the key of an item is the one of its own link, with the default port written or not', () => {
  const path = 'suppliers/300000001964004/child/addresses/300000002336616';
  expect(itemPath(linked('ibnajb-test.fa.ocs.oraclecloud.com:443'), pod)).toBe(path);
  expect(itemPath(linked('ibnajb-test.fa.ocs.oraclecloud.com'), pod)).toBe(path);
  expect(changeIndicator(linked('ibnajb-test.fa.ocs.oraclecloud.com:443'))).toMatch(/^ACED/);
});

test('a link to another host, or none, is never followed', () => {
  expect(() => itemPath(linked('evil.example'), pod)).toThrow('another host');
  expect(() => itemPath(linked('ibnajb-test.fa.ocs.oraclecloud.com:8443'), pod)).toThrow('another host');
  expect(() => itemPath({}, pod)).toThrow('no link to itself');
});

test('version 9 keeps links and change indicator elsewhere', () => {
  const own = {
    '@context': { links: linked('ibnajb-test.fa.ocs.oraclecloud.com:443').links, headers: { ETag: 'ACED9' } },
  };
  expect(itemPath(own, pod)).toMatch(/^suppliers/);
  expect(changeIndicator(own)).toBe('ACED9');
});
