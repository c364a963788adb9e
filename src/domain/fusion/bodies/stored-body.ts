import { storedBodyOf } from '../../posting/stored-body';

/** A stored body of Fusion; see `storedBodyOf`. */
export function storedBody<Body extends { readonly kind: string; readonly key: string }>(
  stored: unknown,
  kind: Body['kind'],
  lists: readonly (keyof Body & string)[] = [],
): Body {
  return storedBodyOf<Body>(stored, 'key', kind, lists);
}
