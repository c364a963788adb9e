import { createHash } from 'node:crypto';
import { base32 } from '../text/base32';
import { ediBatchFrom, erpKeyFrom, erpKeyInput, userReferenceFrom } from './erp-key';

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %p as in RFC 4648', (text, expected) => {
  expect(base32(Buffer.from(text))).toBe(expected);
});

const name = {
  environment: 'production',
  connectionId: 'c1',
  documentId: 'requisition/58820',
  step: 'order',
  ordinal: 1,
};
const keyOf = (own: typeof name) => erpKeyFrom(createHash('sha256').update(erpKeyInput(own)).digest());

test('a key is PC and 18 characters; batch and user reference are its beginning', () => {
  const key = keyOf(name);
  expect(key).toMatch(/^PC[A-Z2-7]{18}$/);
  expect([ediBatchFrom(key), userReferenceFrom(key)]).toEqual([key.slice(0, 15), key.slice(0, 15)]);
});

test('every part of the name counts, and parts do not run together', () => {
  const others = [
    { ...name, environment: 'sandbox' },
    { ...name, connectionId: 'c2' },
    { ...name, documentId: 'requisition/58821' },
    { ...name, step: 'voucher' },
    { ...name, ordinal: 2 },
    { ...name, connectionId: 'c1requisition', documentId: '/58820' },
  ];
  expect(new Set([name, ...others].map(keyOf)).size).toBe(7);
});

test('too short a hash is refused', () => {
  expect(() => erpKeyFrom(new Uint8Array(11))).toThrow(/12 bytes/);
});
