import type { Problem } from '../../holds/hold-reason';
import { readableAmount } from '../../money/readable-amount';
import type { JournalRunWanted } from '../../posting/journal-run';
import { planVersion, type Plan } from '../../posting/plan/planned-step';
import type { Planner } from '../../posting/plan/planner';
import { journalDraftOf, type JournalImportDraft } from '../bodies/journal-import-body';
import type { JournalMember } from '../bodies/journal-member';
import { journalImport } from '../kinds/journal-import';
import type { PostingSettings } from '../posting-settings';
import { journalFactKeys, journalMemberProblems } from './check-member';
import type { JournalSettings } from './journal-settings';
import { totalsOf } from './journal-totals';

/**
 * One group of journals, of all that waits for the run. Whoever cannot be imported as things are by now is told apart, so that
 * the others do not wait: a group is imported whole or not at all.
 */
export const fusionJournalRunPlanner: Planner<JournalRunWanted> = ({ wanted, facts, settings: given }) => {
  const settings = given as PostingSettings;
  const { journals } = settings;
  if (wanted === null) return { problems: [], choices: [] };
  if (journals === undefined) return { problems: [noSetup], choices: [] };
  const members = wanted.members.flatMap(({ step }) => (step.draft as JournalImportDraft).members);
  const need = journalFactKeys(members, settings).filter(({ kind, id }) => facts.get(kind, id) === undefined);
  if (need.length > 0) return { need };
  const ofMembers = members
    .map((member) => ({ name: member.document, problems: journalMemberProblems(member, facts, settings) }))
    .filter(({ problems }) => problems.length > 0);
  if (ofMembers.length > 0) return { problems: [], choices: [], ofMembers };
  return { plan: planOf(wanted, members, journals) };
};

function planOf({ run, number }: JournalRunWanted, members: readonly JournalMember[], journals: JournalSettings): Plan {
  const { source, category } = journals;
  const [first] = members;
  const { debit } = totalsOf(members.flatMap(({ lines }) => lines));
  const currency = first?.currency ?? '';
  return {
    version: planVersion,
    steps: [
      {
        id: 'group',
        step: 'group',
        kind: journalImport.name,
        system: 'fusion',
        subject: `run:${run}/${String(number)}`,
        draft: journalDraftOf(members, { source, category }),
        entries: [],
        asks: ['live'],
      },
    ],
    head: {
      ...{ mappingVersion: 0, company: first?.ledger.name ?? '', supplier: '', currency, totals: null, lines: [] },
      facts: {
        run,
        documents: String(members.length),
        journals: String(new Set(members.map(({ journal }) => journal)).size),
        debit: readableAmount(debit, currency),
      },
    },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock: false,
    notes: [],
  };
}

const noSetup: Problem = {
  reason: 'doesNotFit',
  kind: 'person',
  field: 'posting.journals',
  value: '',
  message: 'Costs wait for a journal, and the settings do not say by which source and category journals are imported.',
  remedies: [{ act: 'changeSetting', path: 'posting.journals' }],
};
