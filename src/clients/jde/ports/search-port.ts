import type { PostingBody } from '../../../domain/jde/bodies/posting-body';
import type { Look } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import type { PostingPart, Postings } from '../postings/found-in-jde';
import { toLook } from './to-look';

/** A port that looks for its postings one after the other: each look is the whole search of its kind. */
export function searchPort<Body extends PostingBody>(
  postings: Postings<Body>,
): Required<Pick<PostingPort, 'look' | 'send'>> {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(toLook(one.key, await postings.search(one.body as Body, one)));
      return looks;
    },
    send: (one, missing) => postings.send(one.body as Body, missing as readonly PostingPart[] | undefined),
  };
}
