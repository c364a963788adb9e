import type { Request } from 'express';
import { isJsonObject, type JsonObject } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { textBodyOf } from '../../http/read-text-body';
import { FusionError } from './fusion-error';

const FRAMEWORKS = 9;

export class FusionRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly queryText: string;
  readonly text: string;
  readonly method: string;
  readonly #headers: Request['headers'];

  constructor(request: Request, mayOverride: boolean) {
    const [path = '', query = ''] = request.originalUrl.split('?', 2);
    this.path = path;
    this.queryText = query;
    this.query = new URLSearchParams(query);
    this.text = textBodyOf(request);
    this.#headers = request.headers;
    const override = this.header('x-http-method-override').toUpperCase();
    this.method = mayOverride && request.method === 'POST' && override === 'PATCH' ? 'PATCH' : request.method;
  }

  header(name: string): string {
    const value = this.#headers[name];
    return typeof value === 'string' ? value : '';
  }

  /** 1 when the header is absent (reference 1.4). */
  get framework(): number {
    const text = this.header('rest-framework-version');
    const version = text === '' ? 1 : Number(text);
    if (!Number.isInteger(version) || version < 1 || version > FRAMEWORKS) {
      throw new FusionError(400, `REST-Framework-Version ${text} is not supported; 1 to ${FRAMEWORKS} are.`);
    }
    return version;
  }

  contentTypeIs(...types: readonly string[]): boolean {
    const given = this.header('content-type').split(';')[0]?.trim().toLowerCase() ?? '';
    return types.includes(given);
  }

  body(): JsonObject {
    try {
      const parsed = parseJson(this.text);
      if (isJsonObject(parsed)) {
        return parsed;
      }
    } catch {
      // The pod says no more about a payload that it cannot read.
    }
    throw new FusionError(400, 'Unable to parse the provided payload', { code: '27521', isTopLevel: true });
  }
}
