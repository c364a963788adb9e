import type { PostingBody } from '../../../domain/jde/bodies/posting-body';
import type { Look } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import type { PostingPart, Postings } from '../postings/found-in-jde';
import { toLook } from './to-look';

/** A port that looks for its postings one after the other: each look is the whole search of its kind. */
export function searchPort<Body extends PostingBody>(
  postings: Postings<Body>,
): Required<Pick<PostingPort, 'look' | 'send'>> {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(toLook(one.key, await postings.search(bodyOf<Body>(one), one)));
      return looks;
    },
    send: (one, missing) => postings.send(bodyOf<Body>(one), missing as readonly PostingPart[] | undefined),
  };
}

/** A port is given only bodies of its own kind, which the kind has parsed. */
export function bodyOf<Body>(one: Posted): Body {
  return one.body as Body;
}
