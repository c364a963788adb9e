import { procorePort } from '../../clients/procore/procore-port';
import { showCommitment } from '../../clients/procore/records/commitments';
import { showRequisition } from '../../clients/procore/records/requisitions';
import { routedProcore, type RoutedProcore, type Routes } from '../../clients/procore/routed-procore.fixture';
import { segmentCodes, type CodedSource } from '../../domain/coding/segment-codes';
import { itemKey } from '../../domain/requisition/item-key';
import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import type { RequisitionContent } from '../../ledger/requisition-content';
import { createCompleteRequisition } from './complete-requisition';

// Answers have the published members only (procore 10.5, 12.2, 13.5, 13.6).
const wbsCodes = '/rest/v1.0/projects/789/work_breakdown_structure/wbs_codes';
const details = '/rest/v1.0/requisitions/58820/contract_detail_items';
const changeOrderItems = '/rest/v1.0/requisitions/58820/change_order_items';
const changeOrders = '/rest/v1.0/projects/789/commitment_change_orders';
const v2Lines = (id: number) =>
  `/rest/v2.0/companies/562949953421312/projects/789/commitment_change_orders/${id}/line_items`;

const open: RoutedProcore[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const embedded = (type: string, code: string, pathCodes: string[]) => ({
  id: 71,
  code,
  name: 'x',
  path_ids: pathCodes.map((_, index) => 70 + index),
  path_codes: pathCodes,
  segment_type: type,
  segment_id: 5,
});
const byLevel = [embedded('cost_code', '010', ['26', '010']), embedded('line_item_type', 'S', ['S'])];
const listedCode = (id: number, costCode: string, subJob: string | null = null) => ({
  id,
  flat_code: 'x',
  status: 'active',
  segment_items: [
    ...(subJob === null ? [] : [{ id: 1, code: subJob, path_code: subJob, segment: { id: 4, type: 'sub_job' } }]),
    { id: 2, code: costCode.slice(-3), path_code: costCode, parent_id: 1, segment: { id: 5, type: 'cost_code' } },
    { id: 3, code: 'S', path_code: 'S', parent_id: null, segment: { id: 6, type: 'line_item_type' } },
  ],
});
const itemRow = (fields: object) => ({
  id: 341256,
  item_type: 'contract_item',
  line_item_id: 177,
  cost_code_id: 21,
  wbs_code: { id: 44, flat_code: 'S.26-010', description: null, segment_items: byLevel },
  description_of_work: 'Rough-in',
  scheduled_value: '50000.00',
  total_completed_and_stored_to_date: '20000.00',
  ...fields,
});
const wholeRow = (fields: object = {}) =>
  itemRow({
    id: 900,
    item_type: 'whole_change_order_item',
    line_item_id: null,
    cost_code_id: null,
    wbs_code: null,
    ...fields,
  });
const head = {
  id: 58820,
  project_id: 789,
  commitment_id: 701973,
  commitment_type: 'WorkOrderContract',
  number: 2,
  status: 'approved',
  created_at: '2026-10-27T12:00:00Z',
  updated_at: '2026-11-02T09:15:00Z',
};
const contractLine = (fields: object) => ({
  id: 177,
  amount: '250.0',
  wbs_code: { id: 44, flat_code: 'x' },
  ...fields,
});
const shortCostCode = { cost_code: { id: 21, name: 'Electrical' }, line_item_type: { id: 47, code: 'S', name: 'Sub' } };

/** A requisition as Procore shows it, completed. */
async function completed(
  items: readonly object[],
  routes: Routes,
  { lines = [], itemPackages = [] }: { lines?: readonly object[]; itemPackages?: readonly object[] } = {},
) {
  const procore = await routedProcore({
    '/rest/v1.1/requisitions/58820': { ...head, items, item_packages: itemPackages },
    '/rest/v1.0/work_order_contracts/701973': {
      id: 701973,
      status: 'Approved',
      updated_at: head.updated_at,
      line_items: lines,
    },
    ...routes,
  });
  open.push(procore);
  const { client, calls } = procore;
  const port = procorePort(client);
  const requisition = await showRequisition(client, { projectId: '789', requisitionId: '58820' });
  const commitment = await showCommitment(client, {
    projectId: '789',
    commitmentId: '701973',
    commitmentType: 'WorkOrderContract',
  });
  const complete = createCompleteRequisition();
  const run = (content: RequisitionContent) => complete(port, content, commitment);
  calls.length = 0;
  const raw: RequisitionContent = { requisition: requisition!, changeOrderLines: null };
  const content = await run(raw);
  return { content, raw, run, calls, procore };
}

const textsOf = (one: CodedSource) => {
  const codes = segmentCodes(one);
  return codes && { subJob: codes.subJob, costCode: codes.costCode, costType: codes.costType };
};
const codesOf = ({ requisition }: { requisition: ProcoreRequisition }) => requisition.items.map(textsOf);
const keysOf = ({ requisition }: { requisition: ProcoreRequisition }) => requisition.items.map(itemKey);
const electrical = { subJob: '', costCode: '26-010', costType: 'S' };

describe('the code of an item', () => {
  test('is its own where its segments settle it: nothing is asked', async () => {
    const segment_items = [embedded('cost_code', '010', ['26', '26-010']), embedded('line_item_type', 'S', ['S'])];
    const { content, raw, calls } = await completed([itemRow({ wbs_code: { id: 44, segment_items } })], {});
    expect(codesOf(content)).toEqual([electrical]);
    expect(content).toBe(raw);
    expect(calls).toEqual([]);
  });

  test('is that of its line of the contract where that names the code in full: nothing is asked', async () => {
    const cost_code = { id: 21, code: '010', full_code: '26-010', biller_type: 'Project' };
    const lines = [contractLine({ ...shortCostCode, cost_code })];
    const { content, calls } = await completed([itemRow({})], {}, { lines });
    expect(codesOf(content)).toEqual([electrical]);
    expect(calls).toEqual([]);
  });

  test('is looked up by the id of its WBS code, which is read once for many', async () => {
    const routes = { [wbsCodes]: [listedCode(43, '26-020'), listedCode(44, '26-010', '01')] };
    const { content, run, raw, calls } = await completed([itemRow({}), itemRow({ id: 2, line_item_id: 178 })], routes);
    expect(codesOf(content)).toEqual([0, 1].map(() => ({ ...electrical, subJob: '01' })));
    await run(raw);
    expect(calls).toHaveLength(1);
    expect((await run(content)) === content).toBe(true);
  });

  test('is looked up by the id of its cost code, also of a sub job, where the WBS codes do not have it', async () => {
    const costCodes = (query: URLSearchParams) =>
      query.get('sub_job_id') === '9'
        ? [{ id: 21, code: '010', full_code: '26-010', biller_id: 9, biller_type: 'SubJob' }]
        : [{ id: 20, code: '010', full_code: '26-010', biller_id: 789, biller_type: 'Project' }];
    const { content } = await completed([itemRow({}), itemRow({ id: 2, line_item_id: 178, cost_code_id: 20 })], {
      [wbsCodes]: [listedCode(45, '26-020')],
      '/rest/v1.0/sub_jobs': [{ id: 9, code: '01', name: 'Tower' }],
      '/rest/v1.0/cost_codes': costCodes,
    });
    expect(codesOf(content)).toEqual([{ ...electrical, subJob: '01' }, electrical]);
  });

  test('stays open where nothing has it, and is looked for again by the next pass', async () => {
    const { content, run, procore } = await completed([itemRow({})], {
      [wbsCodes]: [],
      '/rest/v1.0/sub_jobs': [],
      '/rest/v1.0/cost_codes': [],
    });
    expect(codesOf(content)).toEqual([null]);
    expect(procore.calls).toHaveLength(3);
    await run(content);
    // Not within the minute: a hundred requisitions with one unknown code must not read the lists a hundred times.
    expect(procore.calls).toHaveLength(3);
  });

  test('one bad row of a list hides no other', async () => {
    const { content } = await completed([itemRow({})], {
      [wbsCodes]: [{ id: 'x' }, { id: 45, segment_items: 'none' }, listedCode(44, '26-010')],
    });
    expect(codesOf(content)).toEqual([electrical]);
  });

  test('a list that may not be read is said, not taken for an answer', async () => {
    const refused = { [wbsCodes]: 403, '/rest/v1.0/sub_jobs': [], '/rest/v1.0/cost_codes': [] };
    await expect(completed([itemRow({})], refused)).rejects.toMatchObject({
      kind: 'Rejected',
      operation: 'listWbsCodes',
    });
    const other = {
      ...refused,
      '/rest/v1.0/cost_codes': [{ id: 21, code: '010', full_code: '26-010', biller_type: 'Project' }],
    };
    expect(codesOf((await completed([itemRow({})], other)).content)).toEqual([electrical]);
  });

  test('a list of many pages that a limit interrupts is read on, not from its beginning', async () => {
    const refusals = { atPage3: true };
    const pages = (query: URLSearchParams) => {
      const page = Number(query.get('page'));
      if (page === 3 && refusals.atPage3) {
        refusals.atPage3 = false;
        return 503;
      }
      return Array.from({ length: page < 4 ? 100 : 1 }, (_, index) =>
        listedCode(page < 4 ? page * 1000 + index : 44, '26-010'),
      );
    };
    const run = await completed([], { [wbsCodes]: pages });
    const content = { ...run.raw, requisition: { ...run.raw.requisition, items: [] as never[] } };
    const item = (await completed([itemRow({})], { [wbsCodes]: [listedCode(44, '26-010')] })).raw.requisition.items[0]!;
    const withItem = { ...content, requisition: { ...content.requisition, items: [item] } };
    await expect(run.run(withItem)).rejects.toMatchObject({ kind: 'Unavailable' });
    expect(codesOf(await run.run(withItem))).toEqual([electrical]);
    expect(run.calls.map((call) => /[?&]page=(\d)/.exec(call)?.[1])).toEqual(['1', '2', '3', '3', '4']);
  });
});

describe('details of the subcontractor’s schedule of values', () => {
  const detail = (id: number) => itemRow({ id, item_type: 'contract_detail_item', line_item_id: 177 });
  const codes = { [wbsCodes]: [listedCode(44, '26-010')] };

  test('several of one contract line are told apart by the ids that contract_detail_items gives', async () => {
    const rows = [
      { id: 1, detail_line_item_id: 501 },
      { id: 2, detail_line_item_id: 502 },
    ];
    const { content, calls } = await completed([detail(1), detail(2)], { ...codes, [details]: rows });
    expect(keysOf(content)).toEqual(['contract_detail_item:501', 'contract_detail_item:502']);
    expect(calls.filter((call) => call.startsWith(details))).toHaveLength(1);
  });

  test('one that the list does not have stays unknown', async () => {
    const { content } = await completed([detail(1)], { ...codes, [details]: [] });
    expect(content.requisition.items[0]!.detailLineItemId).toBeNull();
  });
});

describe('an item that stands for a whole change order', () => {
  const packageLine = { id: 1, total_amount: '50000.00', ...shortCostCode, wbs_code: { id: 44, flat_code: 'x' } };
  const shown = {
    id: 77,
    contract_id: 701973,
    number: '003',
    title: 'Extra outlets',
    status: 'approved',
    line_items: [packageLine],
  };
  const codes = { [wbsCodes]: [listedCode(44, '26-010')] };
  const found = async (routes: Routes, itemPackages: readonly object[] = [], rows = [wholeRow()]) => {
    const { content } = await completed(rows, { ...codes, [changeOrders]: [], ...routes }, { itemPackages });
    return content.requisition.items.map((item) => ({
      packageId: item.changeOrderPackageId,
      lines: (content.changeOrderLines?.[item.id] ?? []).map(textsOf),
    }));
  };
  const itemPackage = (fields: object = {}) => ({
    id: 5,
    contract_id: null,
    change_order_id: 77,
    number: '003',
    title: 'Extra outlets',
    ...fields,
  });
  const byPackage = [{ packageId: '77', lines: [electrical] }];
  const nothing = [{ packageId: null, lines: [] }];

  test('has its package from change_order_items; codes of its lines, which have no segments, are looked up', async () => {
    const routes = {
      [changeOrderItems]: [{ id: 900, change_order_package_id: 77 }],
      '/rest/v1.0/change_order_packages/77': shown,
    };
    expect(await found(routes)).toEqual(byPackage);
  });

  test('has it from item_packages where change_order_items has only change order lines', async () => {
    const routes = { [changeOrderItems]: [], '/rest/v1.0/change_order_packages/77': shown };
    expect(
      await found(routes, [itemPackage(), itemPackage({ id: 4, contract_id: 701973, change_order_id: null })]),
    ).toEqual(byPackage);
  });

  test('is found where change_order_id is that of a commitment change order, in a package or in none', async () => {
    const one = { id: 77, contract_id: 701973, number: '003', title: 'Extra outlets', status: 'approved' };
    const lines = { [v2Lines(77)]: { data: [{ ...packageLine, id: '1', cost_code: undefined }] } };
    const routes = { [changeOrderItems]: [], ...lines };
    expect(await found({ ...routes, [changeOrders]: [{ ...one, legacy_package_id: 12 }] }, [itemPackage()])).toEqual([
      { packageId: '12', lines: [electrical] },
    ]);
    expect(await found({ ...routes, [changeOrders]: [{ ...one, legacy_package_id: null }] }, [itemPackage()])).toEqual([
      { packageId: 'cco-77', lines: [electrical] },
    ]);
  });

  test.each([
    ['another contract', { ...shown, contract_id: 1 }],
    ['another title', { ...shown, title: 'Other' }],
    ['another sum', { ...shown, line_items: [{ ...packageLine, total_amount: '49999.99' }] }],
  ])('is left to a person where what item_packages names has %s', async (_, other) => {
    const routes = { [changeOrderItems]: [], '/rest/v1.0/change_order_packages/77': other };
    expect(await found(routes, [itemPackage()])).toEqual(nothing);
  });

  test('of several, each is told by the title or number in its description; two that fit alike are left to a person', async () => {
    const other = { ...shown, id: 78, number: '004', title: 'More outlets' };
    const routes = {
      [changeOrderItems]: [],
      '/rest/v1.0/change_order_packages/77': shown,
      '/rest/v1.0/change_order_packages/78': other,
    };
    const packages = [itemPackage(), itemPackage({ id: 6, change_order_id: 78, number: '004', title: 'More outlets' })];
    const rows = [
      wholeRow({ description_of_work: '004: more outlets' }),
      wholeRow({ id: 901, description_of_work: 'CO 003 Extra outlets' }),
    ];
    expect((await found(routes, packages, rows)).map((one) => one.packageId)).toEqual(['78', '77']);
    const alike = [wholeRow(), wholeRow({ id: 901 })];
    expect((await found(routes, packages, alike)).map((one) => one.packageId)).toEqual([null, null]);
  });

  test('an id in change_order_items that an item of another type has too says nothing', async () => {
    const routes = {
      [changeOrderItems]: [{ id: 900, change_order_package_id: 77 }],
      '/rest/v1.0/change_order_packages/77': shown,
    };
    const rows = [wholeRow(), itemRow({ id: 900, item_type: 'change_order_item' })];
    expect((await found(routes, [], rows))[0]).toEqual(nothing[0]);
  });

  test('a package without lines has those of its commitment change order', async () => {
    const routes = {
      [changeOrderItems]: [{ id: 900, change_order_package_id: 77 }],
      '/rest/v1.0/change_order_packages/77': { ...shown, line_items: [] },
      [changeOrders]: [{ id: 8, contract_id: 701973, status: 'approved', legacy_package_id: 77 }],
      [v2Lines(8)]: { data: [{ id: '1', amount: '50000.00', wbs_code: { id: '44', flat_code: 'x' } }] },
    };
    expect(await found(routes)).toEqual(byPackage);
  });

  test('is found by its package where the commitment change orders, of one and two tiers only, may not be listed', async () => {
    const routes = { [changeOrderItems]: [], '/rest/v1.0/change_order_packages/77': shown, [changeOrders]: 404 };
    expect(await found(routes, [itemPackage()])).toEqual(byPackage);
    // What it would have said is not known: that is told, and the change order is not called unknown.
    const unfound = found({ ...routes, '/rest/v1.0/change_order_packages/77': 404 }, [itemPackage()]);
    await expect(unfound).rejects.toMatchObject({ kind: 'Rejected', operation: 'listCommitmentChangeOrders' });
  });
});
