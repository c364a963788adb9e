export interface ProcoreErrorBody {
  /** Procore's sentences. They can quote values. */
  readonly said: readonly string[];
  /** Names of the fields that were refused. */
  readonly fields: readonly string[];
  readonly codes: readonly string[];
}

/**
 * Reads every shape in which Procore words an error; v1.x bodies are not uniform, v2.x ones are.
 * https://developers.procore.com/documentation/error-reference , /restful-api-concepts
 */
export function readErrorBody(body: unknown): ProcoreErrorBody {
  const said: string[] = [];
  const fields: string[] = [];
  const codes: string[] = [];

  const takeErrors = (errors: unknown): void => {
    if (typeof errors === 'string') said.push(errors);
    else if (Array.isArray(errors)) errors.forEach(takeErrors);
    else if (isRecord(errors)) {
      for (const [field, texts] of Object.entries(errors)) {
        if (field !== 'base') fields.push(field);
        takeErrors(texts);
      }
    }
  };
  const takeDetail = (detail: unknown): void => {
    if (!isRecord(detail)) return;
    takeText(detail['message'], said);
    takeText(detail['reason_code'] ?? detail['code'], codes);
    takeText(detail['source'], fields);
  };

  if (typeof body === 'string') said.push(body);
  if (Array.isArray(body)) takeErrors(body);
  if (isRecord(body)) {
    takeErrors(body['errors']);
    if (isRecord(body['error'])) {
      takeText(body['error']['code'], codes);
      takeText(body['error']['message'], said);
      if (Array.isArray(body['error']['details'])) body['error']['details'].forEach(takeDetail);
    } else {
      takeText(body['error'], codes);
    }
    takeText(body['message'], said);
    takeText(body['reason'], said);
    takeText(body['error_description'], said);
    takeText(body['exception'], codes);
    if (typeof body['fields'] === 'string') fields.push(...body['fields'].split(/[,\s]+/));
    else takeErrors(body['fields']);
  }
  return { said: distinct(said), fields: fieldNames(fields), codes: distinct(codes.filter(isCode)) };
}

function takeText(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
}

// What is passed on as a field or code must look like one, so that no free text slips into a log that way.
function fieldNames(fields: readonly string[]): readonly string[] {
  return distinct(fields.filter((field) => /^[A-Za-z_][\w.[\]]{0,60}$/.test(field)));
}

function isCode(text: string): boolean {
  return /^[A-Za-z][\w:.-]{1,60}$/.test(text);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text.trim() !== ''))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
