import { ApiError } from '../gate/api-error';

export interface DateRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const DAY_MS = 86_400_000;

/** `A...B`, quoted or not, both ends included. A bare date means the whole UTC day. Open ends are refused. */
export function dateRange(name: string, text: string): DateRange {
  const bare = text.replace(/^"(.*)"$/s, '$1');
  const ends = bare.split('...');
  const [from, to] = ends;
  if (ends.length !== 2 || from === undefined || to === undefined) {
    throw invalid(name, text);
  }
  const fromMs = instant(from);
  const toMs = instant(to);
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) {
    throw invalid(name, text);
  }
  return { fromMs, toMs: DATE.test(to) ? toMs + DAY_MS - 1 : toMs };
}

function instant(text: string): number {
  return DATE.test(text) || DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
}

function invalid(name: string, text: string): ApiError {
  return ApiError.badRequest(name, `must be two ISO 8601 values joined by three dots, not ${JSON.stringify(text)}`);
}
