import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFusionSandbox } from '../../fusion/server';
import { VENDORS } from '../catalogue/vendor-catalogue';
import { generate } from '../generate';
import type { JsonObject } from '../json';
import { writeSampleCompany } from '../write-sample-company';

const today = '2026-11-20';
const company = generate({ today });
const rows = (name: string, of = company) => of.json[`fusion/${name}.json`] as JsonObject[];
const textOf = (row: JsonObject) => ['company', 'project', 'account', 'costCode', 'future1'].map((name) => String(row[name])).join('.');
const combinations = new Map(rows('accountCombinationsLOV').map((row) => [textOf(row), row]));

describe('the sample company in Fusion', () => {
  test('the sandbox loads it, on an ordinary day, in January and in December', async () => {
    for (const day of [today, '2027-01-05', '2026-12-31']) {
      const folder = mkdtempSync(join(tmpdir(), 'sample-company-'));
      try {
        writeSampleCompany(folder, { today: day });
        const fusion = await startFusionSandbox({ dataFolder: join(folder, 'fusion') });
        const counts = (await (await fetch(`${fusion.controlUrl}/control/items`)).json()) as Record<string, number>;
        expect(counts['suppliers']).toBe(rows('suppliers').length);
        expect(counts['accountCombinationsLOV']).toBe(combinations.size);
        await fusion.close();
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });

  test('every account of JD Edwards has its combination, active where that is active, zeros kept', () => {
    for (const account of company.json['jde/F0901.json'] as JsonObject[]) {
      const [unit, object, code] = [String(account['MCU']), String(account['OBJ']), String(account['SUB'])];
      const value = String(account['CO']).slice(2);
      const isSheet = ['200', '210'].includes(unit);
      const text = [value, isSheet ? '0000' : unit, object, isSheet ? '000000' : code, '000'].join('.');
      expect(combinations.get(text)).toMatchObject({ EnabledFlag: account['PEC'] === 'I' ? 'N' : 'Y' });
    }
    expect([...combinations.keys()].some((text) => /\.0\d{5}\./.test(text))).toBe(true);
    expect([...combinations.values()].filter((row) => row['EnabledFlag'] === 'N')).toHaveLength(1);
  });

  test('each segment value of a combination stands in its value set', () => {
    const sets = new Map(
      rows('valueSets').map((set) => [String(set['ValueSetCode']), new Set((set['values'] as JsonObject[]).map((row) => row['Value']))]),
    );
    const { chart } = company.json['fusion-story.json'] as { chart: { segments: string[]; valueSets: Record<string, string> } };
    for (const row of combinations.values()) {
      for (const segment of chart.segments) {
        expect(sets.get(chart.valueSets[segment] ?? '')?.has(row[segment] ?? null)).toBe(true);
      }
    }
  });

  test('suppliers have the numbers of the address book; each has a site that buys and pays for both units', () => {
    const suppliers = rows('suppliers');
    expect(suppliers.map((row) => row['SupplierNumber'])).toEqual(
      (company.json['jde/F0401.json'] as JsonObject[]).map((row) => String(row['AN8'])),
    );
    for (const supplier of suppliers) {
      const [site] = supplier['sites'] as JsonObject[];
      expect(site).toMatchObject({ SitePurposePayFlag: true, SitePurposePurchasingFlag: true });
      expect((site?.['assignments'] as JsonObject[]).map((row) => row['ClientBU'])).toEqual([
        'Northgate Builders',
        'Northgate Builders of Idaho',
      ]);
    }
    const missing = VENDORS.filter(({ linkedBy }) => linkedBy === 'nothing');
    expect(suppliers.some((row) => missing.some(({ name }) => row['Supplier'] === name))).toBe(false);
  });

  test('the same two months are open in Payables as in JD Edwards, and a day of December is in two periods of the ledger', () => {
    const open = rows('accountingPeriodStatusLOV').filter((row) => row['ClosingStatus'] === 'O');
    expect(new Set(open.map((row) => row['PeriodNameId']))).toEqual(new Set(['Oct-26', 'Nov-26']));
    const lastDay = rows('accountingPeriodStatusLOV').filter(
      (row) => row['ApplicationId'] === 101n && String(row['StartDate']) <= '2026-12-31' && String(row['EndDate']) >= '2026-12-31',
    );
    expect(lastDay.map((row) => row['PeriodNameId'])).toEqual(['Dec-26', 'Adj-26']);
  });

  test('the story names what the set-up has, and tells of the same requisitions', () => {
    const story = company.json['fusion-story.json'] as Record<string, JsonObject[]>;
    const told = company.json['story.json'] as Record<string, JsonObject[]>;
    expect(story['stories']?.slice(0, -3).map(({ kind, requisitionIds }) => [kind, requisitionIds])).toEqual(
      told['stories']?.map(({ kind, requisitionIds }) => [kind, requisitionIds]),
    );
    expect(story['stories']?.slice(-3).map(({ kind }) => kind)).toEqual(['vendorsWrittenOtherwise', 'rejectedOrder', 'billedByHand']);
    const named = story['stories']?.flatMap(({ combination }) => (combination === undefined ? [] : [String(combination)]));
    const ofUnits = story['businessUnits']?.flatMap((unit) => Object.values(unit['combinations'] as JsonObject).map(String));
    expect(named).toHaveLength(2);
    for (const text of [...(named ?? []), ...(ofUnits ?? [])]) expect(combinations.has(text)).toBe(true);
    expect(combinations.get(named?.[1] ?? '')).toMatchObject({ EnabledFlag: 'N' });
  });

  test('the mapping leads each code to the combination of its account, and the row of the story closes its gap', () => {
    const lines = (company.text['fusion-mapping.csv'] ?? '').trim().split('\n');
    const jde = (company.text['mapping.csv'] ?? '').trim().split('\n');
    expect(lines[0]).toBe('project,sub_job,cost_code,cost_type,company,segment_project,account,segment_cost_code,future1');
    expect(lines).toHaveLength(jde.length);
    for (const [index, line] of lines.slice(1).entries()) {
      const [project, subJob, code, type, unit, ...account] = line.split(',');
      const [businessUnit, object, subsidiary] = (jde[index + 1] ?? '').split(',').slice(4);
      expect((jde[index + 1] ?? '').split(',').slice(0, 4)).toEqual([project, subJob, code, type]);
      expect(unit).toBe(project === '4440' ? '210' : '200');
      expect(account).toEqual([businessUnit, object, subsidiary, '']);
    }
    const stories = (company.json['fusion-story.json'] as Record<string, JsonObject[]>)['stories'];
    expect(stories?.[0]).toMatchObject({ combination: '200.4425.1340.312300.000' });
  });

  test('what must be held with Fusion is stated one by one, and what ends it', () => {
    const expected = company.json['fusion-expectations.json'] as Record<string, JsonObject[]>;
    const counted = (what: string) => {
      const counts: Record<string, number> = {};
      for (const { reasons, mended_by: by } of expected[what] ?? []) {
        const key = `${String(reasons)} ${String(by)}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
      return counts;
    };
    expect(expected['books_from']).toBe('2026-10-01');
    expect(counted('commitments')).toEqual({
      ...{ 'unmappedCostCode unmappedCostCode': 3, 'accountInactive null': 1, 'erpRejected rejectedOrder': 1 },
      ...{ 'vendorUnknown vendorsToCreate': 5, 'vendorUnknown null': 1 },
    });
    expect(counted('requisitions')).toEqual({
      ...{ 'amountsDiffer null': 1, 'tax null': 1, 'orderElsewhere billedByHand': 1, 'orderNotOpen rejectedOrder': 1 },
      // Two bill an account that is not enabled.
      ...{ 'orderNotOpen unmappedCostCode': 6, 'orderNotOpen null': 2 },
      ...{ 'vendorUnknown vendorsToCreate': 6, 'vendorUnknown null': 2 },
    });
    expect(counted('vendors')).toEqual({ 'vendorUnknown vendorsToCreate': 5, 'vendorUnknown null': 1 });
    expect(counted('held_accruals')).toEqual({ 'amountsDiffer null': 1, 'accountInactive null': 1 });
  });

  test('what must stand in the ledger: booked types with their tax, from the start or once approved; accruals of last month alone, one of them of a change order', () => {
    const { direct_costs: costs, accruals } = company.json['fusion-expectations.json'] as Record<string, JsonObject[]>;
    const approve = (company.json['fusion-story.json'] as { ledgerActs: { approve: JsonObject[] } }).ledgerActs.approve;
    expect(costs?.map((row) => [row['name'], row['in_ledger'], row['mended_by']])).toEqual([
      ['Haul road after the storm', '2166.75', null],
      ['Credit for gravel returned', '-326.75', null],
      ['Own crew, week 43', '4215.50', null],
      ['Patching, not agreed yet', '700.00', 'directCosts'],
      ['Credit for a pump returned', '-150.00', 'directCosts'],
      ['Own crew, week 44', '3980.25', 'directCosts'],
      ['Crane mats', '705.50', 'directCosts'],
      ['Temporary power', '1325.00', null],
    ]);
    // An expense is approved too, and its type is off.
    expect(approve.map((row) => [row['type'], row['refused']])).toEqual([
      ['invoice', false],
      ['invoice', false],
      ['payroll', true],
      ['invoice', false],
      ['expense', false],
    ]);
    expect(accruals?.map(({ id, name }) => [String(id).slice(-10), name])).toEqual([
      ['2026-10-31', 'PO-4440-002/8'],
      ['2026-10-31', 'SC-4452-005/1'],
      ['2026-10-31', '4425/SC-4425-005/Floor drains in the kitchen'],
    ]);
  });

  test('the change order of last month waits for its approval, is billed by nobody, and is accrued with its amount', () => {
    const { accruals } = company.json['fusion-expectations.json'] as Record<string, JsonObject[]>;
    const { approveChangeOrder: late } = (company.json['fusion-story.json'] as { ledgerActs: Record<string, JsonObject> }).ledgerActs;
    const project = `procore/projects/${String(late?.['project_id'])}`;
    const waiting = (company.json[`${project}/change_order_packages.json`] as JsonObject[]).filter(({ status }) => status !== 'approved');
    expect(waiting).toMatchObject([{ id: late?.['id'], status: 'pending', reviewed_at: null, grand_total: '6480.0', line_items: [{ amount: '6480.0' }] }]);
    const [line] = (waiting[0]?.['line_items'] as JsonObject[]).map(({ id }) => id);
    const items = (company.json[`${project}/requisitions.json`] as JsonObject[]).flatMap((row) => row['items'] as JsonObject[]);
    expect(items.filter((item) => item['line_item_id'] === line)).toEqual([]);
    expect(late?.['reviewed_at']).toBe('2026-10-27T18:20:00Z');
    expect(accruals?.at(-1)).toMatchObject({ id: `CO-${String(late?.['id'])}-2026-10-31`, accrued: '6480.00' });
  });

  test('all else that is approved for an open period must be posted, what bills change orders too', () => {
    const expected = company.json['fusion-expectations.json'] as { books_from: string; requisitions: JsonObject[] };
    const permitted = company.json['procore/permitted_projects.json'] as bigint[];
    const due = permitted
      .flatMap((id) => company.json[`procore/projects/${id}/requisitions.json`] as JsonObject[])
      .filter(({ status }) => ['approved', 'approved_as_noted'].includes(String(status)))
      .filter((row) => String(row['requisition_end']) >= expected.books_from);
    const heldAt = (end: boolean) =>
      new Set(expected.requisitions.filter((row) => !end || row['mended_by'] === null).map(({ id }) => id));
    const posted = (end: boolean) => due.filter(({ id }) => !heldAt(end).has(id));
    expect([posted(false).length, posted(true).length]).toEqual([41, 55]);
    const billsChange = ({ item_type: type, gross_amount: gross, net_amount: net }: JsonObject) =>
      ['change_order_item', 'whole_change_order_item'].includes(String(type)) && (Number(gross) !== 0 || Number(net) !== 0);
    expect(posted(false).filter(({ items }) => (items as JsonObject[]).some(billsChange))).toHaveLength(11);
  });
});
