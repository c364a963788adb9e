import { billed, commitment, history, requisition } from '../../src/domain/procore/procore-documents.fixture';
import type { Segments } from '../../src/domain/coding/chart';
import { compileMapping } from '../../src/domain/coding/resolve-coding';
import { money, sum } from '../../src/domain/money/money';
import type { Plan } from '../../src/domain/posting/plan/planned-step';
import { PostedEffects } from '../../src/domain/posting/books/posted-effects';
import { kontorVendorPlanner } from './plan/vendor-planner.fixture';
import { planIn, planRounds, type Given } from './planned-for-kontor.fixture';
import { kontorUnderTest, sampleMapping, sampleSettings } from './sample-kontor.fixture';
import { kontorSettings } from './settings.fixture';

const first = { number: 1, previousRequisitionId: null };

const planOf = async (given: Given = {}): Promise<Plan> => planIn((await planRounds(given)).planned);

async function problemsOf(given: Given): Promise<readonly (readonly [string, string | undefined])[]> {
  const { planned } = await planRounds(given);
  if (!('problems' in planned)) throw new Error('expected problems');
  return planned.problems.map(({ reason, causeKey }) => [reason, causeKey] as const);
}

describe('what it asks for', () => {
  test('facts of Kontor, until it needs nothing: the books only when the sites are known', async () => {
    const { planned, rounds } = await planRounds();
    expect(Object.keys(planned)).toEqual(['plan']);
    expect(rounds).toEqual([
      ['site S-4411', 'site S-0', 'nature 6150', 'nature 6200', 'nature 3300', 'nature 6999', 'creditor K-70123'],
      ['books NORD'],
    ]);
  });

  test('no creditor while the party is not linked', async () => {
    const { rounds } = await planRounds({ wanted: { vendor: { partyId: 'p1', linked: false, supplierNumber: null } } });
    expect(rounds.flat().filter((key) => key.startsWith('creditor'))).toEqual([]);
  });

  test('nothing of a requisition that is withdrawn', async () => {
    await expect(planRounds({ wanted: null })).resolves.toEqual({ planned: { problems: [], choices: [] }, rounds: [] });
  });

  test('a kind of fact that Kontor does not know is refused', async () => {
    const { adapter } = kontorUnderTest();
    await expect(adapter.readFacts([{ kind: 'job', id: '1', causes: [] }])).rejects.toThrow(RangeError);
  });
});

describe('the steps', () => {
  const shape = ({ steps }: Plan) =>
    steps.map(({ draft: _draft, entries: _entries, system: _system, subject: _subject, asks: _asks, ...step }) => step);

  test('the order is submitted within its own activity; the invoice waits for its approval, the match for the invoice', async () => {
    expect(shape(await planOf())).toEqual([
      { id: 'order', step: 'order', kind: 'draftOrder' },
      { id: 'submit', step: 'submit', kind: 'submitOrder', moves: 'order', within: 'order', until: 'delivered' },
      { id: 'voucher', step: 'voucher', kind: 'invoice', after: { step: 'order', stage: 'posted' } },
      { id: 'match', step: 'match', kind: 'match', after: { step: 'voucher', stage: 'delivered' }, until: 'posted' },
    ]);
  });

  test('a pure release orders nothing, and its invoice waits for none', async () => {
    const release = requisition([billed('26-010.S', '1', '10000.00', '1000.00', '0.00', '1000.00')], '9000.00');
    const before = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });
    const plan = await planOf({ wanted: { requisition: release, history: before }, settings: { awaitMatch: false } });
    expect(shape(plan)).toEqual([{ id: 'voucher', step: 'voucher', kind: 'invoice' }]);
    expect(plan.steps[0]?.entries.map(({ account, amount }) => [account, amount])).toEqual([
      ['S-4411/400/6150', '0.00'],
      ['S-0/100/3300', '1000'],
    ]);
  });

  test('what is posted again after a void names its decision', async () => {
    const posting = {
      key: 'PCOLD',
      kind: 'draftOrder',
      ordinal: 1,
      state: 'voided',
      stage: 'voided',
      origin: 'sent',
      system: 'kontor',
      planId: null,
    } as const;
    const rest = { subject: '', supplier: '', number: '', reference: null, facts: {}, because: null };
    const effect = { documentId: 'd1', step: 'order', entries: [], posting: { ...posting, ...rest } };
    const plan = await planOf({
      input: {
        effects: new PostedEffects([effect]),
        decisions: [{ id: 'decision-1', kind: 'confirmVoided', subject: 'PCOLD' }],
      },
    });
    expect(plan.steps.map(({ id, because }) => [id, because])).toEqual([
      ['order', 'decision-1'],
      ['submit', undefined],
      ['voucher', undefined],
      ['match', undefined],
    ]);
  });
});

test('the entries add up: the order to the gross, the invoice to what is paid, by item to gross and withheld', async () => {
  const { steps, head } = await planOf();
  const entriesOf = (id: string) => steps.find((step) => step.id === id)?.entries ?? [];
  const total = (id: string, of: 'amount' | 'gross' | 'withheld') => sum(entriesOf(id).map((entry) => entry[of]));
  expect(total('order', 'amount')).toBe(money(head.totals?.gross ?? ''));
  expect(total('voucher', 'amount')).toBe(money(head.totals?.payable ?? ''));
  expect([total('voucher', 'gross'), total('voucher', 'withheld')]).toEqual(['10500', '1050']);
  expect([total('order', 'gross'), total('order', 'withheld')]).toEqual(['0', '0']);
  expect(head).toMatchObject({ company: 'NORD', supplier: 'K-70123', currency: 'EUR', mappingVersion: 7 });
  expect(head.lines.map(({ account, payable }) => [account, payable])).toEqual([
    ['S-4411/400/6150', '9000.00'],
    ['S-4411/400/6200', '450.00'],
  ]);
});

test('retainage that only moves between items is posted nowhere, and counts all the same', async () => {
  const moved = requisition(
    [
      billed('26-010.S', '1', '10000.00', '1000.00', '0.00', '100.00'),
      billed('05-120.M', '2', '500.00', '50.00', '100.00'),
    ],
    '9450.00',
  );
  const before = history('9450.00', {
    'contract_item:1': ['10000.00', '1000.00'],
    'contract_item:2': ['500.00', '50.00'],
  });
  const plan = await planOf({ wanted: { requisition: moved, history: before } });
  expect(plan.steps).toEqual([]);
  expect(plan.recorded.map(({ item, amount, withheld }) => [item, amount, withheld])).toEqual([
    ['contract_item:1', '0', '-100.00'],
    ['contract_item:2', '0', '100.00'],
  ]);
});

describe('what keeps it from being planned', () => {
  const targeting = (row: (typeof sampleMapping)[number], segments: Segments) => ({
    ...row,
    target: { ...row.target, ...segments },
  });
  const mappedTo = (segments: Segments) => ({
    mapping: compileMapping(sampleMapping.map((row) => targeting(row, segments))),
  });
  const small = (fields: Parameters<typeof requisition>[2]) => ({
    requisition: requisition([billed('26-010.S', '1', '100.00', '0.00', '0.00')], '0.00', { ...first, ...fields }),
  });

  test.each<[string, Given, readonly (readonly [string, string | undefined])[]]>([
    ['a site that is not there', { wanted: mappedTo({ site: 'S-77' }) }, [['accountMissing', 'account:S-77']]],
    ['a site that is closed', { wanted: mappedTo({ site: 'S-9' }) }, [['businessUnitClosed', 'account:S-9']]],
    ['a nature that is not there', { wanted: mappedTo({ nature: '1' }) }, [['accountMissing', 'account:1']]],
    ['a nature that is locked', { wanted: mappedTo({ nature: '6300' }) }, [['accountInactive', 'account:6300']]],
    [
      'a vendor that is not linked',
      { wanted: { vendor: { partyId: 'p1', linked: false, supplierNumber: null } } },
      [['vendorUnknown', 'vendor:p1']],
    ],
    [
      'a creditor that is gone',
      { wanted: { vendor: { partyId: 'p1', linked: true, supplierNumber: 'K-1' } } },
      [['vendorUnknown', 'vendor:p1']],
    ],
    [
      'a creditor that is blocked',
      {
        before: (levers) => {
          levers.block('K-70123', 'insolvent');
        },
      },
      [['vendorOnHold', 'vendor:p1']],
    ],
    ['a closed month', { wanted: small({ billingDate: '2027-01-31' }) }, [['periodClosed', 'period:NORD']]],
    [
      'sites of two sets of books',
      {
        wanted: {
          mapping: compileMapping(sampleMapping.map((row, at) => (at === 1 ? targeting(row, { site: 'S-8' }) : row))),
        },
        before: (levers) => {
          levers.addBooks({ code: 'SUED', currency: 'EUR', openFrom: '2026-01', openTo: '2026-12' });
          levers.addSite({ code: 'S-8', books: 'SUED', name: 'Elsewhere', open: true });
        },
      },
      [['twoCompanies', 'connection']],
    ],
    [
      'an order that another way brought there',
      { wanted: { commitment: { ...commitment, originId: '77' } } },
      [['orderElsewhere', undefined]],
    ],
    [
      'a cost code without an account',
      { wanted: { mapping: compileMapping([]) } },
      [
        ['unmappedCostCode', 'cost-code:789::26-010.S'],
        ['unmappedCostCode', 'cost-code:789::05-120.M'],
      ],
    ],
    [
      'a lower number that is approved and not posted',
      {
        wanted: {
          ...small({ number: 2 }),
          history: history('0', {}, { openPredecessor: { requisitionId: '1', number: 1, status: 'approved' } }),
        },
      },
      [['earlierRequisition', 'requisition:1']],
    ],
    ['a tax', { wanted: small({ summary: { taxApplicableToThisPayment: '7.00' } }) }, [['tax', undefined]]],
    [
      'a cent between the lines and the certificate, with no account for it',
      {
        wanted: small({ summary: { totalEarnedLessRetainage: '100.01', currentPaymentDue: '100.01' } }),
        settings: { roundingAccount: null },
      },
      [['amountsDiffer', 'connection']],
    ],
  ])('%s', async (_what, given, expected) => {
    await expect(problemsOf(given)).resolves.toEqual(expected);
  });
});

test('a vendor comes to one creditor in the books of the connection, with the country before its tax id', () => {
  const vendor = {
    id: '8881212',
    name: "Ernie's Electrical, Inc.",
    legalName: null,
    address: '1 Main St',
    city: 'Hamburg',
    stateCode: null,
    zip: '20095',
    countryCode: 'DE',
    businessPhone: null,
    faxNumber: null,
    emailAddress: null,
    businessRegister: { identifier: '123 456 789' },
  };
  const { adapter } = kontorUnderTest();
  expect(adapter.planners.vendor).toBe(kontorVendorPlanner);
  const planned = kontorVendorPlanner({
    wanted: { partyId: 'p1', vendor },
    effects: new PostedEffects([]),
    decisions: [],
    facts: { get: () => undefined },
    settings: kontorSettings(sampleSettings),
    today: '2026-11-05',
  });
  expect('plan' in planned ? planned.plan.steps : planned).toMatchObject([
    {
      kind: 'creditor',
      subject: 'vendor:p1',
      draft: { books: 'NORD', sourceKey: '8881212', matchcode: 'ERNIES ELECTRICAL', vatId: 'DE123456789' },
    },
  ]);
});
