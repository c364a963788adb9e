import type { Problem } from '../../domain/holds/hold-reason';
import type { Found, Look } from '../../domain/posting/look';
import type { PostingKind } from '../../domain/posting/posting-kind';
import { judgeLook } from './judge-look';

const words = { name: 'the ERP', reference: () => '9001 PV', identity: () => '9001' };
const kind: PostingKind = {
  name: 'voucher',
  called: 'voucher',
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  parse: (stored) => stored,
  complete: (draft) => draft,
  fingerprint: (body) => body,
  compare: (_body, { shown }) => (shown === 'as sent' ? [] : ['total: sent 1, found 2']),
  entries: () => [],
  terms: () => ({ supplier: '', number: '' }),
};
const nothing: Look = { key: 'PCKEY', found: [], strangers: [], running: false };
const found: Found = { reference: {}, stage: 'vouchered', stageWord: '', missing: [], shown: 'as sent', facts: {} };
const other = { reference: {}, number: 'INV-1', date: '2026-10-09', amount: '5' };

const judge = (look: Partial<Look>) => judgeLook({ kind, words }, {}, { ...nothing, ...look });

test('where nothing may be concluded a person names what is ours or says that there is none', () => {
  const verdict = judge({ unclear: { why: 'one of these may be it', others: [other] } });
  expect(verdict).toMatchObject({
    kind: 'hold',
    problem: {
      reason: 'foundButDifferent',
      value: 'PCKEY',
      remedies: [{ andThen: { choice: 'nameFound' } }, { andThen: { choice: 'noneStands' } }],
    },
  });
  expect((verdict as { problem: Problem }).problem.message).toContain('9001 PV (INV-1 of 2026-10-09, 5.00)');
});

test('what stands all the same is judged, whatever is unclear beside it', () => {
  expect(judge({ found: [found], unclear: { why: 'x', others: [] } })).toMatchObject({ kind: 'equal' });
});

test('what stands otherwise may be accepted', () => {
  expect(judge({ found: [{ ...found, shown: 'other' }] })).toMatchObject({
    kind: 'hold',
    problem: { reason: 'foundButDifferent', remedies: [{ act: 'inErp' }, { act: 'decide', choice: 'acceptFound' }] },
  });
});

test('what waits there for somebody is told, and nothing is concluded', () => {
  const waits: Problem = {
    reason: 'orderOnHold',
    kind: 'waiting',
    field: 'ACHG',
    value: '1',
    message: 'waits',
    remedies: [{ act: 'resume' }],
  };
  expect(judge({ waits })).toEqual({ kind: 'hold', problem: waits });
});
