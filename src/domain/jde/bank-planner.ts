import { planVersion } from '../posting/plan/planned-step';
import type { Planner } from '../posting/plan/planner';
import type { BankChangeWanted } from '../vendor/bank/bank-change';
import type { ShownAccount } from './bodies/bank-body';
import { bank, type BankDraft } from './kinds/bank';

/** One posting: the account is set. Plans are stored sealed. */
export const jdeBankPlanner: Planner<BankChangeWanted> = ({ wanted }) => {
  if (wanted === null) return { problems: [], choices: [] };
  const { requestId, supplier, recordType, details } = wanted;
  const before = wanted.before as readonly ShownAccount[];
  const draft: BankDraft = { kind: 'bank', requestId, supplier, recordType, details, before };
  return {
    plan: {
      version: planVersion,
      steps: [
        {
          ...{ id: 'bank', step: 'bank', kind: bank.name, system: 'jde', subject: `bank:${supplier}/${recordType}` },
          ...{ draft, entries: [], asks: ['live', 'bankChange'] },
        },
      ],
      head: { mappingVersion: 0, company: '', supplier: '', currency: '', totals: null, lines: [], facts: {} },
      recorded: [],
      leftToPeople: null,
      datesFollowTheClock: false,
      notes: [],
    },
  };
};
