import type { PlannedStep } from '../../../src/domain/posting/plan/planned-step';
import { parseAccount } from '../chart.fixture';
import { group, memberEntries, type GroupDraft, type GroupMember } from '../kinds/group.fixture';
import { invoiceEntries, type InvoiceDraft } from '../kinds/invoice.fixture';
import type { KontorSettings } from '../settings.fixture';

/** Which of the natures that are changed one after the other these accounts are of: the first, or `''`. */
function guardedNature(accounts: readonly string[], { guardedNatures }: KontorSettings): string {
  return accounts.map((account) => parseAccount(account).nature).find((one) => guardedNatures.includes(one)) ?? '';
}

/** What is changed where a nature is guarded; else `own`. */
export function guardedSubject(accounts: readonly string[], settings: KontorSettings, own: string): string {
  const nature = guardedNature(accounts, settings);
  return nature === '' ? own : `nature:${nature}`;
}

/** The requisition's part of a journal: it waits for the run of its books, month and currency. */
export function runSteps(
  invoice: InvoiceDraft,
  { sourceId, settings }: { readonly sourceId: string; readonly settings: KontorSettings },
): readonly PlannedStep[] {
  const { books, currency, invoiceDate: date } = invoice;
  const member: GroupMember = {
    document: `requisition/${sourceId}`,
    lines: invoiceEntries(invoice).map(({ item: itemKey, account, amount, withheld }) => ({
      itemKey,
      account,
      amount,
      withheld,
    })),
  };
  const draft: GroupDraft = { kind: 'group', books, currency, date, text: 'journal run', members: [member] };
  const guarded = guardedNature(accountsOf(draft), settings);
  const run = [books, date.slice(0, 7), currency, guarded].filter((part) => part !== '').join(' ');
  return [
    {
      id: 'voucher',
      step: 'voucher',
      kind: group.name,
      system: 'kontor',
      subject: `requisition:${sourceId}/voucher`,
      draft,
      entries: memberEntries(draft, member),
      via: { kind: 'journalRun', run },
      asks: ['live', 'predecessor'],
    },
  ];
}

export function accountsOf({ members }: GroupDraft): readonly string[] {
  return members.flatMap(({ lines }) => lines.map(({ account }) => account));
}
