/** What an answer's headers said about the calls that are left. */
export interface QuotaObservation {
  readonly status: number;
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Until the window of which they speak begins anew, by Procore's own clock. */
  readonly resetAfterMs: number | null;
  /** Given with a 429 (and a 503 that names a time): no call before that. */
  readonly retryAfterMs: number | null;
}

type QuotaGrant = { readonly granted: true } | { readonly granted: false; readonly retryAfterMs: number };

/** The shared budget of calls of one app and company. Asked before each call, told the headers after it. */
export interface ProcoreQuota {
  take(): Promise<QuotaGrant>;
  observe(observation: QuotaObservation): void | Promise<void>;
}

export const unlimitedQuota: ProcoreQuota = {
  take: () => Promise.resolve({ granted: true }),
  observe: () => undefined,
};

/**
 * The three headers describe whichever window will be hit first.
 * https://developers.procore.com/documentation/rate-limiting
 */
export function quotaObservation(
  status: number,
  headers: Readonly<Record<string, string>>,
  retryAfterMs: number | null,
  nowMs: number,
): QuotaObservation {
  const resetSeconds = wholeNumber(headers['x-rate-limit-reset']);
  const serverNowMs = Date.parse(headers['date'] ?? '');
  const answeredMs = Number.isNaN(serverNowMs) ? nowMs : serverNowMs;
  return {
    status,
    limit: wholeNumber(headers['x-rate-limit-limit']),
    remaining: wholeNumber(headers['x-rate-limit-remaining']),
    resetAfterMs: resetSeconds === null ? null : Math.max(0, resetSeconds * 1000 - answeredMs),
    retryAfterMs,
  };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}
