/** What stands in `filled` and was not given: `posting.payStatus = "H"`. */
export function defaultsTaken(given: unknown, filled: unknown, path = ''): string[] {
  if (!isPlainObject(filled)) return [];
  return Object.entries(filled).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const own = isPlainObject(given) ? given[name] : undefined;
    if (own === undefined && !(isPlainObject(value) && Object.keys(value).length > 0)) {
      return isEmpty(value) ? [] : [`${place} = ${JSON.stringify(value)}`];
    }
    return defaultsTaken(own, value, place);
  });
}

/** Members whose value differs, by their place. */
export function changedMembers(before: unknown, after: unknown, path = ''): string[] {
  if (!isPlainObject(before) || !isPlainObject(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => changedMembers(before[name], after[name], path === '' ? name : `${path}.${name}`));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
