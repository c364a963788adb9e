import type { JsonObject } from '../../http/json-value';
import type { FusionSandboxSettings } from '../settings';
import { ERROR, jsonAnswer } from './answer';
import type { Answer } from '../../http/send-answer';

export interface ErrorRest {
  /** `27014`, `JBO-29140` without its prefix, or a product code such as `AP-810245`. */
  readonly code?: string;
  readonly path?: string;
  /** The code stands at the top and there are no details: some resources do so (reference 5.1). */
  readonly isTopLevel?: boolean;
}

/** A refusal of the pod, with its words. */
export class FusionError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly rest: ErrorRest = {},
  ) {
    super(message);
    this.name = 'FusionError';
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

const PRODUCT_CODE = /^[A-Z][A-Z0-9]{1,5}-\d{3,9}$/;
/** `Attribute X in Y is required` and its like: what the framework puts around a message of a product. */
const FRAMEWORK_CODE = '27014';

/** Structured or plain text, by the framework version and what the caller accepts (reference 5.1). */
export function errorAnswer(
  error: FusionError,
  settings: FusionSandboxSettings,
  caller: { readonly framework: number; readonly accept: string },
): Answer {
  const isStructured = caller.framework >= settings.structuredErrorsFrom || caller.accept.includes(ERROR);
  const { code = '', path, isTopLevel = false } = error.rest;
  const isProduct = PRODUCT_CODE.test(code) && !code.startsWith('JBO-');
  const message = settings.translatedMessages ? 'La operación no se pudo completar.' : error.message;
  const spoken = isProduct ? `${message} (${code})` : message;
  if (!isStructured) {
    return { status: error.status, contentType: 'text/plain', body: spoken, headers: {} };
  }
  const asCode = isProduct && settings.productCodes === 'asCode';
  const plainCode = isProduct && !asCode ? FRAMEWORK_CODE : code;
  const shownCode = settings.jboPrefix && /^\d+$/.test(plainCode) ? `JBO-${plainCode}` : plainCode;
  const head = { title: TITLES[error.status] ?? 'Error', status: String(error.status) };
  const detail = asCode ? message : spoken;
  if (isTopLevel) {
    const top: JsonObject = { ...head, ...(shownCode === '' ? {} : { 'o:errorCode': shownCode }), detail };
    return jsonAnswer(error.status, top, ERROR);
  }
  const entry: JsonObject = {
    detail,
    ...(shownCode === '' ? {} : { [settings.errorCodeMember]: shownCode }),
    ...(path === undefined ? {} : { 'o:errorPath': path }),
  };
  return jsonAnswer(error.status, { ...head, 'o:errorDetails': [entry] }, ERROR);
}

export const notFound = (what: string): FusionError => new FusionError(404, `${what} was not found.`);
export const badRequest = (message: string, rest: ErrorRest = {}): FusionError => new FusionError(400, message, rest);
/** A code or name that its list of values does not have. */
export const noSuchValue = (list: string, path?: string): FusionError =>
  badRequest(`Applying List binding LOV_${list} with given set of values leads to no matching row`, {
    ...(path === undefined ? {} : { path }),
  });
