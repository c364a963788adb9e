import { causeKey } from '../../../holds/cause-key';
import type { ErpCompany, OpenWindow } from '../../erp-facts';
import type { Problem } from '../../../holds/hold-reason';
import type { PostingSettings } from '../../posting-settings';
import type { PlanDates } from '../requisition-plan';
import { missingDates } from '../../../requisition/missing-dates';

export interface GlDateFacts {
  readonly policy: PostingSettings['glDatePolicy'];
  readonly outsidePeriod: PostingSettings['outsidePeriod'];
  readonly billingDate: string | null;
  readonly requisitionEnd: string | null;
  /** The day in the books' time zone. */
  readonly today: string;
  readonly company: ErpCompany;
}

/** Invoice and G/L date, or why there is none. The G/L date lies in a period that is open in both G/L and A/P. */
export function glDate(facts: GlDateFacts): { readonly dates: PlanDates } | { readonly problems: readonly Problem[] } {
  const { company, billingDate } = facts;
  const missing = missingDates(facts, facts.policy, {
    billingDate: 'the date of the voucher',
    requisitionEnd: 'its G/L date',
  });
  const wanted = wantedDate(facts);
  if (missing.length > 0 || wanted === null || billingDate === null) return { problems: missing };
  const open = bothOpen(company);
  if (open.from > open.to) return { problems: [nothingOpen(company, wanted)] };
  if (wanted > open.to) return { problems: [later(company, wanted, open)] };
  if (wanted >= open.from) return { dates: { invoiceDate: billingDate, glDate: wanted } };
  if (facts.outsidePeriod === 'hold') return { problems: [earlier(company, wanted, open)] };
  return { dates: { invoiceDate: billingDate, glDate: open.from, movedFrom: wanted } };
}

function bothOpen({ ledgerOpen, payablesOpen }: ErpCompany): OpenWindow {
  return {
    from: ledgerOpen.from > payablesOpen.from ? ledgerOpen.from : payablesOpen.from,
    to: ledgerOpen.to < payablesOpen.to ? ledgerOpen.to : payablesOpen.to,
  };
}

function wantedDate({ policy, billingDate, requisitionEnd, today }: GlDateFacts): string | null {
  switch (policy) {
    case 'billingDate':
      return billingDate;
    case 'periodEnd':
      return requisitionEnd;
    case 'postingDay':
      return today;
  }
}

function periodProblem(company: ErpCompany, wanted: string): Omit<Problem, 'kind' | 'message' | 'remedies'> {
  return {
    reason: 'periodClosed',
    field: 'DGJ',
    value: wanted,
    causeKey: causeKey.period(company.id),
    facts: { ledgerOpen: windowText(company.ledgerOpen), payablesOpen: windowText(company.payablesOpen) },
  };
}

function later(company: ErpCompany, wanted: string, open: OpenWindow): Problem {
  return {
    ...periodProblem(company, wanted),
    kind: 'waiting',
    message: `The G/L date ${wanted} lies after the open periods of company ${company.id} (${windowText(open)} in both G/L and A/P). That it waits is our rule: JDE itself only warns.`,
    remedies: [{ act: 'byItself', text: 'It goes on by itself when the period opens in JDE (F0010)' }],
  };
}

function earlier(company: ErpCompany, wanted: string, open: OpenWindow): Problem {
  return {
    ...periodProblem(company, wanted),
    kind: 'person',
    message: `The G/L date ${wanted} lies in a closed period of company ${company.id} (open in both G/L and A/P: ${windowText(open)}).`,
    remedies: [
      { act: 'inErp', text: 'Reopen the period in JDE (F0010)' },
      { act: 'inProcore', text: 'Change the date in Procore' },
      { act: 'changeSetting', path: 'posting.outsidePeriod', to: 'firstOpenDay' },
    ],
  };
}

function nothingOpen(company: ErpCompany, wanted: string): Problem {
  return {
    ...periodProblem(company, wanted),
    kind: 'person',
    message: `Company ${company.id} has no day that is open in both G/L (${windowText(company.ledgerOpen)}) and A/P (${windowText(company.payablesOpen)}).`,
    remedies: [{ act: 'inErp', text: 'Open the same period for G/L and A/P in JDE (F0010)' }],
  };
}

function windowText(window: OpenWindow): string {
  return `${window.from} to ${window.to}`;
}
