import { numberOf, type JsonValue } from '../../http/json-value';

/** Procore's v1 error bodies are not uniform; each builder gives the shape that its situation is known to have. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: JsonValue;

  constructor(status: number, message: string, body: JsonValue) {
    super(message);
    this.status = status;
    this.body = body;
  }

  static badRequest(field: string, problem: string): ApiError {
    return new ApiError(400, `${field} ${problem}`, { errors: { [field]: [problem] } });
  }

  static unauthorised(message: string): ApiError {
    return new ApiError(401, message, { code: numberOf(401), message, fields: '', reason: '', error: 'unauthorized' });
  }

  static forbidden(message: string): ApiError {
    return new ApiError(403, message, { errors: [message] });
  }

  static notFound(what: string): ApiError {
    const message = `Couldn't find ${what}`;
    return new ApiError(404, message, { message, exception: 'ActiveRecord::RecordNotFound' });
  }

  static unknownField(field: string): ApiError {
    const message = `Unknown field: ${field}`;
    return new ApiError(406, message, {
      code: numberOf(406),
      message,
      fields: field,
      reason: 'unknown_field',
      error: message,
    });
  }

  static conflict(message: string): ApiError {
    return new ApiError(409, message, { message });
  }

  /** `field` is `base` when the whole record is meant. */
  static unprocessable(field: string, problem: string): ApiError {
    return new ApiError(422, `${field} ${problem}`, { errors: { base: [], [field]: [problem] } });
  }
}
