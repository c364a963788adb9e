import { createHash } from 'node:crypto';
import { chainHash } from './audit-chain';

test('the hash of an entry is what the page on the audit trail says, so that others can check it', () => {
  const entry = {
    ...{ seq: '7', at: '2026-11-20T10:00:00.000001Z', actor: 'A. Controller', act: 'order.sent' },
    ...{ connectionId: 'acme-jde', documentKind: 'requisition', sourceId: '58820' },
    facts: { plan: { b: [{ y: 1, x: 'ä' }], a: null }, erpKey: 'PC1' },
    ...{ payloadHash: null, previousHash: 'ab' },
  };
  const text =
    '["acme","7","2026-11-20T10:00:00.000001Z","A. Controller","acme-jde","requisition","58820","order.sent",' +
    '[["erpKey","PC1"],["plan",[["a",null],["b",[[["x","ä"],["y",1]]]]]]],null,"ab"]';
  expect(chainHash('acme', entry)).toBe(createHash('sha256').update(text).digest('hex'));
});
