import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'lossless-json';
import { PROJECT, TINY_FOLDER } from '../fixtures/tiny-sandbox.fixture';
import { DataFolderError } from './data-folder-error';
import { loadDataFolder } from './load-data-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'procore-data-'));
  cpSync(TINY_FOLDER, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const inProject = (file: string) => `projects/${PROJECT}/${file}`;

function replace(file: string, search: string | RegExp, text: string): void {
  const before = readFileSync(join(folder, file), 'utf8');
  const after = before.replace(search, text);
  expect(after).not.toBe(before);
  writeFileSync(join(folder, file), after);
}

function problems(): readonly string[] {
  try {
    loadDataFolder(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(DataFolderError);
    return (error as DataFolderError).problems.map(({ place, expected }) => `${place}: ${expected}`);
  }
  return [];
}

test('the tiny company loads; files that are missing are empty', () => {
  rmSync(join(folder, inProject('potential_change_orders.json')));
  rmSync(join(folder, 'tax_codes.json'));
  expect(problems()).toEqual([]);
  const store = loadDataFolder(folder);
  expect(store.projectSet(PROJECT, 'requisitions').list()).toHaveLength(2);
  expect(store.companySet('tax_codes').list()).toEqual([]);
});

test.each([
  [
    'requisitions.json',
    '"line_item_id": 3129856',
    '"line_item_id": 5',
    '[0].items[0].line_item_id: 5 must be the id of a line item of commitment 562949953460001',
  ],
  [
    'requisitions.json',
    '"commitment_id": 562949953460001',
    '"commitment_id": 562949953461001',
    '[0].commitment_id: 562949953461001 must be the id of a work order contract of this project',
  ],
  [
    'requisitions.json',
    '"vendor_id": 562949953450001',
    '"vendor_id": 8',
    '[0].vendor_id: 8 must be the id of a vendor in vendors.json',
  ],
  [
    'requisitions.json',
    '"period_id": 4292',
    '"period_id": 1',
    '[0].period_id: 1 must be the id of a billing period of this project',
  ],
  [
    'requisitions.json',
    '"previous_requisition_id": 562949953500001',
    '"previous_requisition_id": 9007199254740993',
    '[1].previous_requisition_id: 9007199254740993 must be the id of a requisition of the same commitment with a lower number',
  ],
  [
    'requisitions.json',
    '"cost_code_id": 21585118',
    '"cost_code_id": 9',
    '[0].items[0].cost_code_id: 9 must be the id of a cost code',
  ],
  [
    'requisitions.json',
    '"status": "approved"',
    '"status": "Approved"',
    '[0].status: must be one of draft, under_review, revise_and_resubmit, approved, approved_as_noted, pending_owner_approval',
  ],
  [
    'requisitions.json',
    '"total_retainage": "1000.00"',
    '"total_retainage": 1000.00',
    '[0].summary.total_retainage: must be a decimal in a string such as "10812.6"',
  ],
  [
    'requisitions.json',
    '"id": 562949953500001',
    '"id": "562949953500001"',
    '[0].id: must be an id: a whole JSON number such as 562949953443325',
  ],
  [
    'requisitions.json',
    '"updated_at": "2026-10-02T09:15:00Z"',
    '"updated_at": "2026-10-02"',
    '[0].updated_at: must be a UTC time such as "2026-11-02T09:15:00Z"',
  ],
  [
    'work_order_contracts.json',
    '"id": 562949953450001',
    '"id": 3',
    '[0].vendor.id: 3 must be the id of a vendor in vendors.json',
  ],
  [
    'change_order_packages.json',
    '"contract_id": 562949953460001',
    '"contract_id": 3',
    '[0].contract_id: 3 must be the id of a commitment of this project',
  ],
  [
    'commitment_change_orders.json',
    '"legacy_package_id": 562949953470001',
    '"legacy_package_id": 3',
    '[0].legacy_package_id: 3 must be the id of a change order package',
  ],
  [
    'requisition_change_order_items.json',
    '"id": 341257',
    '"id": 3',
    '.9007199254740993[0].id: 3 must be the id of an item of that requisition',
  ],
])('%s: a wrong value %s is named with its place', (file, search, text, expected) => {
  replace(inProject(file), search, text);
  expect(problems()).toContain(inProject(file) + expected);
});

test('all that is wrong is told at once, with the folder', () => {
  replace('company.json', 'Harbor Point Builders', '');
  replace('vendors.json', '"is_active": true', '"is_active": "yes"');
  writeFileSync(join(folder, inProject('requisition.json')), '[]');
  writeFileSync(join(folder, inProject('sub_jobs.json')), '[{]');
  const found = problems();
  expect(found).toHaveLength(4);
  expect(found).toEqual(
    expect.arrayContaining([
      'company.json.name: must be a text, not empty',
      'vendors.json[0].is_active: must be true or false',
      expect.stringMatching(/requisition\.json: is not a known file; known are .*requisitions\.json/),
      expect.stringMatching(/sub_jobs\.json: must be JSON \(.*position/),
    ]),
  );
  expect(() => loadDataFolder(folder)).toThrow(folder);
});

test('real gaps are allowed: nulls, missing keys, an empty invoice number, a draft without a vendor', () => {
  replace(inProject('requisitions.json'), /"period_id": 4292,/, '');
  replace(inProject('requisitions.json'), '"billing_date": "2026-09-30"', '"billing_date": null');
  replace(inProject('requisitions.json'), '"vendor_id": 562949953450001', '"vendor_id": null');
  expect(problems()).toEqual([]);
});

test('a second record with the same id, a doubled origin id and a folder of no project are refused', () => {
  replace('vendors.json', '"id": 562949953450002', '"id": 562949953450001');
  expect(problems()).toContain('vendors.json[1].id: must be unique in its file; 562949953450001 stands there twice');
  cpSync(TINY_FOLDER, folder, { recursive: true });
  replace(inProject('requisitions.json'), /"origin_id": null/, '"origin_id": "OLD-1"');
  expect(problems()).toEqual([
    `${inProject('requisitions.json')}[1].origin_id: must be unique in the company; OLD-1 is not`,
  ]);
  cpSync(TINY_FOLDER, folder, { recursive: true });
  cpSync(join(folder, 'projects', PROJECT), join(folder, 'projects', '5'), { recursive: true });
  expect(problems()).toEqual(['projects/5: must be named after the id of a project in projects.json']);
});

test('a folder that is not there says so', () => {
  expect(() => loadDataFolder(join(folder, 'nothing'))).toThrow(/must be a folder/);
});

test('what must come of the company is kept as it stands, and a hold without a reason is refused', () => {
  const expectations = (reasons: string) =>
    `{"books_from":"2026-10-01","requisitions":[{"id":9007199254740993,"reasons":${reasons},"why":"x"}],"vendors":[]}`;
  expect(loadDataFolder(folder).expectations).toBeNull();
  writeFileSync(join(folder, 'expectations.json'), expectations('["tax"]'));
  expect(stringify(loadDataFolder(folder).expectations)).toBe(expectations('["tax"]'));
  writeFileSync(join(folder, 'expectations.json'), expectations('[]'));
  expect(problems().join()).toContain('expectations.json.requisitions[0].reasons');
});
