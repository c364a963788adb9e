import type { PostingPort } from '../../../src/clients/erp-adapter';
import { OutcomeUnknown, Rejected } from '../../../src/clients/http/client-error';
import type { Found, Look } from '../../../src/domain/posting/look';
import type { PlannedStep } from '../../../src/domain/posting/plan/planned-step';
import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import type { PostingStage } from '../../../src/domain/posting/stages/posting-stage';
import type { FakeErp } from './fake-erp';
import { invoiceEntries, type InvoiceBody } from './invoice-kind';

const facts = { system: 'jde', operation: 'change' } as const;

export interface SettingBody {
  readonly key: string;
  readonly subject: string;
  readonly target: string;
}

/** An absolute target on a subject; nobody else may change that until it is in force. */
export const settingKind: PostingKind<Omit<SettingBody, 'key'>, SettingBody> = {
  name: 'setting',
  called: 'setting',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  parse: (stored) => stored as SettingBody,
  complete: (draft, { key }) => ({ ...draft, key }),
  fingerprint: ({ subject, target }) => [subject, target],
  compare: () => [],
  entries: () => [],
  terms: () => ({ supplier: '', number: '' }),
};

export const occupyingKind: PostingKind<Omit<SettingBody, 'key'>, SettingBody> = {
  ...settingKind,
  name: 'occupyingSetting',
  occupiesUntil: 'posted',
};

export function settingStep(subject: string, target: string, fields: Partial<PlannedStep> = {}): PlannedStep {
  return {
    id: 'orderChange',
    step: 'orderChange',
    kind: settingKind.name,
    system: 'jde',
    subject,
    draft: { subject, target },
    entries: [],
    asks: [],
    ...fields,
  };
}

/** What stands on each subject. A target is in place or it is not: who asks for it is not to be seen there. */
export class FakeSettings {
  readonly now = new Map<string, string>();
  /** How far a change has come right after it was made. */
  stage: PostingStage = 'stands';
  /** Targets in the order in which calls were made. */
  readonly sent: string[] = [];
  /** How the next calls end. */
  readonly faults: ('refused' | 'lostAfter' | 'lostBefore')[] = [];
  looks = 0;

  readonly port: Required<Pick<PostingPort, 'look' | 'send'>> = {
    look: async (of) => {
      this.looks += 1;
      return Promise.resolve(of.map((one) => this.#look(one.body as SettingBody)));
    },
    send: async (one) => {
      const { subject, target } = one.body as SettingBody;
      this.sent.push(target);
      const fault = this.faults.shift();
      if (fault === 'refused') throw new Rejected('the line is closed', { ...facts, said: ['line closed'] });
      if (fault !== 'lostBefore') this.now.set(subject, target);
      if (fault !== undefined) throw new OutcomeUnknown('no answer within the time limit', facts);
      return Promise.resolve({ change: String(this.sent.length) });
    },
  };

  #look({ key, subject, target }: SettingBody): Look {
    const found: Found = {
      reference: { subject },
      stage: this.stage,
      stageWord: '',
      missing: [],
      shown: target,
      facts: {},
    };
    return { key, found: this.now.get(subject) === target ? [found] : [], strangers: [], running: false };
  }
}

interface SubmitBody {
  readonly key: string;
  /** Of what is moved on. */
  readonly invoice: string;
}

/** Hands an invoice that stands on to be delivered. There is nothing of it besides the invoice. */
export const submitKind: PostingKind<Record<string, never>, SubmitBody> = {
  name: 'submit',
  called: 'submission',
  system: 'jde',
  nature: 'acts',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',
  parse: (stored) => stored as SubmitBody,
  complete: (_draft, { key, earlier }) => ({ key, invoice: earlier('voucher')?.reference['documentNumber'] ?? '' }),
  fingerprint: ({ invoice }) => invoice,
  compare: () => [],
  entries: () => [],
  terms: () => ({ supplier: '', number: '' }),
};

export const submitStep: PlannedStep = {
  id: 'submit',
  step: 'submit',
  kind: submitKind.name,
  system: 'jde',
  subject: 'invoice',
  draft: {},
  entries: [],
  moves: 'voucher',
  until: 'delivered',
  asks: [],
};

/** Looks at the invoice that is moved on, and moves it; `refuse` makes the next calls fail. */
export function submitPort(erp: FakeErp) {
  const told = { looks: 0, sends: 0, refuse: 0 };
  const looking = erp.port();
  const port: Required<Pick<PostingPort, 'look' | 'send'>> = {
    look: (of) => {
      told.looks += 1;
      return looking.look(of);
    },
    send: async (one) => {
      told.sends += 1;
      if (told.refuse > 0) {
        told.refuse -= 1;
        throw new Rejected('it is not complete', { ...facts, said: ['not complete'] });
      }
      const { invoice } = one.body as SubmitBody;
      const effect = erp.effects.find(({ reference }) => reference['documentNumber'] === invoice);
      if (effect !== undefined) effect.stage = 'delivered';
      return Promise.resolve({ invoice });
    },
  };
  return { told, port };
}

/** What accounts payable does: never sent, entered when it is seen. */
export const awaitedKind: PostingKind<{ readonly amount: string }, InvoiceBody> = {
  name: 'match',
  called: 'match',
  system: 'jde',
  nature: 'awaits',
  mostSends: 1,
  occupiesUntil: null,
  restsAt: 'posted',
  parse: (stored) => stored as InvoiceBody,
  complete: ({ amount }, { key }) => ({ key, total: amount, lines: [] }),
  fingerprint: ({ total }) => total,
  compare: ({ total }, { shown }) => (shown === total ? [] : [`amount ${String(shown)}`]),
  entries: ({ total }) => invoiceEntries(total),
  terms: () => ({ supplier: '4343', number: '' }),
};

export function awaitedStep(amount: string): PlannedStep {
  const step = { id: 'match', step: 'match', kind: awaitedKind.name, system: 'jde', subject: 'invoice' } as const;
  return { ...step, draft: { amount }, entries: invoiceEntries(amount), asks: [] };
}
