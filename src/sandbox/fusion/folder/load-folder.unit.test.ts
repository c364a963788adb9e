import { rmSync } from 'node:fs';
import { FusionState } from '../fusion-state';
import { parseSettings } from '../settings';
import { writeRows, type Rows } from '../testing/test-sandbox.fixture';
import { loadFolder } from './load-folder';

function load(rows: Rows): FusionState {
  const folder = writeRows(rows);
  try {
    const state = new FusionState(parseSettings({}));
    loadFolder(state, folder);
    return state;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the data folder', () => {
  test('nests children, keeps every digit, derives status and keys', () => {
    const state = load({
      suppliers: [
        { SupplierId: '9007199254740993', Supplier: 'A', InactiveDate: '2020-01-01', sites: [{ SupplierSite: 'S' }] },
      ],
      accountingPeriodStatusLOV: [{ LedgerId: 1, ApplicationId: 200, PeriodNameId: 'Jul-26', ClosingStatus: 'O' }],
    });
    const [supplier] = state.collection('suppliers').all();
    expect(supplier?.values).toMatchObject({ SupplierId: '9007199254740993', Status: 'INACTIVE', AlternateName: null });
    expect(supplier?.list('sites')[0]?.values).toMatchObject({ SupplierSite: 'S', Status: 'ACTIVE' });
    expect(state.collection('accountingPeriodStatusLOV').all()[0]?.text('PeriodKey')).toBe('/1/200/Jul-26');
  });

  test('gives ids and order numbers above those that are there', () => {
    const state = load({
      purchaseOrders: [{ POHeaderId: '300900000000000', OrderNumber: '500000', lines: [{ LineNumber: 1 }] }],
    });
    expect(BigInt(state.newId())).toBeGreaterThan(300900000000000n);
    expect(state.newOrderNumber()).toBe('500001');
    expect(state.collection('purchaseOrders').all()[0]?.list('lines')[0]?.text('POHeaderId')).toBe('300900000000000');
  });

  test.each([
    ['a file that is not known', { nothing: [] }, /nothing\.json is not known; suppliers\.json, /],
    [
      'an attribute that is not known',
      { suppliers: [{ Nope: 1 }] },
      /suppliers\.json, record 1: suppliers has no attribute Nope/,
    ],
    ['a number that is none', { suppliers: [{ SupplierId: 'x' }] }, /record 1: SupplierId must be a whole number/],
    [
      'the same key twice',
      { suppliers: [{ SupplierId: 1 }, { SupplierId: 1 }] },
      /record 2: SupplierId 1 is there twice/,
    ],
    ['a child that is no array', { suppliers: [{ sites: {} }] }, /sites of suppliers must be an array/],
  ])('%s is refused with its place', (_what, rows, message) => {
    expect(() => load(rows as Rows)).toThrow(message);
  });
});
