/**
 * A stored body, checked to be of the kind, to say under `keyMember` what it is called, and to have the lists that are read of it.
 * Throws a RangeError.
 */
export function storedBodyOf<Body extends { readonly kind: string }>(
  stored: unknown,
  keyMember: keyof Body & string,
  kind: Body['kind'],
  lists: readonly (keyof Body & string)[] = [],
): Body {
  const body = stored as Readonly<Record<string, unknown>> | null | undefined;
  if (typeof body !== 'object' || body === null || body['kind'] !== kind || typeof body[keyMember] !== 'string') {
    throw new RangeError(`a stored body is no ${kind} of ours`);
  }
  const missing = lists.find((list) => !Array.isArray(body[list]));
  if (missing !== undefined) throw new RangeError(`a stored ${kind} has no ${missing}`);
  return body as unknown as Body;
}
