import { testSettings } from '../../../test/stack/test-store';
import { jdeSystem } from '../../clients/jde/system';
import { requireFixed } from './fixed-once-live';

const byRequisition = testSettings();
const byCommitment = testSettings({
  settings: { posting: { purchaseOrderBasis: 'commitment', relief: 'reduce', orderCommitment: undefined } },
});
const connection = (goLiveAt: Date | null) => ({ connectionId: 'acme-jde', goLiveAt, settings: byRequisition });
const live = new Date('2026-10-01T00:00:00Z');

test('of a live connection the basis of its orders never changes: what is ordered would be ordered once more', () => {
  expect(() => requireFixed(jdeSystem, connection(live), byCommitment)).toThrow(
    'posting.purchaseOrderBasis: is requisition, and connection acme-jde is live with it',
  );
});

test('before it is live, and to the same again, it may be saved', () => {
  expect(() => requireFixed(jdeSystem, connection(null), byCommitment)).not.toThrow();
  expect(() => requireFixed(jdeSystem, connection(live), byRequisition)).not.toThrow();
});

test('nor does its relief: what vouchers of ours left open AP would not have matched, and the other way round', () => {
  const matched = testSettings({
    settings: { posting: { purchaseOrderBasis: 'commitment', relief: 'match', orderCommitment: undefined } },
  });
  const before = { ...connection(live), settings: byCommitment };
  expect(() => requireFixed(jdeSystem, before, matched)).toThrow('posting.relief: is reduce, and connection acme-jde');
  expect(() => requireFixed(jdeSystem, before, byCommitment)).not.toThrow();
});
