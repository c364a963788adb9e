import type { JournalRunWanted } from '../../../src/domain/posting/journal-run';
import { planVersion } from '../../../src/domain/posting/plan/planned-step';
import type { Planner } from '../../../src/domain/posting/plan/planner';
import { group, type GroupDraft } from '../kinds/group.fixture';
import type { KontorSettings } from '../settings.fixture';
import { accountsOf, guardedSubject } from './run-steps.fixture';

/** One journal of all that waits for the run, dated on the last of their days. */
export const kontorJournalRunPlanner: Planner<JournalRunWanted> = ({ wanted, settings }) => {
  const drafts = (wanted?.members ?? []).map(({ step }) => step.draft as GroupDraft);
  const [first] = drafts;
  if (wanted === null || first === undefined) return { problems: [], choices: [] };
  const date = drafts.map((one) => one.date).reduce((latest, one) => (one > latest ? one : latest));
  const draft: GroupDraft = { ...first, date, text: wanted.run, members: drafts.flatMap(({ members }) => members) };
  const own = `run:${wanted.run}/${wanted.number}`;
  return {
    plan: {
      version: planVersion,
      steps: [
        {
          id: 'group',
          step: 'group',
          kind: group.name,
          system: 'kontor',
          subject: guardedSubject(accountsOf(draft), settings as KontorSettings, own),
          draft,
          entries: [],
          asks: ['live'],
        },
      ],
      head: {
        ...{ mappingVersion: 0, company: draft.books, supplier: '', currency: draft.currency, totals: null, lines: [] },
        facts: { run: wanted.run, members: String(wanted.members.length) },
      },
      recorded: [],
      leftToPeople: null,
      datesFollowTheClock: false,
      notes: [],
    },
  };
};
