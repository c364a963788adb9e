/** Answers ask for at most this: a header that says "next year" must not park a document until then. */
const longestMs = 60 * 60 * 1000;

/**
 * How long an answer asks its caller to wait, or undefined when it does not say so in a way that can be understood.
 * Three forms, the finest first: `retry-after-ms` or `x-ms-retry-after-ms` in milliseconds, `Retry-After` in seconds,
 * `Retry-After` as an HTTP date. A date is measured from the answer's own `Date`, because the two clocks may differ;
 * one in the past means now.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const milliseconds = wholeNumber(headers[name]);
    if (milliseconds !== undefined) return Math.min(milliseconds, longestMs);
  }
  const value = headers['retry-after'];
  const seconds = wholeNumber(value);
  if (seconds !== undefined) return Math.min(seconds * 1000, longestMs);
  if (value === undefined || !/[a-z]/i.test(value)) return undefined;
  const dateMs = Date.parse(value);
  if (Number.isNaN(dateMs)) return undefined;
  const serverNowMs = Date.parse(headers['date'] ?? '');
  const fromMs = Number.isNaN(serverNowMs) ? nowMs : serverNowMs;
  return Math.min(Math.max(dateMs - fromMs, 0), longestMs);
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : undefined;
}
