import { fusionChartSchema } from './chart';
import { codedAccounts, projectKeyOf, type RuledCombination, type SegmentValue } from './cost-codes';
import { costCodeFaults, fusionCostCodesSchema } from './cost-code-settings';

const chart = fusionChartSchema.parse({
  ...{ id: '5237', separator: '.', balancing: 'entity', naturalAccount: 'account' },
  segments: ['entity', 'department', 'account', 'subAccount'].map((name) => ({ name })),
});

const given = {
  codeSegment: 'account',
  valueSet: 'Corporate Account',
  accountTypes: ['E'],
  costTypes: [
    { from: '60000', to: '60999', type: 'S' },
    { from: '61000', to: '61999', type: 'M' },
  ],
  projectSegments: { entity: '101', department: '{project}' },
  standardList: 'Fusion',
};
const rule = fusionCostCodesSchema.parse(given);

const combination = (account: string, more: Partial<RuledCombination> = {}): RuledCombination => ({
  ...{ id: account, account, enabled: true, detailPosting: true, summary: false, startDate: null, endDate: null },
  accountType: 'E',
  ...more,
});
const value = (text: string, more: Partial<SegmentValue> = {}): SegmentValue => ({
  ...{ value: text, description: `Name of ${text}`, enabled: true, summary: false, startDate: null, endDate: null },
  ...more,
});

const coded = (combinations: readonly RuledCombination[], values: readonly SegmentValue[] = []) =>
  codedAccounts(rule, chart, { combinations, values }, '2026-11-20');

test('a range takes values of its own length alone: leading zeros count', () => {
  const accounts = ['101.10.60530.000', '101.10.060530.000', '101.10.6053.000', '101.10.61000.000', '101.10.70000.000'];
  expect(coded(accounts.map((account) => combination(account))).map(({ code, costType }) => [code, costType])).toEqual([
    ['60530', 'S'],
    ['060530', null],
    ['6053', null],
    ['61000', 'M'],
    ['70000', null],
  ]);
});

test('summary accounts and values never become codes, nor accounts of other types', () => {
  const read = coded(
    [
      combination('101.10.60530.000', { summary: true }),
      combination('101.10.60531.000'),
      combination('101.10.60532.000', { accountType: 'L' }),
      combination('101.10.60533.000'),
    ],
    [value('60531', { summary: true }), value('60533')],
  );
  expect(read.map(({ code, name }) => [code, name])).toEqual([['60533', 'Name of 60533']]);
});

test('an account is live only on days on which both it and its value are', () => {
  const why = (more: Partial<RuledCombination>, of: Partial<SegmentValue> = {}) =>
    coded([combination('101.10.60530.000', more)], [value('60530', of)])[0]?.why;
  expect(why({})).toBeNull();
  expect(why({ endDate: '4712-12-31' })).toBeNull();
  expect(why({ enabled: false })).toBe('disabled');
  expect(why({ detailPosting: false })).toContain('detail posting');
  expect(why({ startDate: '2026-11-21' })).toBe('begins on 2026-11-21');
  expect(why({ endDate: '2026-11-20' })).toBe('ended on 2026-11-20');
  expect(why({}, { enabled: false })).toBe('the value 60530 is disabled');
  expect(why({}, { endDate: '2026-01-01' })).toBe('ended on 2026-01-01');
});

test('a project is fixed by its segments, by its number or by what is said of it alone', () => {
  const own = fusionCostCodesSchema.parse({ ...given, projects: { 'A-7': { entity: '102', department: '70' } } });
  const [account] = coded([combination('101.10.60530.000')]);
  expect(projectKeyOf(own, { number: '10' })).toBe(account?.project);
  expect(projectKeyOf(own, { number: '010' })).not.toBe(account?.project);
  expect(projectKeyOf(own, { number: '' })).toBeNull();
  expect(projectKeyOf(own, { number: 'A-7' })).toBe(
    codedAccounts(own, chart, { combinations: [combination('102.70.60530.000')], values: [] }, '2026-11-20')[0]
      ?.project,
  );
});

test('what is missing of a rule is named with its choices, field by field', () => {
  const { error } = fusionCostCodesSchema.safeParse({ costTypes: [{ from: '600', to: '60999', type: 'S' }] });
  const faults = (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  for (const text of [
    'codeSegment: required',
    'valueSet: required',
    'accountTypes: required',
    'costTypes.0: from and to must be texts of equal length',
    'standardList: required',
  ]) {
    expect(faults.join('\n')).toContain(text);
  }
});

test('a rule that does not fit the chart is told by field', () => {
  const wrong = fusionCostCodesSchema.parse({
    ...given,
    codeSegment: 'task',
    typeSegment: 'kind',
    projectSegments: { job: '{project}' },
    projects: { 'A-7': { entity: '1' } },
    costTypes: [...given.costTypes, { from: '60900', to: '61500', type: 'L' }],
  });
  const faults = costCodeFaults(wrong, chart).join('\n');
  for (const field of [
    'codeSegment: "task"',
    'typeSegment: "kind"',
    'projectSegments: "job"',
    'projects.A-7',
    'costTypes.2',
  ]) {
    expect(faults).toContain(`fusion.costCodes.${field}`);
  }
  expect(costCodeFaults(rule, chart)).toEqual([]);
});

test('parents are the beginnings of a value, and Procore writes the parts with hyphens', () => {
  const tiered = fusionCostCodesSchema.parse({ ...given, parentLengths: [1, 3] });
  const values = [value('6', { summary: true }), value('605'), value('60530'), value('605-30'), value('6A')];
  const read = codedAccounts(
    tiered,
    chart,
    { combinations: ['60530', '605-30', '6A'].map((text) => combination(`101.10.${text}.000`)), values },
    '2026-11-20',
  );
  expect(read.map(({ value: text, code }) => [text, code])).toEqual([
    ['60530', '6-05-30'],
    ['605-30', '6-05-30'],
    ['6A', '6-A'],
  ]);
  expect(read[0]?.parents).toEqual([
    { value: '6', code: '6', name: null, why: 'it is a summary value, and those never become codes' },
    { value: '605', code: '6-05', name: 'Name of 605', why: null },
  ]);
  expect(coded([combination('101.10.60530.000')])[0]).toMatchObject({ code: '60530', parents: [], subJob: '' });
});

test('a value of the segment of sub jobs is one, but for the value that means none', () => {
  const jobs = fusionCostCodesSchema.parse({ ...given, subJobs: { segment: 'subAccount', none: '000' } });
  const combinations = ['000', '010'].map((text) => combination(`101.10.60530.${text}`));
  const read = codedAccounts(jobs, chart, { combinations, values: [] }, '2026-11-20');
  expect(read.map(({ subJob }) => subJob)).toEqual(['', '010']);
});

test.each([
  [{ parentLengths: [3, 2] }, 'parentLengths'],
  [{ subJobs: { segment: 'account', none: '0' } }, 'cannot be the sub job and the code'],
  [{ subJobs: { segment: 'department', none: '0' } }, 'cannot be the sub job'],
  [{ subJobs: { segment: 'nothing', none: '0' } }, '"nothing" is none of'],
])('a rule of tiers or sub jobs that cannot be is refused: %j', (more, fault) => {
  expect(costCodeFaults(fusionCostCodesSchema.parse({ ...given, ...more }), chart).join()).toContain(fault);
});
