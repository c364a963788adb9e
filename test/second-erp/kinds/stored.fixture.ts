/** A stored body, checked to be of this kind and to have these lists. Throws a RangeError that names what is missing. */
export function storedBody<Body extends { readonly kind: string }>(
  stored: unknown,
  kind: Body['kind'],
  lists: readonly (keyof Body & string)[] = [],
): Body {
  if (typeof stored !== 'object' || stored === null) throw new RangeError(`a ${kind} is an object`);
  const members = stored as Readonly<Record<string, unknown>>;
  if (members['kind'] !== kind) throw new RangeError(`expected a ${kind}, found ${String(members['kind'])}`);
  const missing = lists.filter((list) => !Array.isArray(members[list]));
  if (missing.length > 0) throw new RangeError(`a ${kind} has ${missing.join(', ')}`);
  return stored as Body;
}
