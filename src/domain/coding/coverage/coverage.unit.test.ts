import { jdeChart } from '../../jde/chart';
import { changeOrderLine, commitment, item, requisition } from '../../procore/procore-documents.fixture';
import type { MappingRow } from '../mapping-row';
import { compileMapping } from '../resolve-coding';
import { codeText, type SegmentCodes } from '../segment-codes';
import { usesOfLines, usesOfRequisition, type CodeUse } from './code-use';
import { coverage, unsettledOf } from './coverage';

const project = { id: '789', number: '4411' };
const nowhere = (): null => null;
const asked = { kind: 'approved', commitment, changeOrderLines: {}, lookUp: nowhere } as const;
const row = (line: number, costCode: string, more: Partial<MappingRow> = {}): MappingRow => ({
  ...{ line, project: '4411', subJob: '', costCode, costType: 'S' },
  target: { businessUnit: '{project}', object: '1340', subsidiary: '{costCodeDigits}' },
  ...more,
});
const covered = (uses: readonly CodeUse[], ...rows: readonly MappingRow[]) =>
  coverage(project, uses, { mapping: compileMapping(rows), rows, chart: jdeChart });
const use = (codes: SegmentCodes | null, amount = '10.00', more: Partial<CodeUse> = {}): CodeUse => ({
  ...{ codes, amount, name: null, kind: 'approved', currency: 'USD' },
  ...more,
});
const concrete = { subJob: '', costCode: '03-300', costType: 'S' };

test('what a requisition bills in its period counts for a code, not its total to date', () => {
  const rows = [
    item('03-300.S', { totalCompletedAndStoredToDate: '900.00', totalCompletedAndStoredToDateFromPrevious: '650.00' }),
    item('26-010.S', {
      lineItemId: '2',
      workCompletedThisPeriod: '70.00',
      materialsPresentlyStored: '30.00',
      materialsPresentlyStoredFromPreviousProgress: '10.00',
    }),
  ];
  const uses = usesOfRequisition(requisition(rows, '0.00'), asked);
  expect(uses.map(({ codes, amount }) => [codes && codeText(codes), amount])).toEqual([
    ['03-300.S', '250'],
    ['26-010.S', '90'],
  ]);
});

test('a change order that stands as one row is divided by its lines', () => {
  const whole = item('', {
    ...{ itemType: 'whole_change_order_item', changeOrderPackageId: '9', scheduledValue: '300.00' },
    ...{ totalCompletedAndStoredToDate: '150.00', totalCompletedAndStoredToDateFromPrevious: '0.00' },
  });
  const lines = [changeOrderLine('1', '03-300.S', '100.00', 1), changeOrderLine('2', '26-010.S', '200.00', 2)];
  const uses = usesOfRequisition(
    requisition([whole], '0.00', { currency: { iso: 'USD', baseIso: null, rate: null } }),
    {
      ...asked,
      changeOrderLines: { [whole.id]: lines },
    },
  );
  expect(uses.map(({ codes, amount, name }) => [codes && codeText(codes), amount, name])).toEqual([
    ['03-300.S', '50', 'Change 03-300.S'],
    ['26-010.S', '100', 'Change 26-010.S'],
  ]);
});

test('a line that names its combination only by id is looked up in the list of the project', () => {
  const line = {
    ...changeOrderLine('1', '03-300.S', '100.00', 1),
    segmentItems: [],
    wbsCode: { id: '44', flatCode: null, description: 'Concrete' },
  };
  const lookUp = (id: string) => (id === '44' ? concrete : null);
  expect(usesOfLines([line], { currency: 'USD', lookUp })).toEqual([
    { kind: 'committed', codes: { ...concrete, wbsCodeId: '44' }, name: 'Concrete', amount: '100.00', currency: 'USD' },
  ]);
  const unknown = usesOfLines([line], { currency: 'USD', lookUp: nowhere });
  expect(unsettledOf(unknown)).toMatchObject({ count: 1, money: { committed: [{ currency: 'USD', amount: '100' }] } });
  expect(covered(unknown)).toEqual([]);
});

test('money behind a code is kept apart by what it is and by currency', () => {
  const [found] = covered([
    use(concrete, '10.00'),
    use(concrete, '5.50'),
    use(concrete, '7.00', { currency: 'CAD' }),
    use(concrete, '100.00', { kind: 'committed' }),
    use(concrete, '40.00', { kind: 'budget', currency: '' }),
  ]);
  expect(found).toMatchObject({
    mapped: null,
    why: 'no row of the mapping covers it',
    money: {
      approved: [
        { currency: 'CAD', amount: '7' },
        { currency: 'USD', amount: '15.5' },
      ],
      pending: [],
      committed: [{ currency: 'USD', amount: '100' }],
      budget: [{ currency: '', amount: '40' }],
    },
  });
});

test('a code whose row leads to no possible account has none', () => {
  const [found] = covered([use(concrete)], row(5, '03-300', { target: { businessUnit: '{subJob}', object: '1340' } }));
  expect(found?.mapped).toBeNull();
  expect(found?.why).toContain('row 5 leads to no possible account');
});

test('a row of a person and a generated one that fills a gap are told apart', () => {
  const generated = row(2, '26-010', { generated: true });
  const found = covered([use(concrete), use({ ...concrete, costCode: '26-010' })], row(7, '03-*'), generated);
  expect(found.map(({ mapped }) => [mapped?.line, mapped?.isGenerated])).toEqual([
    [7, false],
    [2, true],
  ]);
});

test('of two combinations of one text, of which one is mapped by its id, the other is without an account, with its own money', () => {
  const generated = row(2, '03-300', { generated: true, wbsCodeId: '44' });
  const [found, ...more] = covered(
    [use({ ...concrete, wbsCodeId: '44' }, '10.00'), use({ ...concrete, wbsCodeId: '45' }, '3.00')],
    generated,
  );
  expect(more).toEqual([]);
  expect(found).toMatchObject({ mapped: null, money: { approved: [{ currency: 'USD', amount: '3' }] } });
});
