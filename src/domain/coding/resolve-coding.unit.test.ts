import { array, assert, constantFrom, property, record } from 'fast-check';
import type { MappingRow } from './mapping-row';
import { jdeChart } from '../jde/chart';
import type { Segments } from './chart';
import { mappingRowKey } from './mapping-file';
import type { CodingKey } from './resolve-coding';
import { compileMapping, resolveCoding } from './resolve-coding';

const key: CodingKey = { projectId: '789', projectNumber: '4411', subJob: '', costCode: '03-300', costType: 'S' };

function row(line: number, patterns: readonly [string, string, string, string], fields: Segments = {}): MappingRow {
  const [project, subJob, costCode, costType] = patterns;
  const target = { businessUnit: '{project}', object: '1340', subsidiary: '{costCodeDigits}', ...fields };
  return { line, project, subJob, costCode, costType, target };
}

function lineOf(rows: readonly MappingRow[], wanted: Partial<CodingKey> = {}): number | null {
  return resolveCoding(compileMapping(rows), { ...key, ...wanted }, jdeChart)?.line ?? null;
}

test('exact wins over a prefix, a longer prefix over a shorter, a prefix over *', () => {
  const rows = [
    row(1, ['*', '*', '*', '*']),
    row(2, ['*', '*', '03-*', '*']),
    row(3, ['*', '*', '03-3*', '*']),
    row(4, ['*', '*', '03-300', '*']),
  ];
  expect([lineOf(rows), lineOf(rows.slice(0, 3)), lineOf(rows.slice(0, 2)), lineOf(rows.slice(0, 1))]).toEqual([
    4, 3, 2, 1,
  ]);
});

test('an earlier column decides before a later one', () => {
  expect(lineOf([row(1, ['4411', '*', '*', '*']), row(2, ['*', '', '03-300', 'S'])])).toBe(1);
});

test('a promising branch that ends nowhere is left again', () => {
  expect(lineOf([row(1, ['4411', '', '03-300', 'M']), row(2, ['*', '*', '*', '*'])])).toBe(2);
});

test('the id of a project comes before its number', () => {
  expect(lineOf([row(1, ['4411', '*', '*', '*']), row(2, ['id:789', '*', '*', '*'])])).toBe(2);
});

test('an empty sub job matches only lines without one', () => {
  const rows = [row(1, ['*', '', '*', '*'])];
  expect([lineOf(rows), lineOf(rows, { subJob: '01' })]).toEqual([1, null]);
});

test('placeholders are filled from the codes', () => {
  const template = { businessUnit: '{project}{subJob}', object: '13{costType}', subsidiary: '{costCodeDigits}' };
  const found = resolveCoding(
    compileMapping([row(1, ['*', '*', '*', '*'], template)]),
    { ...key, subJob: '01' },
    jdeChart,
  );
  expect(found).toEqual({
    target: { businessUnit: '441101', object: '13S', subsidiary: '03300' },
    line: 1,
    misfit: null,
  });
});

test.each([
  [{ subsidiary: '{costCode}' }, { costCode: '03-300-1234' }, /11 characters.*8/],
  [{ subsidiary: '{costCodeDigits}' }, { costCode: 'GENERAL' }, /empty/],
  [{ businessUnit: '{project}' }, { projectNumber: null }, /empty/],
  [{ subsidiary: '{costCode}' }, { costCode: '03.30' }, /"\."/],
  [{ businessUnit: '{project}' }, { projectNumber: '4411-RIVERSIDE' }, /14 characters.*12/],
  [{ subledger: '{costType}', subledgerType: '{costType}' }, { costType: 'SX' }, /subledgerType "SX".*1/],
])('%p with %p is no possible account', (template, codes, message) => {
  const found = resolveCoding(compileMapping([row(1, ['*', '*', '*', '*'], template)]), { ...key, ...codes }, jdeChart);
  expect(found?.misfit).toMatch(message);
});

test('a subledger and its type go with the account; without one there is neither', () => {
  const subledger = { subledger: '1001', subledgerType: 'A' };
  const found = (fields: Segments) =>
    resolveCoding(compileMapping([row(1, ['*', '*', '*', '*'], fields)]), key, jdeChart)?.target;
  const account = { businessUnit: '4411', object: '1340', subsidiary: '03300' };
  expect([found(subledger), found({})]).toEqual([{ ...account, ...subledger }, account]);
});

/** Compares every row with every other: slow, and written without the index. */
function oracle(rows: readonly MappingRow[], wanted: CodingKey): number | null {
  const rank = (pattern: string, value: string): number => {
    if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1)) ? pattern.length : -1;
    return pattern === value ? 1000 : -1;
  };
  const ranks = (own: MappingRow): number[] => [
    own.project === `id:${wanted.projectId}` ? 2000 : rank(own.project, wanted.projectNumber ?? '\0'),
    rank(own.subJob, wanted.subJob),
    rank(own.costCode, wanted.costCode),
    rank(own.costType, wanted.costType),
  ];
  const matching = rows.filter((own) => ranks(own).every((value) => value >= 0));
  matching.sort((a, b) => {
    const [left, right] = [ranks(a), ranks(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at === -1 ? 0 : right[at]! - left[at]!;
  });
  return matching[0]?.line ?? null;
}

test('the most specific row is the one a slow comparison finds', () => {
  const patterns = record({
    project: constantFrom('*', '4*', '44*', '4411', 'id:789', '5'),
    subJob: constantFrom('', '*', '0*', '01'),
    costCode: constantFrom('*', '03-*', '03-3*', '03-300', '0*', '26'),
    costType: constantFrom('*', 'S', 'M', 'S*'),
  });
  const keys = record({
    projectId: constantFrom('789', '1'),
    projectNumber: constantFrom('4411', '4500', '5', null),
    subJob: constantFrom('', '01', '02'),
    costCode: constantFrom('03-300', '03-310', '26', '09'),
    costType: constantFrom('S', 'M', 'SX', ''),
  });
  assert(
    property(array(patterns, { maxLength: 40 }), keys, (chosen, wanted) => {
      const rows = [...new Map(chosen.map((own) => [mappingRowKey(own), own])).values()].map((own, index) =>
        row(index + 2, [own.project, own.subJob, own.costCode, own.costType]),
      );
      expect(lineOf(rows, wanted)).toBe(oracle(rows, wanted));
    }),
    { numRuns: 1000 },
  );
});

test('ten thousand rows are looked up by index, not one by one', () => {
  let reads = 0;
  const rows = Array.from({ length: 10_000 }, (_, index) => {
    const own = row(index, ['4411', '*', `03-${index}`, 'S']);
    return new Proxy(own, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name) as unknown;
      },
    });
  });
  const mapping = compileMapping(rows);
  reads = 0;
  expect(resolveCoding(mapping, { ...key, costCode: '03-9999' }, jdeChart)?.line).toBe(9999);
  expect(reads).toBeLessThan(50);
});
