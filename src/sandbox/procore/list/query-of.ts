import type { Request } from 'express';

/** Keys such as `filters[id][]` are kept as they are written; values come decoded, so an unencoded `+` is a space. */
export function queryOf(request: Request): URLSearchParams {
  return new URLSearchParams(request.originalUrl.split('?')[1] ?? '');
}
