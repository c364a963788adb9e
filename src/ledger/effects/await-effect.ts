import { otherwiseFacts } from '../../domain/posting/found-otherwise';
import type { Found } from '../../domain/posting/look';
import type { PostingKind } from '../../domain/posting/posting-kind';
import { isGone } from '../../domain/posting/stages/posting-stage';
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
  const { kind } = request;
  const verdict = judgeLook(request, body, { ...look, strangers: [] });
  const live = look.found.find((one) => !isGone(one.stage));
  switch (verdict.kind) {
    case 'equal': {
      const confirmed = await new LeasedPosting(deps, request, posting).confirm(verdict.found, body);
      return confirmed === null ? { kind: 'stale' } : { kind: 'confirmed', posting: confirmed };
    }
    case 'hold': {
      if (kind.isBooked === true && live !== undefined) {
        const entered = await enterOtherwise(
          deps,
          request,
          posting,
          { ...live, facts: otherwiseIn(kind, body, live) },
          body,
        );
        if (!entered) return { kind: 'stale' };
      }
      return { kind: 'held', problems: [verdict.problem] };
    }
    case 'refused':
      return { kind: 'held', problems: [verdict.problem] };
    case 'nothing':
      return kind.awaited === undefined
        ? { kind: 'rest' }
        : { kind: 'held', problems: [kind.awaited(body, look.strangers)] };
    case 'incomplete':
    case 'running':
      return { kind: 'rest' };
  }
}

/** It stands otherwise than it was planned: it is entered so that a person can accept it, and nothing goes on with that. */
async function enterOtherwise(
  deps: LedgerDeps,
  { mends: _mends, onConfirmed: _onConfirmed, lastly: _lastly, ...request }: LedgerRequest,
  posting: PostingRow,
  found: Found,
  body: unknown,
): Promise<boolean> {
  return (await new LeasedPosting(deps, request, posting).confirm(found, body)) !== null;
}

function otherwiseIn(kind: PostingKind, body: unknown, found: Found): Found['facts'] {
  return { ...found.facts, [otherwiseFacts.differs]: kind.compare(body, found).join('; ') };
}
