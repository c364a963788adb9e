export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * When a feed is polled. Times of the day are `HH:MM`, intervals `15m`, dates `YYYY-MM-DD`. Without a time zone that of the
 * project counts, else that of the books.
 */
export type Cadence =
  | { readonly every: string; readonly offset?: string | undefined }
  | { readonly cron: string; readonly timeZone: string }
  | DailyWindow
  | EndOfWeek
  | Milestones
  | AtPeriodEnd;

interface InZone {
  /** An IANA time zone. */
  readonly timeZone?: string | undefined;
}

/** Each day from one time to another, both included. */
interface DailyWindow extends InZone {
  readonly daily: {
    readonly from: string;
    readonly to: string;
    readonly every: string;
    /** Absent: every day. */
    readonly on?: readonly Weekday[] | undefined;
  };
}

interface EndOfWeek extends InZone {
  readonly endOfWeek: { readonly day: Weekday; readonly at: string };
}

/** On dates that are named, or on those of the project's billing periods, some days before (negative) or after. */
interface Milestones extends InZone {
  readonly milestones: {
    readonly dates?: readonly string[] | undefined;
    readonly billingPeriods?: 'end' | 'due' | undefined;
    readonly offsetDays: number;
    readonly at: string;
  };
}

/** Some days before (negative) or after the last day of each period of the ERP's calendar. */
interface AtPeriodEnd extends InZone {
  readonly fiscalPeriod: { readonly offsetDays: number; readonly at: string };
}

/** A billing period of a project, as far as a cadence follows it; null: Procore has no such date. */
export interface BillingDates {
  readonly end: string | null;
  readonly due: string | null;
}

/** It is polled by the billing periods of its project. */
export function followsBillingPeriods(cadence: Cadence): boolean {
  return 'milestones' in cadence && cadence.milestones.billingPeriods !== undefined;
}

/** It is polled by the ERP's calendar. */
export function followsPeriodEnds(cadence: Cadence): boolean {
  return 'fiscalPeriod' in cadence;
}
