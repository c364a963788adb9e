import { compileMapping } from '../../coding/resolve-coding';
import type { Problem } from '../../holds/hold-reason';
import type { PlannerInput } from '../../posting/plan/planner';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { PostingStage } from '../../posting/stages/posting-stage';
import type { ProcoreCommitment } from '../../procore/procore-commitments';
import { changeOrderLine, commitment } from '../../procore/procore-documents.fixture';
import type { Combination, KeptSupplier } from '../facts';
import type { Order } from '../order';
import type { OrderDraft } from '../kinds/purchase-order';
import type { PostingSettings } from '../posting-settings';
import { combination, order, ordered, settings, site, supplier } from '../requisition/planner.fixture';
import { fusionCommitmentPlanner } from './planner';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';

interface Given {
  readonly commitment?: Partial<ProcoreCommitment>;
  readonly wanted?: Partial<CommitmentWanted>;
  readonly settings?: Partial<PostingSettings>;
  readonly order?: Partial<PostingSettings['order']>;
  readonly supplier?: KeptSupplier | null;
  readonly combination?: Combination | null;
}

const lines = [
  { ...changeOrderLine('1', '03-300.S', '45000.00', 1), quantity: '500', uom: 'CY', unitCost: '90.01' },
  changeOrderLine('2', '05-120.M', '0.00', 2),
  changeOrderLine('3', '05-120.M', '5000.00', 3),
];

function inputOf(given: Given): PlannerInput<CommitmentWanted> {
  const usual = settings();
  return {
    wanted: {
      sourceId: '701973',
      commitment: {
        ...commitment,
        grandTotal: '50000.00',
        contractDate: '2026-07-02',
        lineItems: lines,
        ...given.commitment,
      },
      project: { id: '789', number: '4411', name: 'Tower' },
      mapping: compileMapping([
        {
          line: 2,
          project: '*',
          subJob: '*',
          costCode: '*',
          costType: 'S',
          target: { entity: '101', department: '10', account: '60530', subAccount: '000' },
        },
        {
          line: 3,
          project: '*',
          subJob: '*',
          costCode: '*',
          costType: 'M',
          target: { entity: '101', department: '10', account: '60540', subAccount: '000' },
        },
      ]),
      mappingVersion: 3,
      vendor: { partyId: 'p1', linked: true, supplierNumber: '1252' },
      atGoLive: null,
      carried: [],
      ...given.wanted,
    },
    effects: new PostedEffects([]),
    decisions: [],
    facts: {
      get: (kind, id) => {
        if (kind === 'ledger') return { id, currency: 'USD' };
        if (kind === 'supplier') return given.supplier === undefined ? supplier : given.supplier;
        return given.combination === undefined ? combination(id) : given.combination;
      },
    },
    settings: { ...usual, order: { ...usual.order, ...given.order }, ...given.settings },
    today: '2026-11-05',
  };
}

const planOf = (given: Given = {}) => {
  const planned = fusionCommitmentPlanner(inputOf(given));
  if (!('plan' in planned)) throw new Error(JSON.stringify(planned));
  return planned.plan;
};
const draftOf = (given: Given = {}): OrderDraft => planOf(given).steps[0]?.draft as OrderDraft;
const told = (given: Given): readonly (readonly [string, string])[] => {
  const planned = fusionCommitmentPlanner(inputOf(given));
  return ('problems' in planned ? planned.problems : []).map(({ reason, field }: Problem) => [reason, field]);
};

test('a draft has one amount line for each line of the contract, units in the text only, and none of 0.00', () => {
  expect(draftOf()).toMatchObject({
    supplier: '1252',
    supplierId: supplier.id,
    siteId: site.id,
    currency: 'USD',
    retainage: { way: 'B' },
    deliveryDate: '2027-07-02',
    lines: [
      {
        number: '1',
        item: 'contract_item:1',
        amount: '45000.00',
        account: '101.10.60530.000',
        accountId: '626955',
        lineType: 'Fixed Price Services',
        description: expect.stringContaining('(500 CY)'),
      },
      { number: '2', item: 'contract_item:3', amount: '5000.00' },
    ],
  });
});

test('an order is of the business units of its company, by its buyer, at a site that is assigned there', () => {
  const idaho = { id: '300000046987099', name: 'Idaho Business Unit' };
  const buys = { id: '300000046987088', name: 'Idaho Procurement' };
  const { companies } = settings();
  const own = { ...companies['101']!, businessUnit: idaho, procurementBusinessUnit: buys, order: { buyerId: '7' } };
  const given = { settings: { companies: { '101': own } } };
  expect(told(given)).toEqual([['vendorOnHold', 'SupplierSite']]);
  const assignments = [{ businessUnitId: idaho.id, inactiveDate: null }];
  const there = { ...site, id: '9', name: 'Lee ID', procurementBusinessUnitId: buys.id, assignments };
  expect(draftOf({ ...given, supplier: { ...supplier, sites: [site, there] } })).toMatchObject({
    siteId: '9',
    setup: { procurementBusinessUnitId: buys.id, requisitioningBusinessUnitId: idaho.id, buyerId: '7' },
  });
  expect(draftOf({ supplier: { ...supplier, sites: [site, there] } })).toMatchObject({
    siteId: site.id,
    setup: { procurementBusinessUnitId: '300000046987012', requisitioningBusinessUnitId: '300000046987012' },
  });
});

test('it is drafted, and submitted within the same activity; its entries name the order line of each source line', () => {
  const { steps, head } = planOf();
  expect(steps.map(({ id, kind, within, moves, until }) => ({ id, kind, within, moves, until }))).toEqual([
    { id: 'order', kind: 'purchaseOrder', within: undefined, moves: undefined, until: undefined },
    { id: 'submit', kind: 'orderSubmission', within: 'order', moves: 'order', until: 'delivered' },
  ]);
  expect(steps[0]?.entries.map(({ book, orderLine, item, amount }) => [book, orderLine, item, amount])).toEqual([
    ['order', '1', 'contract_item:1', '45000.00'],
    ['order', '2', 'contract_item:3', '5000.00'],
  ]);
  expect(head).toMatchObject({ company: '101', facts: { ordered: '50,000.00 USD' } });
});

test.each<[string, Given, readonly (readonly [string, string])[]]>([
  ['is not approved', { commitment: { status: 'Out For Signature' } }, [['orderNotOpen', 'status']]],
  ['is first seen when it is complete', { commitment: { status: 'Complete' } }, [['needsPerson', 'status']]],
  ['is void', { commitment: { status: 'Void' } }, [['orderNotOpen', 'status']]],
  ['another system brought to the ERP', { commitment: { originId: 'ACC-17' } }, [['orderElsewhere', 'origin_id']]],
  [
    'was there before go-live, and nobody has chosen',
    { wanted: { atGoLive: { choice: 'undecided' } } },
    [['openingBalance', 'commitment']],
  ],
  ['is not executed, where that is asked', { order: { draftWhen: 'executed' } }, [['orderNotOpen', 'executed']]],
  ['does not sum to its total', { commitment: { grandTotal: '50000.01' } }, [['amountsDiffer', 'grand_total']]],
  [
    'has a line without an amount',
    { commitment: { grandTotal: null, lineItems: [{ ...lines[0]!, amount: null }] } },
    [['amountsDiffer', 'line_items.amount']],
  ],
  [
    'has a negative line without a line type for it',
    { commitment: { grandTotal: null, lineItems: [lines[0]!, { ...lines[2]!, amount: '-1.00' }] } },
    [['negativeNotAllowed', 'posting.order.creditLineType']],
  ],
  [
    'has a code that is not mapped',
    { wanted: { mapping: compileMapping([]) } },
    [
      ['unmappedCostCode', 'wbs_code'],
      ['unmappedCostCode', 'wbs_code'],
    ],
  ],
  [
    'leads to an account that does not exist',
    { combination: null },
    [
      ['accountMissing', 'DistributionCombination'],
      ['accountMissing', 'DistributionCombination'],
    ],
  ],
  [
    'is of a party that is not linked',
    { wanted: { vendor: { partyId: 'p1', linked: false, supplierNumber: null } } },
    [['vendorUnknown', 'vendor_id']],
  ],
  [
    'has a supplier whose site holds orders',
    { supplier: { ...supplier, sites: [{ ...site, holdsOrders: true }] } },
    [['vendorOnHold', 'SupplierSite']],
  ],
  [
    'has a supplier with several sites that serve',
    { supplier: { ...supplier, sites: [site, { ...site, id: '2', name: 'B' }] } },
    [['vendorOnHold', 'SupplierSite']],
  ],
  [
    'withholds by the order, at a rate that nobody named',
    { order: { retainageWay: 'A' } },
    [['retainageSetup', 'retainage_percent']],
  ],
])('a commitment that %s is held', (_name, given, problems) => {
  expect(told(given)).toEqual(problems);
});

test('a negative line is of the type for credits; of several sites the mapped one is taken; a rate goes with way A', () => {
  const given: Given = {
    commitment: { grandTotal: null, retainagePercent: '10', lineItems: [lines[0]!, { ...lines[2]!, amount: '-1.00' }] },
    order: { creditLineType: 'Credit', retainageWay: 'A' },
    settings: { purchasingSites: { '1252': 'B' } },
    supplier: { ...supplier, sites: [site, { ...site, id: '2', name: 'B' }] },
  };
  expect(draftOf(given)).toMatchObject({
    siteId: '2',
    retainage: { way: 'A', attribute: 'RetainageRate', percent: '10' },
    lines: [{ lineType: 'Fixed Price Services' }, { lineType: 'Credit', amount: '-1.00' }],
  });
});

test('of one from before go-live the balance alone is ordered, or nothing', () => {
  const balance = { choice: 'balance', left: { 'contract_item:1': '1000.00', 'contract_item:3': '0' } } as const;
  expect(draftOf({ wanted: { atGoLive: balance }, commitment: { status: 'Complete' } }).lines).toMatchObject([
    { item: 'contract_item:1', amount: '1000.00' },
  ]);
  expect(planOf({ wanted: { atGoLive: { choice: 'leave' } } })).toMatchObject({
    steps: [],
    notes: [expect.stringContaining('left it')],
  });
});

test('one that carries the id of an order gets no second one', () => {
  expect(planOf({ commitment: { originId: '300100574829561' } })).toMatchObject({
    steps: [],
    notes: [expect.stringContaining('300100574829561')],
  });
});

test('what a contract came to after it was ordered does not ask whether there is an order', () => {
  const { all } = ordered();
  const input = inputOf({ commitment: { status: 'Complete' } });
  expect(fusionCommitmentPlanner({ ...input, effects: new PostedEffects(all) })).toHaveProperty('plan');
});

test('where the contract names no day, dates follow the clock; where it does, another one is a difference', () => {
  expect(planOf({ commitment: { contractDate: null, deliveryDate: null } }).datesFollowTheClock).toBe(true);
  expect(planOf().datesFollowTheClock).toBe(false);
});

describe('linked to an order that exists', () => {
  const linked = (line: string, there: Order | null) => {
    const atGoLive = {
      choice: 'link',
      order: '300100574829561',
      lines: { 'contract_item:1': '1', 'contract_item:3': line },
    } as const;
    const input = inputOf({ wanted: { atGoLive } });
    return fusionCommitmentPlanner({ ...input, facts: { get: (kind) => (kind === 'order' ? there : null) } });
  };

  test('it gets no second one', () => {
    expect(linked('2', order())).toMatchObject({ plan: { steps: [], notes: [expect.stringContaining('162873')] } });
  });

  test.each([
    ['is not there', '2', null, 'POHeaderId'],
    ['has no such line', '7', order(), 'LineNumber'],
  ])('one that %s is a hold that says so', (_what, line, there, field) => {
    expect(linked(line, there)).toMatchObject({ problems: [{ reason: 'orderElsewhere', field }] });
  });
});

test('what is gone is no plan and no problem', () => {
  expect(fusionCommitmentPlanner({ ...inputOf({}), wanted: null })).toEqual({ problems: [], choices: [] });
});

test('an order of what is left carries the change orders that were approved until then', () => {
  const line = changeOrderLine('77', '03-300.S', '9000.00', 1);
  const carried = [{ lineId: 'CO-77', item: 'change_order_item:77', line, amount: '9000.00' }];
  const left = { 'contract_item:1': '45000', 'contract_item:3': '0', 'change_order_item:77': '2500' };
  const { lines: drafted } = draftOf({ wanted: { atGoLive: { choice: 'balance', left }, carried } });
  expect(drafted.map(({ number, item, amount }) => [number, item, amount])).toEqual([
    ['1', 'contract_item:1', '45000.00'],
    ['2', 'change_order_item:77', '2500.00'],
  ]);
});

test('our own reference of an order that is no more is no other order; another one is', () => {
  const voided = ordered().all.map((effect) => ({
    ...effect,
    posting: effect.posting && { ...effect.posting, state: 'voided' as const },
  }));
  const key = voided[0]?.posting?.key ?? '';
  const withOrigin = (originId: string) =>
    fusionCommitmentPlanner({ ...inputOf({ commitment: { originId } }), effects: new PostedEffects(voided) });
  expect(withOrigin(`FUSION-${key}`)).toHaveProperty('plan');
  expect(withOrigin(`FUSION-${key}X`)).toMatchObject({ problems: [{ reason: 'orderElsewhere' }] });
});

describe('an order that stands', () => {
  const entry = (orderLine: string, item: string, account: string, amount: string) => ({
    ...{ book: 'order' as const, supplier: '1252', account, orderLine, item, amount },
    ...{ gross: '0', withheld: '0', tax: '0', period: '2026-11' },
  });
  const before = [
    entry('1', 'contract_item:1', '101.10.60530.000', '44000.00'),
    entry('2', 'contract_item:9', '101.10.60530.000', '10.00'),
  ];
  const stands = (stage: PostingStage, entries = before, supplierNumber = '1252'): PostedEffects =>
    new PostedEffects([
      {
        ...{ documentId: '1', step: 'order', entries },
        posting: {
          ...{
            key: 'PCA',
            system: 'fusion',
            kind: 'purchaseOrder',
            planId: '1',
            ordinal: 1,
            state: 'confirmed',
            stage,
          },
          ...{
            origin: 'sent',
            subject: 'order:701973',
            supplier: supplierNumber,
            number: '',
            facts: {},
            because: null,
          },
          reference: { poHeaderId: '3001', orderNumber: '162873' },
        },
      },
    ]);
  const stepOf = (effects: PostedEffects) => {
    const planned = fusionCommitmentPlanner({ ...inputOf({}), effects });
    if (!('plan' in planned)) throw new Error(JSON.stringify(planned));
    return planned.plan.steps[0];
  };

  test.each(['stands', 'returned'] as const)('%s, takes over the changed lines under their own numbers', (stage) => {
    const step = stepOf(stands(stage));
    expect(step?.replaces).toBe('PCA');
    const draft = step?.draft as OrderDraft;
    expect(draft.lines.map(({ number, item }) => [number, item])).toEqual([
      ['1', 'contract_item:1'],
      ['3', 'contract_item:3'],
    ]);
    expect(draft.revises).toEqual({
      ...{ key: 'PCA', headerId: '3001' },
      lines: before.map(({ orderLine: number, account, amount }) => ({ number, account, amount })),
    });
  });

  test('with these lines, it is left as it is, and so keeps its numbers', () => {
    const same = [
      entry('1', 'contract_item:1', '101.10.60530.000', '45000.00'),
      entry('3', 'contract_item:3', '101.10.60540.000', '5000.00'),
    ];
    const step = stepOf(stands('returned', same));
    expect(step?.replaces).toBeUndefined();
    expect((step?.draft as OrderDraft).revises).toBeUndefined();
    expect((step?.draft as OrderDraft).lines.map(({ number }) => number)).toEqual(['1', '3']);
  });

  test('with its approvers, in force, or of another supplier, it is not written over', () => {
    for (const effects of [stands('delivered'), stands('posted'), stands('returned', before, '999')]) {
      expect(stepOf(effects)?.replaces).toBeUndefined();
    }
  });

  test('a line that turns into a credit is another line of the order', () => {
    const credit = [entry('1', 'contract_item:1', '101.10.60530.000', '-5.00')];
    expect((stepOf(stands('returned', credit))?.draft as OrderDraft).lines.map(({ number }) => number)).toEqual([
      '2',
      '3',
    ]);
  });
});
