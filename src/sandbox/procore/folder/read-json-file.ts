import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { parseJson } from '../../http/parse-json';
import type { JsonValue } from '../../http/json-value';
import type { DataFolderProblem } from './data-folder-error';

/** Undefined when the file is missing or wrong; what is wrong goes to `problems`. */
export function readJsonFile(
  folder: string,
  file: string,
  schema: z.ZodType,
  problems: DataFolderProblem[],
): JsonValue | undefined {
  const path = join(folder, file);
  if (!existsSync(path)) {
    return undefined;
  }
  let value: JsonValue;
  try {
    value = parseJson(readFileSync(path, 'utf8'));
  } catch (error) {
    // Not JSON at all: the parser's message has the position.
    problems.push({
      place: file,
      expected: `must be JSON (${error instanceof Error ? error.message : String(error)})`,
    });
    return undefined;
  }
  const found = schemaProblems(file, schema, value);
  problems.push(...found);
  return found.length === 0 ? value : undefined;
}

export function schemaProblems(place: string, schema: z.ZodType, value: JsonValue): DataFolderProblem[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return [];
  }
  return parsed.error.issues.map((issue) => ({
    place: place + issue.path.map(pathStep).join(''),
    expected: issue.message.replace(/^Invalid input: expected/, 'must be'),
  }));
}

function pathStep(step: PropertyKey): string {
  return typeof step === 'number' ? `[${step}]` : `.${String(step)}`;
}
