import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { envelopeFromText, envelopeKeyId, envelopeToText, openEnvelope, sealEnvelope } from './envelope';
import { sealKey } from './seal-key';

const key = sealKey('k1', randomBytes(32));
const binding = { tenantId: 'acme', purpose: 'credentials' };

describe('envelope', () => {
  test('whatever is sealed opens again, also through its text form, and names its key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (plaintext) => {
        const sealed = envelopeFromText(envelopeToText(sealEnvelope(key, binding, plaintext)));
        expect(envelopeKeyId(sealed)).toBe('k1');
        expect(openEnvelope(key, binding, sealed)).toEqual(Buffer.from(plaintext));
      }),
    );
  });

  test('one flipped bit anywhere is found', () => {
    const sealed = sealEnvelope(key, binding, Buffer.from('secret'));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openEnvelope(key, binding, changed)).toThrow();
    }
  });

  test('a cut value is refused at every length', () => {
    const sealed = sealEnvelope(key, binding, Buffer.from('secret'));
    for (let length = 0; length < sealed.length; length++) {
      expect(() => openEnvelope(key, binding, sealed.subarray(0, length))).toThrow();
    }
  });

  test.each([
    ['another tenant', { tenantId: 'other', purpose: 'credentials' }],
    ['another purpose', { tenantId: 'acme', purpose: 'body' }],
    ['the same letters cut elsewhere', { tenantId: 'acmec', purpose: 'redentials' }],
  ])('a value does not open for %s', (_case, other) => {
    const sealed = sealEnvelope(key, binding, Buffer.from('secret'));
    expect(() => openEnvelope(key, other, sealed)).toThrow(expect.objectContaining({ problem: 'tampered' }));
  });

  test('another key is named as such, and the same id over other bytes counts as tampering', () => {
    const sealed = sealEnvelope(key, binding, Buffer.from('secret'));
    expect(() => openEnvelope(sealKey('k2', randomBytes(32)), binding, sealed)).toThrow(/sealed with key k1/);
    expect(() => openEnvelope(sealKey('k1', randomBytes(32)), binding, sealed)).toThrow(
      expect.objectContaining({ problem: 'tampered' }),
    );
  });

  test('two seals of the same text differ, and neither shows it', () => {
    const [a, b] = [1, 2].map(() => sealEnvelope(key, binding, Buffer.from('CANARY')));
    expect(a!.equals(b!)).toBe(false);
    expect(a!.includes('CANARY')).toBe(false);
  });

  test('a format from the future says so', () => {
    const sealed = sealEnvelope(key, binding, Buffer.from('x'));
    sealed[0] = 2;
    expect(() => openEnvelope(key, binding, sealed)).toThrow(/format 2 is not known/);
  });
});
