import type { JournalRunWanted } from '../../posting/journal-run';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { PlannedStep } from '../../posting/plan/planned-step';
import { journalDraftOf, type JournalImportDraft } from '../bodies/journal-import-body';
import type { JournalMember } from '../bodies/journal-member';
import type { Combination, Period } from '../facts';
import { combination, periods, settings } from '../requisition/planner.fixture';
import { clearingAccount, directCostMember, journals } from './journal-member.fixture';
import type { JournalSettings } from './journal-settings';
import { fusionJournalRunPlanner } from './run-planner';

interface World {
  readonly combinations?: Readonly<Record<string, Combination | null>>;
  readonly periods?: readonly Period[];
  readonly journals?: JournalSettings | undefined;
}

function plan(members: readonly JournalMember[], world: World = {}) {
  const step = (member: JournalMember) => ({ step: 'cost', draft: journalDraftOf([member]) }) as unknown as PlannedStep;
  const wanted: JournalRunWanted = {
    run: '300000046975971 Oct-26 USD document',
    number: 2,
    members: members.map((member) => ({ name: member.document, step: step(member) })),
  };
  const own = world.combinations ?? {};
  return fusionJournalRunPlanner({
    wanted,
    effects: new PostedEffects([]),
    decisions: [],
    facts: {
      get: (kind, id) =>
        kind === 'periods' ? (world.periods ?? periods) : own[id] === undefined ? combination(id) : own[id],
    },
    settings: settings('journals' in world ? { journals: world.journals } : { journals }),
    today: '2026-10-20',
  });
}

const problemsOf = (members: readonly JournalMember[], world: World = {}) => {
  const made = plan(members, world);
  return 'problems' in made ? (made.ofMembers ?? []) : [];
};

test('all that wait are one group, with the source and category of the settings; what counts for each is its own', () => {
  const members = [directCostMember(1, '1250.00'), directCostMember(2, '40.10')];
  const made = plan(members);
  const steps = 'plan' in made ? made.plan.steps : [];
  expect(steps).toMatchObject([
    {
      id: 'group',
      kind: 'journalImport',
      subject: 'run:300000046975971 Oct-26 USD document/2',
      draft: { setup: { source: 'Procore', category: 'Adjustment' } },
      asks: ['live'],
    },
  ]);
  expect((steps[0]?.draft as JournalImportDraft).members).toEqual(members);
  expect('plan' in made && made.plan.head.facts).toMatchObject({
    documents: '2',
    journals: '2',
    debit: '1,290.10 USD',
  });
});

test('what is not known yet is asked for: every combination once, and the periods of the ledger', () => {
  const step = { draft: journalDraftOf([directCostMember(1, '5.00')]) } as unknown as PlannedStep;
  const made = fusionJournalRunPlanner({
    wanted: { run: 'x', number: 1, members: [{ name: 'directCost/1', step }] },
    effects: new PostedEffects([]),
    decisions: [],
    facts: { get: () => undefined },
    settings: settings({ journals }),
    today: '2026-10-20',
  });
  expect('need' in made && made.need.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'periods 300000046975971/101',
    'combination 101.10.60530.000',
    `combination ${clearingAccount}`,
  ]);
});

test('without a source and category in the settings all wait, and the setting is named', () => {
  const made = plan([directCostMember(1, '5.00')], { journals: undefined });
  expect(made).toMatchObject({ problems: [{ reason: 'doesNotFit', field: 'posting.journals' }] });
});

describe('who cannot be imported is told apart, so that the others go', () => {
  const good = directCostMember(1, '1250.00');

  test.each([
    ['it does not exist', null, 'accountMissing'],
    ['it is disabled', combination('x', { enabled: false }), 'accountInactive'],
    ['it takes no detail postings', combination('x', { detailPosting: false }), 'accountInactive'],
    ['it ended before the day', combination('x', { endDate: '2026-10-18' }), 'accountInactive'],
  ])('a combination: %s', (_what, found, reason) => {
    const other = directCostMember(2, '5.00');
    const [cost, clearing] = other.lines;
    const bad = { ...other, lines: [{ ...cost!, account: '101.10.99999.000' }, clearing!] };
    expect(problemsOf([good, bad], { combinations: { '101.10.99999.000': found } })).toMatchObject([
      { name: 'directCost/2', problems: [{ reason }] },
    ]);
  });

  test.each([
    ['O', 'Oct-26', []],
    ['F', 'Oct-26', []],
    ['N', 'Oct-26', ['waiting']],
    ['C', 'Oct-26', ['person']],
    ['P', 'Oct-26', ['person']],
    ['W', 'Oct-26', ['person']],
    ['O', 'Nov-26', ['person']],
    ['O', 'Oct-27', ['person']],
  ])('a period that is %s, named %s', (status, period, kinds) => {
    const all = periods.map((one) => (one.name === 'Oct-26' ? { ...one, status } : one));
    const found = problemsOf([directCostMember(2, '5.00', { period })], { periods: all });
    expect(found.flatMap(({ problems }) => problems.map(({ kind }) => kind))).toEqual(kinds);
  });

  test('one that balances as a whole and not within a company', () => {
    const [cost, clearing] = directCostMember(2, '5.00').lines;
    const across = directCostMember(2, '5.00', { lines: [{ ...cost!, account: '102.10.60530.000' }, clearing!] });
    const [told] = problemsOf([good, across]);
    expect(told?.problems.map(({ reason, value }) => [reason, value])).toEqual([
      ['amountsDiffer', '102'],
      ['amountsDiffer', '101'],
    ]);
    expect(told?.problems[0]?.message).toContain('5.00 USD');
  });
});
