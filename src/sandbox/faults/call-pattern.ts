import { z } from 'zod';

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    // The pattern's own message is not needed: the refinement below says what would be right.
    return false;
  }
}

export const pattern = z.string().refine(isRegularExpression, 'must be a regular expression');

/** What a fault can ask of a call in any sandbox; each adds what else its outside system tells calls apart by. */
export const callPattern = {
  method: z.string().optional().describe('HTTP method, any case'),
  path: pattern.optional().describe('regular expression on the path without its query'),
};

export interface CallPattern {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
}

export function matchesPattern(asked: string | undefined, text: string): boolean {
  return asked === undefined || new RegExp(asked).test(text);
}

export function matchesCall(asked: CallPattern, call: { readonly method: string; readonly path: string }): boolean {
  return (
    (asked.method === undefined || asked.method.toUpperCase() === call.method) && matchesPattern(asked.path, call.path)
  );
}
