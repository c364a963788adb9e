import { z } from 'zod';

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** Of a record: the names that its members may have. */
  readonly propertyNames?: { readonly enum?: readonly string[] };
};

/** One line per fault of an input: its place, and what would be right. Never shows the value: it may be a secret. */
export function faultLines(error: z.ZodError, input: unknown, schema: z.ZodType): string[] {
  return error.issues.flatMap((issue) => issueLines(issue, input, schema));
}

function issueLines(issue: z.core.$ZodIssue, input: unknown, schema: z.ZodType): string[] {
  const place = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownMembers(schema, issue.path);
    const hint = known.length === 0 ? 'remove it' : `known here are ${known.join(', ')}`;
    return issue.keys.map((key) => `${placeOf([...issue.path, key])}: not a known setting; ${hint}`);
  }
  const missing = valueAt(input, issue.path) === undefined;
  const message = issue.message.replace(/^Invalid input: /, '').replace(/, received undefined$/, '');
  return [`${place}: ${missing && !message.startsWith('required') ? `required: ${message}` : message}`];
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '(the whole file)' : path.map(String).join('.');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function knownMembers(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: JsonSchema | undefined = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  for (const key of path) at = at?.properties?.[String(key)];
  return at?.properties === undefined ? [...(at?.propertyNames?.enum ?? [])] : Object.keys(at.properties);
}
