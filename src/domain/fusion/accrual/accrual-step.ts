import { accrualId, accruedName, type Accrued, type AccruedLine } from '../../accrual/accrual';
import { toAmount } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import type { PlannedStep } from '../../posting/plan/planned-step';
import { journalDraftOf } from '../bodies/journal-import-body';
import { journalRunName, type JournalMember } from '../bodies/journal-member';
import type { Period } from '../facts';
import type { PostingSettings } from '../posting-settings';

interface Dated {
  readonly of: Accrued;
  readonly settings: PostingSettings;
  readonly currency: string;
  /** `YYYY-MM-DD`, within the period. */
  readonly date: string;
  readonly period: Period;
  /** In which it is reversed. */
  readonly next: Period;
  readonly periods: readonly Period[];
}

/** A journal of a run; only an accrual is ever marked for Fusion to reverse. */
export function accrualStep(step: 'accrual' | 'reversal', lines: readonly AccruedLine[], dated: Dated): PlannedStep {
  const { of, settings, currency, period, date, next, periods } = dated;
  const id = accrualId(of);
  const isMarked = step === 'accrual' && settings.accrualReversal === 'erp';
  const member: JournalMember = {
    ...{ document: `accrual/${id}`, book: 'accrual', ledger: settings.ledger, currency },
    journal: `${step === 'accrual' ? 'ACR' : 'REV'} ${accruedName(of)}`.slice(0, 25),
    ...{ accountingDate: date, period: period.name },
    namesPeriod: periods.some((one) => one !== period && one.start <= date && date <= one.end),
    ...(isMarked ? { reversalPeriod: next.name } : {}),
    lines: lines.map(({ account, amount, item }) => ({
      ...{ account, amount: toAmount(amount, currency), lineId: item.replace(/^[^:]*:/, '').replace(/\W/g, '_') },
      description: step === 'accrual' ? 'Unbilled' : 'Unbilled, reversed',
    })),
  };
  return {
    ...{ id: step, step, kind: 'journalImport', system: 'fusion', subject: `accrual:${id}/${step}` },
    ...{ draft: journalDraftOf([member]), entries: lines.map((line) => entryOf(line, date)) },
    via: { kind: 'journalRun', run: journalRunName(member, 'document') },
    asks: ['live'],
  };
}

/** It never counts as billed. */
function entryOf({ account, amount, item }: AccruedLine, date: string): Entry {
  return {
    ...{ book: 'accrual', supplier: '', account, orderLine: '', item, amount },
    ...{ gross: '0', withheld: '0', tax: '0', period: date.slice(0, 7) },
  };
}
