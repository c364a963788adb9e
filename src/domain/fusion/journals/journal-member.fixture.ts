import type { JournalMember } from '../bodies/journal-member';
import type { JournalSettings } from './journal-settings';

/** For the journal source that the sandbox's customer made: the import takes it by its key. */
export const journals: JournalSettings = {
  source: 'Procore',
  sourceParameter: '300000048140001',
  category: 'Adjustment',
  documentAccount: 'fin$/generalLedger$/import$',
  linesChild: 'journalLines',
};

export const clearingAccount = '101.00.22100.000';

/** A direct cost of one line against the clearing account, dated 19 October 2026. */
export function directCostMember(id: number, amount: string, more: Partial<JournalMember> = {}): JournalMember {
  const document = `directCost/${String(id)}`;
  return {
    document,
    ledger: { id: '300000046975971', name: 'US Primary Ledger' },
    currency: 'USD',
    accountingDate: '2026-10-19',
    period: 'Oct-26',
    namesPeriod: false,
    journal: document,
    lines: [
      { account: '101.10.60530.000', amount, description: 'Crane hire', lineId: '1' },
      { account: clearingAccount, amount: `-${amount}`, description: 'Clearing', lineId: '' },
    ],
    ...more,
  };
}
