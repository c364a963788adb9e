import type { PostingRow } from '../../store/ledger/posting-row';
import { completedBody, type Known } from './completed-body';
import { judgeLook } from './judge-look';
import type { LedgerDeps, LedgerRequest, LedgerResult } from '../ledger-request';
import { LeasedPosting } from '../leased-posting';
import { toldToPort } from './told-to-port';

/** What somebody else does is never sent: a look sees it or not, and what is seen is entered. A feed looks again. */
export async function awaitEffect(
  deps: LedgerDeps,
  request: LedgerRequest,
  posting: PostingRow,
  known: Known,
): Promise<LedgerResult> {
  const body = completedBody(request, known, posting.ordinal);
  const [look] = await request.port.look([toldToPort(posting, body, known.earlier)]);
  if (look === undefined) throw new RangeError(`no answer to a look for ${posting.key}`);
  const verdict = judgeLook(request, body, look);
  switch (verdict.kind) {
    case 'equal': {
      const confirmed = await new LeasedPosting(deps, request, posting).confirm(verdict.found, body);
      return confirmed === null ? { kind: 'stale' } : { kind: 'confirmed', posting: confirmed };
    }
    case 'hold':
    case 'refused':
      return { kind: 'held', problems: [verdict.problem] };
    case 'nothing':
    case 'incomplete':
    case 'running':
      return { kind: 'rest' };
  }
}
