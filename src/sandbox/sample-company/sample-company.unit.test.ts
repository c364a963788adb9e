import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify, type LosslessNumber } from 'lossless-json';
import { startJdeSandbox } from '../jde/server';
import { startProcoreSandbox } from '../procore/server';
import { generate } from './generate';
import type { Json, JsonObject } from './json';
import { WORKED_COMMITMENTS } from './worked/worked-project';
import { writeSampleCompany } from './write-sample-company';

const today = '2026-11-20';
const company = generate({ today });
const rows = (path: string, of = company) => of.json[path] as JsonObject[];
const projects = rows('procore/projects.json');
const lofts = (file: string) =>
  rows(`procore/projects/${String(projects.find((row) => row['project_number'] === '4452')?.['id'])}/${file}.json`);
const permitted = new Set((company.json['procore/permitted_projects.json'] as bigint[]).map(String));
const story = company.json['story.json'] as JsonObject;
const stories = story['stories'] as JsonObject[];

interface Code {
  readonly project: string;
  readonly subJob: string;
  readonly code: string;
  readonly type: string;
}

/** Codes of all budget codes that the integration may see, read from the segments. */
const codes: readonly Code[] = projects
  .filter((project) => permitted.has(String(project['id'])))
  .flatMap((project) =>
    rows(`procore/projects/${String(project['id'])}/wbs_codes.json`).map((wbs) => {
      const segments = wbs['segment_items'] as JsonObject[];
      const of = (type: string) =>
        String(segments.find((item) => (item['segment'] as JsonObject)['type'] === type)?.['path_code'] ?? '');
      return { project: String(project['project_number']), subJob: of('sub_job'), code: of('cost_code'), type: of('line_item_type') };
    }),
  );

const mappingRows = (text: string) => text.trim().split('\n').slice(1).map((line) => line.split(','));

/** How well a cell fits: higher is more specific, -1 does not fit. */
function fit(cell: string, value: string): number {
  if (cell === value) return 1000;
  if (cell === '*') return 0;
  return cell.endsWith('*') && value.startsWith(cell.slice(0, -1)) ? cell.length : -1;
}

function accountOf(code: Code, csvRows: readonly string[][]): string | null {
  const fits = csvRows
    .map((cells) => ({ cells, rank: [code.project, code.subJob, code.code, code.type].map((value, n) => fit(cells[n]!, value)) }))
    .filter(({ rank }) => !rank.includes(-1))
    .sort((one, other) => one.rank.map((value, n) => other.rank[n]! - value).find((difference) => difference !== 0) ?? 0);
  const fill = (cell: string) =>
    cell
      .replace('{project}', code.project)
      .replace('{subJob}', code.subJob)
      .replace('{costCodeDigits}', code.code.replace(/\D/g, ''));
  return fits[0] === undefined ? null : fits[0].cells.slice(4, 7).map(fill).join('.');
}

const nameOf = ({ project, subJob, code, type }: Code) => `${project}:${subJob}:${code}.${type}`;
const postingEdits = new Map(
  rows('jde/F0901.json').map((row) => [`${String(row['MCU'])}.${String(row['OBJ'])}.${String(row['SUB'])}`, row['PEC']]),
);

describe('the sample company', () => {
  test('is the same for the same seed and day, and another for another seed', () => {
    const text = (seed: string) => stringify({ ...generate({ today, seed }) });
    expect(text('one') === text('one')).toBe(true);
    expect(text('one') === text('two')).toBe(false);
  });

  test('keeps every digit of ids when written and read, also above 2^53', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sample-company-'));
    try {
      const written = writeSampleCompany(folder, { today });
      let above = 0;
      for (const [path, content] of Object.entries(written.json).filter(([name]) => name.endsWith('requisitions.json'))) {
        const read = parse(readFileSync(join(folder, path), 'utf8')) as { id: LosslessNumber }[];
        const expected = (content as JsonObject[]).map((row) => String(row['id']));
        expect(read.map(({ id }) => id.value)).toEqual(expected);
        above += expected.filter((id) => BigInt(Number(id)) !== BigInt(id)).length;
      }
      expect(above).toBeGreaterThan(30);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('maps every code but the one of the story, whose row closes the gap', () => {
    const mapping = mappingRows(company.text['mapping.csv'] ?? '');
    const unmapped = () => codes.filter((code) => accountOf(code, mapping) === null).map(nameOf);
    expect(unmapped()).toEqual(['4425::31-23-00.S']);
    const fix = stories[0]?.['fix'] as JsonObject;
    mapping.push(...mappingRows(`header\n${String(fix['mappingRow'])}`));
    expect(unmapped()).toEqual([]);
    const accounts = codes.map((code) => accountOf(code, mapping) ?? '');
    expect(accounts.filter((account) => !postingEdits.has(account))).toEqual([]);
    expect(accounts.filter((account) => postingEdits.get(account) !== '')).toEqual(['4452.1340.099100']);
    expect(accountOf({ project: '4411', subJob: '', code: '26-05-00', type: 'S' }, mapping)).toBe('4411.1340.260500');
    expect(accountOf({ project: '4432', subJob: 'A', code: '03-30-00', type: 'S' }, mapping)).toBe('4432A.1340.033000');
  });

  test.each([
    ['2026-11-20', 10, '20260101'],
    ['2027-01-05', 12, '20260101'],
    ['2027-02-01', 1, '20270101'],
  ])('on %s the current period is last month, %i of the year from %s', (day, period, yearStart) => {
    const of = generate({ today: day });
    for (const row of rows('jde/F0010.json', of)) {
      expect(row).toMatchObject({ PNC: period, APPN: period, DFYJ: yearStart, APFJ: yearStart, DTPN: 'R' });
    }
    const years = rows('jde/F0008.json', of).map((row) => row['DFYJ']);
    expect(years).toContain(`${day.slice(0, 4)}0101`);
    expect(years).toContain(yearStart);
  });

  test('has what every JDE system has: the default company, bank record types in 00/BT, all posting edits', () => {
    const of = generate({ today: '2026-11-20' });
    expect(rows('jde/F0010.json', of).map((row) => row['CO'])).toContain('00000');
    const codes = (system: string, type: string) =>
      rows('jde/F0005.json', of)
        .filter((row) => row['SY'] === system && row['RT'] === type)
        .map(({ KY, DL01 }) => `${String(KY)} ${String(DL01)}`);
    expect(codes('00', 'BT')).toEqual(['G G/L Bank Account', 'V Supplier']);
    expect(codes('H00', 'PE').map((code) => code[0])).toEqual('BILMNSUX'.split(''));
  });

  test('nothing is billed, submitted or changed after the day it is made for', () => {
    for (const day of ['2026-11-20', '2026-12-01', '2027-01-01']) {
      const of = generate({ today: day });
      const requisitions = Object.keys(of.json)
        .filter((path) => path.endsWith('/requisitions.json'))
        .flatMap((path) => rows(path, of));
      const later = requisitions.filter(
        (row) => String(row['billing_date']) > day || String(row['updated_at']).slice(0, 10) > day,
      );
      expect(later.map((row) => String(row['id']))).toEqual([]);
    }
  });

  test('opening balances are the state after the last closed period; the worked examples have none', () => {
    const balances = mappingRows(company.text['opening-balances.csv'] ?? '');
    expect(balances.some(([project]) => project === '4411' || project === '4399')).toBe(false);
    expect(balances.some((cells) => cells[4] === 'whole_change_order_item')).toBe(true);
    for (const project of projects.filter((row) => permitted.has(String(row['id'])))) {
      const folder = `procore/projects/${String(project['id'])}`;
      const contracts = [...rows(`${folder}/work_order_contracts.json`), ...rows(`${folder}/purchase_order_contracts.json`)];
      for (const contract of contracts) {
        const closed = rows(`${folder}/requisitions.json`).filter(
          (row) => row['commitment_id'] === contract['id'] && String(row['requisition_end']) < '2026-10-01',
        );
        const own = balances.filter(([, number]) => number === contract['number']);
        const last = closed.at(-1);
        expect(own.length).toBe(last === undefined ? 0 : (last['items'] as Json[]).length);
        const summary = last?.['summary'] as JsonObject | undefined;
        for (const [, , number, certified] of own) {
          expect(number).toBe(String(last?.['number']));
          expect(Number(certified)).toBe(Number(summary?.['total_earned_less_retainage']));
        }
      }
    }
  });

  test('few requisitions are held', () => {
    expect((story['heldRequisitions'] as Json[]).length).toBeGreaterThanOrEqual(10);
    expect((story['heldRequisitions'] as Json[]).length).toBeLessThanOrEqual(15);
  });

  test('what must be held is stated one by one: its reason, whether it may wait for an earlier one, and what mends it', async () => {
    const expectations = company.json['procore/expectations.json'] as JsonObject;
    const requisitions = expectations['requisitions'] as JsonObject[];
    expect(requisitions.map(({ id }) => id)).toEqual(story['heldRequisitions']);
    expect(expectations['books_from']).toBe('2026-10-01');
    const counted = new Map<string, number>();
    for (const { reasons } of requisitions) counted.set(String(reasons), (counted.get(String(reasons)) ?? 0) + 1);
    expect(Object.fromEntries(counted)).toEqual({
      ...{ unmappedCostCode: 6, accountInactive: 2, amountsDiffer: 1, vendorUnknown: 2, tax: 1 },
    });
    const mended = requisitions.filter((row) => row['mended_by'] !== null);
    expect(mended.map(({ reasons, mended_by: by }) => [reasons, by])).toEqual(
      [
        ...Array.from({ length: 6 }, () => [['unmappedCostCode'], 'unmappedCostCode']),
        ...Array.from({ length: 2 }, () => [['accountInactive'], 'accountInactive']),
      ],
    );
    expect(requisitions.filter((row) => (row['may_name'] as Json[]).length > 0)).toHaveLength(5);
    expect(expectations['vendors']).toMatchObject([{ name: 'Hudson Steel Erectors', reasons: ['vendorConflict'] }]);
    const folder = mkdtempSync(join(tmpdir(), 'sample-company-'));
    try {
      writeSampleCompany(folder, { today });
      const procore = await startProcoreSandbox({ dataFolder: join(folder, 'procore') });
      const answer = await fetch(`${procore.controlUrl}/control/expectations`);
      expect(await answer.text()).toBe(stringify(expectations));
      await procore.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('has details of a schedule of values, several of one line, billed over several requisitions', () => {
    const folder = lofts('work_order_contracts');
    const contract = folder.find((row) => row['number'] === 'SC-4452-012') as JsonObject;
    const details = contract['line_item_contract_details'] as JsonObject[];
    expect((contract['line_items'] as Json[]).length).toBe(2);
    expect(details.map((row) => String(row['amount']))).toEqual(['38000.0', '38000.0', '20000.0', '104000.0', '44000.0']);
    expect(new Set(details.map((row) => row['line_item_id'])).size).toBe(2);
    const billed = lofts('requisitions').filter((row) => row['commitment_id'] === contract['id']);
    expect(billed).toHaveLength(5);
    for (const row of billed) {
      const items = row['items'] as JsonObject[];
      expect(items.map((item) => item['item_type'])).toEqual(details.map(() => 'contract_detail_item'));
      expect(items.map((item) => item['detail_line_item_id'])).toEqual(details.map((detail) => detail['id']));
      expect(items.every((item) => item['line_item_id'] === null)).toBe(true);
    }
  });

  test('has a contract by units, whose quantities times prices are not always what was certified', () => {
    const contract = lofts('work_order_contracts').find((row) => row['number'] === 'SC-4452-013') as JsonObject;
    expect(contract['accounting_method']).toBe('unit');
    const billed = lofts('requisitions').filter((row) => row['commitment_id'] === contract['id']);
    const items = billed.flatMap((row) => row['items'] as JsonObject[]);
    expect(items.every((item) => item['accounting_method'] === 'unit' && item['uom'] !== null)).toBe(true);
    const cents = (text: Json | undefined) => Math.round(Number(text) * 100);
    const differ = items.filter(
      (item) =>
        Math.round(Number(item['work_completed_this_period_quantity']) * cents(item['scheduled_unit_price'])) !==
        cents(item['work_completed_this_period']),
    );
    expect(differ.length).toBeGreaterThan(0);
  });

  test('has change orders of both kinds of tier, and one that is in no batch and so has no package', () => {
    const changeOrders = projects.flatMap((project) =>
      rows(`procore/projects/${String(project['id'])}/commitment_change_orders.json`),
    );
    expect(changeOrders.filter((row) => row['legacy_package_id'] === null)).toMatchObject([
      { status: 'pending', batch_id: null, legacy_request_id: null },
    ]);
    expect(changeOrders.filter((row) => row['batch_id'] !== null)).toHaveLength(2);
    const oneTier = changeOrders.filter((row) => row['batch_id'] === null && row['legacy_package_id'] !== null);
    expect(oneTier.every((row) => row['legacy_request_id'] !== null)).toBe(true);
    expect(lofts('potential_change_orders').map((row) => row['change_order_tiers'])).toEqual([1, 2, 2, 2]);
  });

  test('gives path_codes in both readings, each in a project of its own', () => {
    const readings = ['562949953423313', '562949953423314'].map((id) => {
      const codes = rows(`procore/projects/${id}/wbs_codes.json`).flatMap((code) => code['segment_items'] as JsonObject[]);
      const tiered = codes.find((item) => (item['path_codes'] as Json[]).length === 2) as JsonObject;
      return (tiered['path_codes'] as Json[])[1] === tiered['path_code'] ? 'cumulative' : 'byLevel';
    });
    expect(readings).toEqual(['cumulative', 'byLevel']);
  });

  test('has insurances of its vendors: one over, one over and renewed, one exempt, one of nobody, and none that begins later', () => {
    const vendors = rows('procore/vendors.json');
    const insurances = rows('procore/insurances.json');
    const of = (name: string) => {
      const id = vendors.find((row) => row['name'] === name)?.['id'];
      return insurances.filter((row) => row['vendor_id'] === id && row['insurance_type'] === 'General Liability');
    };
    const isOver = (row: JsonObject) => String(row['expiration_date']) < today;
    expect(of('Tri-Rivers Excavating').map(isOver)).toEqual([true]);
    expect(of('Sound Masonry').map(isOver)).toEqual([true, false]);
    expect(of('Keystone Sealants')).toMatchObject([{ exempt: true }]);
    expect(of(String(vendors.at(-1)?.['name']))).toEqual([]);
    expect(insurances.filter(isOver)).toHaveLength(2);
    expect(insurances.filter((row) => String(row['effective_date']) > today)).toEqual([]);
  });

  test('direct costs are of every type, with credits, one that is taxed and one of another integration, of last month and in their project', () => {
    const all = projects.flatMap((project) => rows(`procore/projects/${String(project['id'])}/direct_costs.json`));
    const of = (member: string) => new Set(all.map((row) => row[member]));
    const lines = all.flatMap((row) => row['line_items'] as JsonObject[]);
    expect([...of('direct_cost_type')].sort()).toEqual(['expense', 'invoice', 'payroll']);
    expect([...of('status')].sort()).toEqual(['approved', 'draft', 'pending']);
    expect(lines.filter((line) => String(line['amount']).startsWith('-'))).toHaveLength(2);
    expect(lines.filter((line) => line['tax_code_id'] !== null)).toHaveLength(1);
    expect(all.filter((row) => row['origin_id'] !== null)).toHaveLength(1);
    expect(all.filter((row) => !String(row['direct_cost_date']).startsWith('2026-10'))).toEqual([]);
  });

  test('each expected worked example is a requisition that was written', () => {
    const file = join(__dirname, '../../../test/system/expected/worked-examples.json');
    const expected = JSON.parse(readFileSync(file, 'utf8')) as Record<'requisitions' | 'held', Record<string, unknown>[]>;
    const named = [...expected.requisitions, ...expected.held].map(
      ({ example, commitment, number }) => `${String(commitment)} ${String(number)}: ${String(example)}`,
    );
    const written = WORKED_COMMITMENTS.flatMap(({ number, requisitions }) =>
      requisitions.map(({ example }, index) => `${number} ${index + 1}: ${example}`),
    );
    expect(written).toEqual(expect.arrayContaining(named));
    expect(expected.requisitions.length).toBe(10);
  });

  test('both sandboxes load it, on an ordinary day and in January', async () => {
    for (const day of [today, '2027-01-05']) {
      const folder = mkdtempSync(join(tmpdir(), 'sample-company-'));
      try {
        writeSampleCompany(folder, { today: day });
        const procore = await startProcoreSandbox({ dataFolder: join(folder, 'procore') });
        await procore.close();
        const jde = await startJdeSandbox({ dataFolder: join(folder, 'jde') });
        await jde.close();
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });
});
