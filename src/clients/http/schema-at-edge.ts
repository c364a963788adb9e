import type { z } from 'zod';
import { Rejected, type ClientErrorFacts } from './client-error';
import { lostAnswer, type CallEffect } from './lost-answer';

/** More would only repeat the same fault for each row of a list. */
const mostPathsNamed = 5;

/**
 * The answer in the shape that the rest of the program may rely on. What does not fit names the places and what was
 * expected there, never the value found. Under a read nothing will change until a person looks; under a write the act
 * itself may well have happened.
 */
export function parseAnswer<T>(
  schema: z.ZodType<T>,
  value: unknown,
  facts: ClientErrorFacts & { readonly effect: CallEffect },
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const sentence = `the answer does not have the documented shape at ${faultText(issues, value)}`;
  const { system, operation, status, correlationId } = facts;
  const safe: ClientErrorFacts = {
    system,
    operation,
    status,
    correlationId,
    detail: { reason: 'unexpectedShape', paths: issues.slice(0, mostPathsNamed).map((issue) => pathText(issue.path)) },
  };
  if (facts.effect === 'write') throw lostAnswer('write', sentence, safe);
  throw new Rejected(`${system} ${operation}: ${sentence}`, safe);
}

/** The places at fault with what was expected there: `items[0] (id 341256).taxes: expected array`. No value but ids. */
export function faultText(issues: readonly z.core.$ZodIssue[], value: unknown): string {
  const named = issues
    .slice(0, mostPathsNamed)
    .map((issue) => `${pathWithIds(issue.path, value)}: ${expectation(issue)}`);
  const more = issues.length > named.length ? ` and ${String(issues.length - named.length)} more` : '';
  return `${named.join('; ')}${more}`;
}

/** A row of a list is told by its place and, where it has one, its id: the place alone says nothing to a person. */
function pathWithIds(path: readonly PropertyKey[], value: unknown): string {
  if (path.length === 0) return 'the top';
  let at = value;
  let text = '';
  for (const part of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined;
    text += typeof part === 'number' ? `[${String(part)}]${idOf(at)}` : `.${String(part)}`;
  }
  return text.replace(/^\./, '');
}

function idOf(row: unknown): string {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
  return typeof id === 'string' && /^\d{1,20}$/.test(id) ? ` (id ${id})` : '';
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  if (issue.code === 'invalid_format' && issue.format === 'regex') return issue.message;
  if (issue.code === 'invalid_format') return `expected the format ${issue.format}`;
  return issue.code === 'custom' ? issue.message : issue.code.replaceAll('_', ' ');
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the top';
  return path
    .map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
