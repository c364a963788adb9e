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
  const named = issues.slice(0, mostPathsNamed).map((issue) => `${pathText(issue.path)}: ${expectation(issue)}`);
  const more = issues.length > named.length ? ` and ${String(issues.length - named.length)} more` : '';
  const sentence = `the answer does not have the documented shape at ${named.join('; ')}${more}`;
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

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
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
