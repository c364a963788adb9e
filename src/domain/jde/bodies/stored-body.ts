import { storedBodyOf } from '../../posting/stored-body';
import type { PostingBody } from './posting-body';

/** A stored body of JDE; see `storedBodyOf`. */
export function storedBody<Body extends PostingBody>(
  stored: unknown,
  kind: Body['kind'],
  lists: readonly (keyof Body & string)[] = [],
): Body {
  return storedBodyOf<Body>(stored, 'erpKey', kind, lists);
}
