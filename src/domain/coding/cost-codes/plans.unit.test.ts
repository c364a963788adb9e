import { withoutAccepted, type CodedAccount, type CodeLink, type CodeParent, type CodeRow } from './coded-account';
import { planList, wantedCodes } from './plan-list';
import type { StandingCode } from './plan-codes';
import { disabledCombinations, planProject, type ProjectStanding, type StandingCombination } from './plan-project';

const account = (code: string, more: Partial<CodedAccount> = {}): CodedAccount => ({
  ...{ account: `101.10.${code}.000`, segments: { account: code }, project: 'P', code, name: `Name ${code}` },
  ...{ subJob: '', value: code, parents: [], costType: 'S', why: null },
  ...more,
});
const standing = (code: string, more: Partial<StandingCode> = {}): StandingCode => ({
  ...{ id: `1${code}`, code, name: `Name ${code}`, originId: null },
  ...more,
});
const link = (code: string, more: Partial<CodeLink> = {}): CodeLink => ({
  ...{ level: 'standard', code, costType: '', procoreId: `1${code}`, name: `Name ${code}`, account: '' },
  inactivated: false,
  ...more,
});
const told = (rows: readonly CodeRow[]) =>
  rows.map(({ level, act, code, costType }) => [level, act, [code, costType].filter(Boolean).join('.')].join(' '));

const list = (
  accounts: readonly CodedAccount[],
  stands: readonly StandingCode[] = [],
  links: readonly CodeLink[] = [],
) => planList({ catalogue: 'Account', accounts, standing: stands, links });

describe('the catalogue', () => {
  test('a new code is created, one with exactly the same code is adopted without a write, leading zeros count', () => {
    expect(told(list([account('0100'), account('100')], [standing('100')]))).toEqual([
      'standard create 0100',
      'standard adopt 100',
    ]);
  });

  test('two values that differ in case or blanks only are refused, and so is one beside what stands in Procore', () => {
    expect(told(list([account('a1'), account('A 1'), account('b')], [standing('B')]))).toEqual([
      'standard refused A 1',
      'standard refused a1',
      'standard refused b',
    ]);
  });

  test('a rename is written only where our last name still stands', () => {
    const renamed = [account('1', { name: 'New' })];
    expect(told(list(renamed, [standing('1')], [link('1')]))).toEqual(['standard rename 1']);
    const byPerson = list(renamed, [standing('1', { name: 'Theirs' })], [link('1')]);
    expect(told(byPerson)).toEqual(['standard drift 1']);
    expect(byPerson[0]?.why).toContain('Theirs');
    const adopted = link('1', { name: null });
    expect(told(list(renamed, [standing('1', { name: 'Theirs' })], [adopted]))).toEqual(['standard drift 1']);
    expect(list([account('1')], [standing('1')], [link('1')])).toEqual([]);
  });

  test('what is linked is known by its id: gone it is not made again, nor is a code that was changed', () => {
    expect(told(list([account('1')], [standing('1', { id: '77' })], [link('1')]))).toEqual(['standard drift 1']);
    expect(told(list([account('1')], [standing('2', { id: '11' })], [link('1')]))).toEqual(['standard drift 1']);
    const ours = standing('2', { originId: 'Account/1' });
    expect(told(list([account('1')], [ours]))).toEqual(['standard refused 1']);
  });

  test('what a person accepted is listed no longer, until either side is another', () => {
    const called = (name: string) => [standing('1', { name })];
    const drift = list([account('1')], called('Theirs'), [link('1')]);
    expect(withoutAccepted(drift, drift)).toEqual([]);
    expect(told(withoutAccepted(list([account('1')], called('Other'), [link('1')]), drift))).toEqual([
      'standard drift 1',
    ]);
    const renamed = list([account('1', { name: 'New' })], called('Theirs'), [link('1')]);
    expect(told(withoutAccepted(renamed, drift))).toEqual(['standard drift 1']);
    const refused = list([account('a'), account('A')]);
    expect(withoutAccepted(refused, refused)).toEqual(refused);
  });

  test('a value without a range of cost types or without a name is listed and not exported', () => {
    const rows = list([account('1', { costType: null }), account('2', { name: null })]);
    expect(told(rows)).toEqual(['standard listed 1', 'standard listed 2']);
    expect(rows[0]?.why).toContain('costTypes');
  });

  test('a disabled value is never taken away from the list', () => {
    expect(told(list([account('1', { why: 'disabled' })], [standing('1')], [link('1')]))).toEqual([
      'standard listed 1',
    ]);
    expect(list([account('1', { why: 'disabled' })])).toEqual([]);
  });

  test('a code that would be a pattern in a mapping is refused', () => {
    expect(told(list([account('60*'), account('{project}')]))).toEqual([
      'standard refused 60*',
      'standard refused {project}',
    ]);
  });
});

describe('codes under parents', () => {
  const division = (more: Partial<CodeParent> = {}): CodeParent => ({
    ...{ value: '02', code: '02', name: 'Site', why: null },
    ...more,
  });
  const below = (text: string, parents: readonly CodeParent[] = [division()], more: Partial<CodedAccount> = {}) =>
    account(`02${text}`, { code: `02-${text}`, parents, ...more });

  test('a parent is made before what stands under it, once, and only of what is live', () => {
    expect(told(list([below('300'), below('100')]))).toEqual([
      'standard create 02',
      'standard create 02-100',
      'standard create 02-300',
    ]);
    expect(list([below('300', [division()], { why: 'disabled' })])).toEqual([]);
  });

  test('one that stands with exactly the same code is adopted, and a child that stands is never moved', () => {
    const settled = [standing('02'), standing('02-300')];
    expect(told(list([below('300')], settled))).toEqual(['standard adopt 02', 'standard adopt 02-300']);
    const links = [link('02', { name: 'Site' }), link('02-300', { name: 'Name 02300' })];
    const named = [standing('02', { name: 'Site' }), standing('02-300', { name: 'Name 02300' })];
    expect(list([below('300')], named, links)).toEqual([]);
    const renamed = list([below('300', [division({ name: 'Site work' })])], named, links);
    expect(told(renamed)).toEqual(['standard rename 02']);
  });

  test.each([
    ['a summary value', { name: null, why: 'it is a summary value, and those never become codes' }],
    ['no value', { name: null, why: 'the value set has no such value' }],
    ['disabled', { why: 'the value 02 is disabled' }],
  ])('a parent that is %s is not made: what is to stand under it is listed, unless the parent stands', (_, parent) => {
    const rows = list([below('300', [division(parent)])]);
    expect(told(rows)).toEqual(['standard listed 02', 'standard listed 02-300']);
    expect(rows[0]?.why).toContain(parent.why);
    expect(told(list([below('300', [division(parent)])], [standing('02')]))).toEqual(['standard create 02-300']);
  });

  test('nothing is made under a parent that is called otherwise or gone in Procore', () => {
    const called = standing('2A', { id: '102' });
    const links = [link('02', { name: 'Site' })];
    expect(told(list([below('300')], [called], links))).toEqual(['standard drift 02', 'standard listed 02-300']);
    expect(told(list([below('300')], [], links))).toEqual(['standard drift 02', 'standard listed 02-300']);
    const other = standing('02', { name: 'Theirs' });
    expect(told(list([below('300')], [other], links))).toEqual(['standard drift 02', 'standard create 02-300']);
  });

  test('two values that come to one code are refused, and so is what would stand under them', () => {
    const hyphened = account('02-300', { parents: [division()] });
    const rows = list([below('300'), hyphened]);
    expect(told(rows)).toEqual(['standard create 02', 'standard refused 02-300']);
    expect(rows[1]?.why).toContain('"02300", "02-300"');
  });

  test('the origin is the value, so a code that was flat is not made again under a parent', () => {
    const flat = standing('02300', { originId: 'Account/02300' });
    expect(told(list([below('300')], [standing('02'), flat]))).toEqual([
      'standard adopt 02',
      'standard refused 02-300',
    ]);
  });

  test('no combination is made of a code that is listed for its parent', () => {
    const rows = planProject({
      ...{ scope: '7', catalogue: 'Account', accounts: [below('300', [division({ name: null, why: 'none' })])] },
      ...{ links: [], standing: nothing },
    });
    expect(told(rows)).toEqual(['project listed 02', 'project listed 02-300']);
  });

  test('a sub job that Procore does not have leaves its codes alone, and its codes have origins of their own', () => {
    const of = { scope: '7/01', catalogue: 'Account', accounts: [account('1', { subJob: '01' })], links: [] };
    const rows = planProject({ ...of, standing: { ...nothing, noSubJob: 'Procore has 0 sub jobs 01' } });
    expect(told(rows)).toEqual(['project listed ']);
    expect(wantedCodes(of.accounts, 'Account', of.scope)).toMatchObject([{ originId: 'Account/1/7/01' }]);
  });
});

const nothing: ProjectStanding = {
  ...{ noSubJob: null, codes: [], combinations: [], costTypes: ['S'], furtherSegments: [], budget: null },
  uses: new Map(),
};

describe('a project', () => {
  const stands = (more: Partial<ProjectStanding> = {}): ProjectStanding => ({
    ...{ codes: [], combinations: [], costTypes: ['S', 'M'], furtherSegments: [], budget: null, uses: new Map() },
    noSubJob: null,
    ...more,
  });
  const plan = (accounts: readonly CodedAccount[], of: ProjectStanding, links: readonly CodeLink[] = []) =>
    planProject({ scope: '7', catalogue: 'Account', accounts, standing: of, links });
  const combination = (code: string, more: Partial<StandingCombination> = {}): StandingCombination => ({
    ...{ id: `2${code}`, code, costType: 'S', isActive: true },
    ...more,
  });
  const made = (code: string, more: Partial<CodeLink> = {}): CodeLink =>
    link(code, { level: 'wbs', costType: 'S', procoreId: `2${code}`, account: `101.10.${code}.000`, ...more });
  const settled = { codes: [standing('1')], combinations: [combination('1')] };
  const links = [link('1', { level: 'project' }), made('1')];

  test('a code of a live account is made with its combination; once all stands as it is wanted nothing is left', () => {
    expect(told(plan([account('1')], stands()))).toEqual(['project create 1', 'wbs create 1.S']);
    expect(plan([account('1')], stands(settled), links)).toEqual([]);
  });

  test('two live accounts of one project with one code and type are refused, that code alone, both named', () => {
    const twice = [account('1'), account('1', { account: '101.10.1.999' }), account('2')];
    const rows = plan(twice, stands());
    expect(told(rows)).toEqual(['project create 2', 'wbs refused 1.S', 'wbs create 2.S']);
    expect(rows[1]?.why).toContain('101.10.1.000, 101.10.1.999');
    const oneDead = [account('1'), account('1', { account: '101.10.1.999', why: 'disabled' })];
    expect(told(plan(oneDead, stands()))).toEqual(['project create 1', 'wbs create 1.S']);
    const otherType = [account('1'), account('1', { account: '101.10.1.999', costType: 'M' })];
    expect(told(plan(otherType, stands()))).toEqual(['project create 1', 'wbs create 1.M', 'wbs create 1.S']);
  });

  test('a cost type that Procore does not have is listed and never made', () => {
    expect(told(plan([account('1', { costType: 'X' })], stands()))).toEqual(['wbs listed 1.X']);
  });

  test('a project whose further segments the rule does not fill is listed and left whole', () => {
    const rows = plan([account('1')], stands({ furtherSegments: ['Phase'] }));
    expect(told(rows)).toEqual(['project listed ']);
    expect(rows[0]?.why).toContain('Phase');
  });

  test('a disabled combination is inactivated only where nothing uses it; else what uses it is told', () => {
    const dead = [account('1', { why: 'disabled' })];
    expect(disabledCombinations(dead, settled.combinations, links).map(({ id }) => id)).toEqual(['21']);
    const unused = plan(dead, stands({ ...settled, uses: new Map([['21', []]]) }), links);
    expect(told(unused)).toEqual(['project listed 1', 'wbs inactivate 1.S']);
    const used = plan(dead, stands({ ...settled, uses: new Map([['21', ['budget of 500.00']]]) }), links);
    expect(told(used)).toEqual(['project listed 1', 'wbs listed 1.S']);
    expect(used[1]?.why).toContain('budget of 500.00');
    expect(told(plan(dead, stands(settled), links))).toEqual(['project listed 1', 'wbs listed 1.S']);
  });

  test('what we made of a code that is called otherwise in Procore is still ours, and nothing new is made of it', () => {
    const renamed = { codes: [standing('1-old', { id: '11' })], combinations: [combination('1-old', { id: '21' })] };
    const more = [account('1'), account('1', { costType: 'M', account: '101.10.1.5' })];
    const budget = { locked: false, rows: ['21'] };
    expect(told(plan(more, stands({ ...renamed, budget }), links))).toEqual(['project drift 1']);
    const moved = [account('1', { account: '101.10.1.7' })];
    expect(told(plan(moved, stands(renamed), links))).toEqual(['project drift 1', 'wbs adopt 1.S']);
  });

  test('an account that was not read never inactivates anything', () => {
    expect(disabledCombinations([], settled.combinations, links)).toEqual([]);
    expect(plan([], stands(settled), links)).toEqual([]);
  });

  test('only what we inactivated is activated again', () => {
    const asleep = { ...settled, combinations: [combination('1', { isActive: false })] };
    const ours = [link('1', { level: 'project' }), made('1', { inactivated: true })];
    expect(told(plan([account('1')], stands(asleep), ours))).toEqual(['wbs activate 1.S']);
    expect(told(plan([account('1')], stands(asleep), links))).toEqual(['wbs drift 1.S']);
  });

  test('a line of 0 is made for each code without a row, made ones included, and none in a locked budget', () => {
    const budget = { locked: false, rows: ['21'] };
    const accounts = [account('1'), account('2')];
    expect(told(plan(accounts, stands({ ...settled, budget }), links))).toEqual([
      'project create 2',
      'wbs create 2.S',
      'budget create 2.S',
    ]);
    const locked = plan(accounts, stands({ ...settled, budget: { ...budget, locked: true } }), links);
    expect(told(locked).slice(2)).toEqual(['budget listed ']);
  });
});
