import { jdePostingSchema, orderFaults } from './posting-settings';

const given = {
  branchPlant: { rule: 'businessUnit' },
  companies: { '00200': { retainageAccount: '200.4110' } },
  glDatePolicy: 'periodEnd',
  ediUser: 'PROCORE',
};

function faults(more: Readonly<Record<string, unknown>>): readonly string[] {
  const parsed = jdePostingSchema.safeParse({ ...given, ...more });
  return parsed.success
    ? orderFaults(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `posting.${path.join('.')}: ${message}`);
}

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['of a requisition, with what becomes of them', { orderCommitment: 'untracked' }],
  ['of a commitment, with their relief', { purchaseOrderBasis: 'commitment', relief: 'reduce' }],
  ['of a commitment, which AP matches', { purchaseOrderBasis: 'commitment', relief: 'match' }],
])('orders are %s', (_what, more) => {
  expect(faults(more)).toEqual([]);
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['requisition without orderCommitment', {}, 'posting.orderCommitment: required: one of untracked, cancelWhenPosted'],
  ['requisition with relief', { orderCommitment: 'untracked', relief: 'reduce' }, 'posting.relief: only with'],
  ['commitment without relief', { purchaseOrderBasis: 'commitment' }, 'posting.relief: required with'],
  [
    'commitment with orderCommitment',
    { purchaseOrderBasis: 'commitment', relief: 'reduce', orderCommitment: 'untracked' },
    'posting.orderCommitment: not with purchaseOrderBasis commitment',
  ],
  ['another relief', { purchaseOrderBasis: 'commitment', relief: 'both' }, 'posting.relief: one of match, reduce ('],
])('basis %s is refused, and it is said what would be right', (_what, more, message) => {
  const [only, ...others] = faults(more);
  expect(others).toEqual([]);
  expect(only).toContain(message);
});

test.each<[string, unknown]>([
  ['retainageMethod', 'liabilityLine'],
  ['retainageMethod', 'payItem'],
  ['retainageGlClass', 'RETN'],
  ['retainageSubledger', 'supplier'],
  ['voucherProcessing', 'final'],
  ['taxMethod', 'jde'],
  ['taxCodes', [{ code: 'TX' }]],
  ['documentType', 'PS'],
  ['creditDocumentType', 'PD'],
  ['journalDocumentType', 'JX'],
  ['payStatus', 'A'],
  ['zeroPayable', 'journal'],
])('with relief match %s (%s) is refused and not ignored: it is about vouchers of ours', (name, value) => {
  const found = faults({ purchaseOrderBasis: 'commitment', relief: 'match', [name]: value });
  expect(found).toEqual([expect.stringContaining(`posting.${name}: not with relief match`)]);
  expect(faults({ purchaseOrderBasis: 'commitment', relief: 'reduce', [name]: value })).toEqual([]);
});
