import { fusionCommitmentPlanner } from '../../domain/fusion/commitment/planner';
import type { CommitmentWanted } from '../../domain/commitment/commitment-wanted';
import { fusionRequisitionPlanner } from '../../domain/fusion/requisition/planner';
import { settings } from '../../domain/fusion/requisition/planner.fixture';
import type { RequisitionWanted } from '../../domain/requisition/requisition-wanted';
import { compileMapping } from '../../domain/coding/resolve-coding';
import type { Found } from '../../domain/posting/look';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import type { Planner } from '../../domain/posting/plan/planner';
import { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { EarlierPosting } from '../../domain/posting/posting-kind';
import {
  billed,
  changeOrderLine,
  commitment,
  noHistory,
  requisition,
} from '../../domain/procore/procore-documents.fixture';
import type { Posted } from '../erp-adapter';
import type { FakeItem } from './calls/fake-fusion.fixture';
import { onFakePod } from './fusion-under-test.fixture';
import { keyOf } from './sample-bodies.fixture';

const on = onFakePod();

/** Asks the planner until it needs nothing, with facts of the pod. */
async function plan<Wanted>(planner: Planner<Wanted>, wanted: Wanted): Promise<Plan> {
  const known = new Map<string, unknown>();
  for (let round = 0; round < 10; round += 1) {
    const planned = planner({
      wanted,
      effects: new PostedEffects([]),
      decisions: [],
      facts: { get: (kind, id) => known.get(`${kind} ${id}`) },
      settings: settings(),
      today: '2026-11-20',
    });
    if ('plan' in planned) return planned.plan;
    if ('problems' in planned) throw new Error(JSON.stringify(planned.problems, null, 1));
    for (const { kind, id, value } of await on.fusion.adapter.readFacts(planned.need))
      known.set(`${kind} ${id}`, value);
  }
  throw new Error('the planner never ends');
}

/** What stands of the steps so far, as whoever posts them keeps it; without rows, leases and repeats. */
class Standing {
  readonly #posted = new Map<string, { readonly at: Posted; found: Found }>();

  async post(step: PlannedStep): Promise<Found> {
    const { kind, port } = on.fusion.at(step.kind);
    const moved = step.moves ?? step.step;
    const key = keyOf(moved, 1);
    const earlier = (name: string): EarlierPosting | null => {
      const one = this.#posted.get(name);
      if (one === undefined) return null;
      return {
        key: one.at.key,
        reference: one.found.reference,
        facts: one.found.facts,
        readBackAgoMs: 0,
        body: one.at.body,
      };
    };
    const body: unknown = kind.complete(step.draft, { key, ordinal: 1, revision: 1, today: '2026-11-20', earlier });
    const at: Posted = {
      key,
      kind: kind.name,
      body: kind.parse(JSON.parse(JSON.stringify(body))),
      reference: null,
      facts: {},
      firstSentAt: null,
    };
    expect((await port.ready?.(at)) ?? []).toEqual([]);
    await port.send?.(at);
    const [look] = await port.look([at]);
    const [found] = look?.found ?? [];
    if (found === undefined) throw new Error(`nothing stands of ${step.id}`);
    expect(kind.compare(at.body, found)).toEqual([]);
    if (step.moves === undefined) this.#posted.set(step.step, { at, found });
    return found;
  }
}

const lines = [changeOrderLine('1', '03-300.S', '45000.00', 1), changeOrderLine('2', '05-120.S', '5000.00', 2)];
const contract = { ...commitment, grandTotal: '50000.00', contractDate: '2026-11-02', lineItems: lines };
const common = {
  commitment: contract,
  project: { id: '789', number: '4411', name: 'Tower' },
  mapping: compileMapping([
    {
      line: 2,
      project: '*',
      subJob: '*',
      costCode: '*',
      costType: '*',
      target: { entity: '101', department: '10', account: '60530', subAccount: '000' },
    },
  ]),
  mappingVersion: 1,
  vendor: { partyId: 'p1', linked: true, supplierNumber: '1252' },
};

/** Its approvers do what approvers do. */
function approve(): void {
  const [draft] = on.fake.rows['draftPurchaseOrders'] as [FakeItem];
  const { items } = draft['lines'] as { items: FakeItem[] };
  const open = items.map((line) => ({ ...line, StatusCode: 'OPEN' }));
  on.fake.rows['purchaseOrders'] = [{ ...draft, StatusCode: 'OPEN', lines: { items: open } }];
  on.fake.rows['draftPurchaseOrders'] = [];
}

test('a commitment is drafted, submitted and approved; its first requisition is billed on its lines, settled, validated', async () => {
  const ofCommitment: CommitmentWanted = { ...common, sourceId: contract.id, atGoLive: null, carried: [] };
  const [order, submit] = (await plan(fusionCommitmentPlanner, ofCommitment)).steps as [PlannedStep, PlannedStep];
  const standing = new Standing();
  await expect(standing.post(order)).resolves.toMatchObject({ stage: 'stands', stageWord: 'INCOMPLETE' });
  await expect(standing.post(submit)).resolves.toMatchObject({ stage: 'delivered' });
  approve();
  const [look] = await on.fusion.at('purchaseOrder').port.look([
    {
      key: keyOf('order', 1),
      kind: 'purchaseOrder',
      body: { ...(order.draft as object), key: keyOf('order', 1) },
      reference: null,
      facts: {},
      firstSentAt: null,
    },
  ]);
  const found = look?.found[0];
  expect(found).toMatchObject({ stage: 'posted', stageWord: 'OPEN' });

  const posting = {
    key: keyOf('order', 1),
    system: 'fusion',
    kind: 'purchaseOrder',
    planId: null,
    ordinal: 1,
    state: 'confirmed' as const,
    stage: 'posted' as const,
    origin: 'sent' as const,
    subject: order.subject,
    supplier: '1252',
    number: '',
    because: null,
    reference: found?.reference ?? null,
    facts: found?.facts ?? {},
  };
  const ordered = new PostedEffects([{ documentId: 'c', step: 'order', entries: order.entries, posting }]);
  const first = requisition(
    [billed('03-300.S', '1', '10000.00', '0.00', '1000.00'), billed('05-120.S', '2', '5000.00', '0.00', '500.00')],
    '0.00',
    { number: 1, previousRequisitionId: null, billingDate: '2026-11-15' },
  );
  const ofRequisition: RequisitionWanted = {
    ...common,
    sourceId: first.id,
    requisition: first,
    previousRequisition: null,
    history: noHistory,
    changeOrderLines: {},
    accepted: [],
    ordered,
  };
  const [voucher, settle, validate] = (await plan(fusionRequisitionPlanner, ofRequisition)).steps as [
    PlannedStep,
    PlannedStep,
    PlannedStep,
  ];
  await expect(standing.post(voucher)).resolves.toMatchObject({ stage: 'stands' });
  await expect(standing.post(settle)).resolves.toMatchObject({ stage: 'delivered' });
  await expect(standing.post(validate)).resolves.toMatchObject({ stage: 'posted', stageWord: 'Validated' });
  expect(on.fake.rows['invoices']).toMatchObject([
    {
      InvoiceAmount: 13500,
      InvoiceType: 'Standard',
      SupplierSite: 'Lee US1',
      AccountingDate: '2026-11-15',
      invoiceLines: {
        items: [
          { LineAmount: 10000 },
          { LineAmount: 5000 },
          { LineAmount: -1500, DistributionCombination: '101.10.21550.000' },
        ],
      },
    },
  ]);
});
