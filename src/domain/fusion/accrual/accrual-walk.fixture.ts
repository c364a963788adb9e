import type { AccrualWanted, AccruedLine, AtPeriodEnd } from '../../accrual/accrual';
import type { Plan } from '../../posting/plan/planned-step';
import { billed, requisition } from '../../procore/procore-documents.fixture';
import type { JournalImportDraft } from '../bodies/journal-import-body';
import type { JournalMember } from '../bodies/journal-member';
import type { Period } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { caseA, costAccount, inputOf, retainagePayable, type Situation } from '../requisition/planner.fixture';
import { fusionAccrualPlanner } from './planner';
import { accrueUnbilledSchema } from './settings';

export const accrualAccount = '101.10.22000.000';
export const of = { kind: 'requisition', sourceId: '58820', lastDay: '2026-10-31' } as const;
const gross = '10000.00';
export const accruedA = [
  [costAccount, gross],
  [accrualAccount, '-9000.00'],
  [retainagePayable, '-1000.00'],
];
export const opposite = (lines: readonly (readonly string[])[]) =>
  lines.map(([account, amount = '']) => [account, amount.startsWith('-') ? amount.slice(1) : `-${amount}`]);
const previous = requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00');
export const situation: Situation = {
  ...caseA,
  wanted: { previousRequisition: previous, history: { lines: {}, certified: '0', known: true, openPredecessor: null } },
};

/** The ledger's periods by their states, from October on. */
export const calendar = (october: string, november: string, december = 'N'): readonly Period[] => [
  { name: 'Oct-26', status: october, start: '2026-10-01', end: '2026-10-31' },
  { name: 'Nov-26', status: november, start: '2026-11-01', end: '2026-11-30' },
  { name: 'Dec-26', status: december, start: '2026-12-01', end: '2026-12-31' },
];

interface Posted {
  readonly step: string;
  readonly lines: readonly AccruedLine[];
  readonly marked: boolean;
  state: 'confirmed' | 'voided';
  reversed: boolean;
}

/** Our ledger of one accrual, and the settings and periods that it is planned by. */
export class Walk {
  standing: AtPeriodEnd = 'owed';
  today = '2026-11-05';
  ledger = calendar('O', 'O');
  /** Null: the section was taken out of the settings. */
  by: 'own' | 'erp' | null = 'own';
  readonly #posted: Posted[] = [];

  readonly #given: Situation;

  constructor(given: Situation = situation) {
    this.#given = given;
  }

  /** What is accrued, as last read. */
  protected source(own: AccrualWanted['requisition']): Pick<AccrualWanted, 'of' | 'requisition' | 'changeOrder'> {
    return { of, requisition: this.standing === 'owed' ? own : null, changeOrder: null };
  }

  /** Whose section it is by which it is accrued. */
  protected section(): Partial<PostingSettings> {
    return { accrueUnbilled: accrueUnbilledSchema.parse({ accrualAccount, owner: 'here' }) };
  }

  plan(): Plan {
    const outcome = this.outcome();
    if (!('plan' in outcome)) throw new Error(JSON.stringify(outcome, null, 1));
    return outcome.plan;
  }

  told(): readonly string[] {
    const outcome = this.outcome();
    return 'problems' in outcome ? outcome.problems.map(({ reason, kind, field }) => `${reason} ${kind} ${field}`) : [];
  }

  /** All that is planned is imported and posted; gives its lines by step and day. */
  post(): readonly (readonly [string, string, readonly (readonly string[])[]])[] {
    const members = this.plan().steps.map(({ step, draft, entries }) => ({
      step,
      entries,
      member: (draft as JournalImportDraft).members[0] as JournalMember,
    }));
    for (const { step, entries, member } of members) {
      const lines = entries.map(({ item: own, account, amount }) => ({ item: own, account, amount }));
      this.#posted.push({
        step,
        lines,
        marked: member.reversalPeriod !== undefined,
        state: 'confirmed',
        reversed: false,
      });
    }
    return members.map(({ step, member }) => [
      step,
      member.accountingDate,
      member.lines.map(({ account, amount }) => [account, amount]),
    ]);
  }

  /** People take the newest of the step out. */
  void(step: string): void {
    const found = this.#posted.findLast((one) => one.step === step);
    if (found !== undefined) found.state = 'voided';
  }

  /** What stands of the accrual, by account; of what is reversed nothing. */
  standingLines(step: 'accrual' | 'reversal'): readonly AccruedLine[] {
    const standing = this.#posted.filter((one) => one.step === step && one.state === 'confirmed');
    return standing.flatMap(({ lines }) => lines);
  }

  /** What Fusion was left to reverse. */
  marked(): readonly AccruedLine[] {
    return this.#posted.filter(({ marked }) => marked).flatMap(({ lines }) => lines);
  }

  /** Fusion reverses all that is marked. */
  autoReverse(): void {
    for (const one of this.#posted) one.reversed ||= one.marked;
  }

  member(): JournalMember {
    return (this.plan().steps[0]?.draft as JournalImportDraft).members[0] as JournalMember;
  }

  outcome() {
    const input = inputOf({ ...this.#given, ledger: this.ledger });
    const facts = {
      get: (kind: string, id: string) => (kind === 'ledger' ? { currency: 'USD' } : input.facts.get(kind, id)),
    };
    const outcome = fusionAccrualPlanner({
      ...{ ...input, facts, today: this.today, wanted: this.#wanted(input.wanted) },
      settings: {
        ...(input.settings as object),
        ...(this.by === null ? {} : { ...this.section(), accrualReversal: this.by }),
      },
    });
    if ('need' in outcome) throw new Error('everything was read');
    return outcome;
  }

  #wanted(own: AccrualWanted['requisition']): AccrualWanted {
    const lines = (which: (one: Posted) => boolean): readonly AccruedLine[] =>
      this.#posted.filter(which).flatMap((one) => one.lines);
    const inBooks = (one: Posted): boolean => one.step === 'accrual' && one.state === 'confirmed';
    return {
      ...{ ...this.source(own), standing: this.standing },
      accrued: lines(({ step }) => step === 'accrual'),
      open: lines((one) => inBooks(one) && !one.marked),
      awaited: lines((one) => inBooks(one) && one.marked && !one.reversed),
      reversed: lines(({ step }) => step === 'reversal'),
    };
  }
}

export const accrued = ['accrual', '2026-10-31', accruedA] as const;
export const reversed = ['reversal', '2026-11-01', opposite(accruedA)] as const;
