import { jdeChart } from '../jde/chart';
import type { MappingRow } from './mapping-row';
import { compileMapping } from './resolve-coding';
import { codedOtherwise, type StandingItem } from './what-if';

const row = (costCode: string, object: string, more: Readonly<Record<string, string>> = {}): MappingRow => ({
  ...{ line: 2, project: '*', subJob: '*', costCode, costType: '*' },
  target: { businessUnit: '{project}', object, ...more },
});
const standing: StandingItem = {
  item: 'contract_item:1',
  key: { projectId: '789', projectNumber: '4411', subJob: '', costCode: '03-300', costType: 'S' },
  account: '4411.1340',
  amount: '100.00',
};
const otherwise = (present: MappingRow, proposed: MappingRow | null, of = standing) =>
  codedOtherwise([of], {
    ...{ present: compileMapping([present]), proposed: compileMapping(proposed === null ? [] : [proposed]) },
    chart: jdeChart,
  }).map((one) => [one.account, one.present, one.proposed]);

test('an item that the proposal leads elsewhere is told, with all three accounts', () => {
  expect(otherwise(row('03-*', '1340'), row('03-*', '1350'))).toEqual([['4411.1340', '4411.1340', '4411.1350']]);
});

test('one that would have no account any more is told', () => {
  expect(otherwise(row('03-*', '1340'), row('26-*', '1340'))).toEqual([['4411.1340', '4411.1340', null]]);
  expect(otherwise(row('03-*', '1340'), null)).toEqual([['4411.1340', '4411.1340', null]]);
});

test('what the present mapping codes otherwise already is none of the proposal', () => {
  expect(otherwise(row('03-*', '1350'), row('03-300', '1350'))).toEqual([]);
});

test('a proposal that leads back to where it was posted codes nothing otherwise', () => {
  expect(otherwise(row('03-*', '1350'), row('03-*', '1340'))).toEqual([]);
});

test('another segment that is no part of the account is no other account in the books', () => {
  expect(otherwise(row('03-*', '1340'), row('03-*', '1340', { subledger: '7', subledgerType: 'A' }))).toEqual([]);
});
