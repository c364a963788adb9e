import { fusionChart, fusionChartSchema } from '../../fusion/chart';
import type { MappingRow } from '../mapping-row';
import { compileMapping, resolveCoding } from '../resolve-coding';
import { mappingBack } from './mapping-back';

const chart = fusionChart(
  fusionChartSchema.parse({
    ...{ id: '1', separator: '.', balancing: 'entity', naturalAccount: 'account' },
    segments: [{ name: 'entity' }, { name: 'account' }],
  }),
);
const stands = (code: string, account: string) => ({
  ...{ projectId: '7', projectNumber: '4411', subJob: '', code, costType: 'S', wbsCodeId: `2${code}` },
  segments: chart.parse(account),
});
const row = (project: string, costCode: string, account: string, generated = false): MappingRow => ({
  ...{ line: 2, project, subJob: '', costCode, costType: 'S', target: chart.parse(account) },
  ...(generated ? { generated: true, wbsCodeId: `2${costCode}` } : {}),
});

test('generated rows only fill gaps: what a row of a person leads somewhere gets none', () => {
  const { rows, differing } = mappingBack(
    [stands('1', '101.60001'), stands('2', '101.60002')],
    [row('44*', '1*', '101.99999')],
    chart,
  );
  expect(rows).toEqual([{ ...row('id:7', '2', '101.60002', true), line: 0 }]);
  expect(differing).toEqual([]);
});

test('a row that was generated for another account is told and not changed', () => {
  const before = row('id:7', '1', '101.60001', true);
  const { rows, differing } = mappingBack([stands('1', '101.60009')], [before], chart);
  expect(rows).toEqual([]);
  expect(differing).toEqual([{ row: before, account: '101.60009' }]);
  expect(mappingBack([stands('1', '101.60001')], [before], chart)).toEqual({ rows: [], differing: [] });
});

test('a row that a person gives later goes before a generated one, however wide it is', () => {
  const mapping = compileMapping([row('id:7', '1', '101.60001', true), row('*', '*', '101.99999')]);
  const key = { projectId: '7', projectNumber: '4411', subJob: '', costCode: '1', costType: 'S' };
  expect(resolveCoding(mapping, key, chart)?.target).toEqual(chart.parse('101.99999'));
});

test('a renamed code keeps its account, and what got its old name does not have it', () => {
  const mapping = compileMapping([row('id:7', '1', '101.60001', true)]);
  const coded = (costCode: string, wbsCodeId?: string) => {
    const key = { projectId: '7', projectNumber: '4411', subJob: '', costCode, costType: 'S' };
    return resolveCoding(mapping, wbsCodeId === undefined ? key : { ...key, wbsCodeId }, chart)?.target ?? null;
  };
  expect(coded('1-old', '21')).toEqual(chart.parse('101.60001'));
  expect(coded('1', '99')).toBeNull();
  expect(coded('1')).toEqual(chart.parse('101.60001'));
});

test('a generated row without the id of its combination gets it, and its account stays', () => {
  const { wbsCodeId, ...before } = row('id:7', '1', '101.60001', true);
  expect(mappingBack([stands('1', '101.60001')], [before], chart).rows).toEqual([{ ...before, wbsCodeId: '21' }]);
  expect(wbsCodeId).toBe('21');
});
