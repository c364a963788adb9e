import type { Request, Response } from 'express';
import { ApiError } from '../gate/api-error';
import { sendJson } from '../../http/send-json';
import type { JsonObject, JsonValue } from '../../http/json-value';
import { queryOf } from './query-of';

export interface PageRule {
  readonly defaultPerPage: number;
  readonly maxPerPage: number;
  /** Above the maximum: cut to it, or answer 400. */
  readonly above: 'cut' | 'refuse';
}

export const V1_PAGES: PageRule = { defaultPerPage: 20, maxPerPage: 2000, above: 'cut' };
export const V2_PAGES: PageRule = { defaultPerPage: 10, maxPerPage: 100, above: 'cut' };

/** `show` runs only for the rows of the page. `Link` leaves the other query parameters out, as Procore's example does. */
export function sendPage(
  request: Request,
  response: Response,
  rows: readonly JsonObject[],
  show: (row: JsonObject) => JsonValue,
  rule: PageRule = V1_PAGES,
): void {
  const query = queryOf(request);
  const page = wholeNumber(query, 'page', 1);
  const asked = wholeNumber(query, 'per_page', rule.defaultPerPage);
  if (asked > rule.maxPerPage && rule.above === 'refuse') {
    throw ApiError.badRequest('per_page', `must be between 1 and ${rule.maxPerPage}`);
  }
  const perPage = Math.min(asked, rule.maxPerPage);
  const lastPage = Math.max(1, Math.ceil(rows.length / perPage));
  response.set('Total', String(rows.length)).set('Per-Page', String(perPage));
  const link = linkHeader(request, page, lastPage, perPage);
  if (link !== '') {
    response.set('Link', link);
  }
  const shown = rows.slice((page - 1) * perPage, page * perPage).map(show);
  sendJson(response, 200, request.path.startsWith('/rest/v2') ? { data: shown } : shown);
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) {
    return otherwise;
  }
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw ApiError.badRequest(name, 'must be a whole number from 1');
  }
  return Number(text);
}

function linkHeader(request: Request, page: number, lastPage: number, perPage: number): string {
  const address = (target: number) =>
    `<${request.protocol}://${request.get('host') ?? ''}${request.path}?page=${target}&per_page=${perPage}>`;
  const links: string[] = [];
  if (page > 1) {
    links.push(`${address(1)}; rel="first"`, `${address(Math.min(page - 1, lastPage))}; rel="prev"`);
  }
  if (page < lastPage) {
    links.push(`${address(lastPage)}; rel="last"`, `${address(page + 1)}; rel="next"`);
  }
  return links.join(', ');
}
