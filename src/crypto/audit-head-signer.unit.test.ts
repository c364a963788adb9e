import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { AuditHeadSigner, type SignedHead } from './audit-head-signer';
import { MasterKeyRing } from './master-key-ring';
import { sealKey } from './seal-key';

const oldBytes = randomBytes(32);
const oldKey = sealKey('old', oldBytes);
const newKey = sealKey('new', randomBytes(32));
const signer = (...keys: Parameters<typeof sealKey>[]): AuditHeadSigner => {
  const [first = sealKey('none', randomBytes(32)), ...others] = keys.map((key) => sealKey(...key));
  return new AuditHeadSigner(new MasterKeyRing([first, ...others]));
};
const head = { tenantId: 'acme', count: '12', hash: 'ab'.repeat(32), at: '2026-11-20T10:00:00.000000Z' };
const signed = signer(['old', oldBytes]).sign(head);

test('what was signed passes', () => {
  expect(signer(['old', oldBytes]).faultOf(signed)).toBeNull();
});

test.each<[string, Partial<SignedHead>]>([
  ['tenant', { tenantId: 'rival' }],
  ['number', { auditCount: '11' }],
  ['hash', { auditHead: 'ac'.repeat(32) }],
  ['time', { auditHeadAt: '2026-11-21T10:00:00.000000Z' }],
  ['signature', { auditSignature: '00'.repeat(32) }],
  ['signature, cut', { auditSignature: signed.auditSignature.slice(2) }],
])('another %s does not', (_what, change) => {
  expect(signer(['old', oldBytes]).faultOf({ ...signed, ...change })).toBe('its signature does not fit');
});

test('without the master key nobody can sign, also not under its id', () => {
  const forged = signer(['old', randomBytes(32)]).sign({ ...head, count: '9' });
  expect(signer(['old', oldBytes]).faultOf(forged)).toBe('its signature does not fit');
});

test('after a rotation new heads are signed under the new key and old ones still pass, as long as the old key is loaded', () => {
  const both = new AuditHeadSigner(new MasterKeyRing([newKey, oldKey]));
  expect(both.sign(head).masterKeyId).toBe('new');
  expect(both.faultOf(signed)).toBeNull();
  expect(new AuditHeadSigner(new MasterKeyRing([newKey])).faultOf(signed)).toContain('master key old, which is not');
});

test('the signature is what the page on the audit trail says, so that others can check it', () => {
  const key = Buffer.from(hkdfSync('sha256', oldBytes, Buffer.alloc(0), 'ml-connector/audit-head', 32));
  const text = '["acme","12","' + head.hash + '","2026-11-20T10:00:00.000000Z"]';
  expect(signed.auditSignature).toBe(createHmac('sha256', key).update(text).digest('hex'));
});
