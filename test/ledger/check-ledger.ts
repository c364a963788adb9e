import type { PostingRow } from '../../src/store/ledger/posting-row';
import type { FakeErp } from './fake-erp';
import type { LedgerDocument } from './ledger-fixture';

const inFlight: readonly string[] = ['reserved', 'sent', 'uncertain'];

/** What must hold at every moment, whatever is under way; throws what does not. */
export async function checkLedger(
  document: LedgerDocument,
  erp: FakeErp,
  keys: ReadonlySet<string>,
): Promise<PostingRow[]> {
  const postings = await document.postings();
  const attempts = await document.attempts();
  const standing = erp.live(keys);
  const complain = (what: string): never => {
    const rows = postings.map((one) => `${one.ordinal} ${one.key} ${one.state} sends ${one.sends}`);
    const effects = standing.map(
      (one) => `${one.body.key} ${one.body.total} ${[...one.visibleFromMs.keys()].join('+')}`,
    );
    throw new Error([what, ...rows, ...effects, ...erp.log].join('\n  '));
  };

  if (standing.length > 1) complain('more than one live effect');
  if (postings.filter((one) => inFlight.includes(one.state)).length > 1) complain('two postings in flight');
  if (postings.filter((one) => one.state === 'confirmed').length > 1) complain('two confirmed postings');
  for (const posting of postings) {
    const effects = standing.filter((one) => one.body.key === posting.key);
    const mine = attempts.filter((one) => one.postingId === posting.id);
    if (posting.sends > 2) complain('sent more than twice');
    if (erp.sentKeys.filter((key) => key === posting.key).length > mine.length) complain('a call without an attempt');
    if (posting.state === 'rejected' && effects.length > 0)
      complain('an effect stands under a rejected name: forgotten');
    if (posting.state === 'reserved' && effects.length > 0)
      complain('an effect stands, and its posting knows nothing of it');
    if (posting.state === 'confirmed') {
      const [effect] = effects;
      const stored = await document.storedBody(posting);
      if (effect === undefined || effect.visibleFromMs.size < 2) complain('confirmed, but not complete');
      else if (JSON.stringify(effect.body) !== JSON.stringify(stored)) complain('confirmed, but not as stored');
      else if (effect.reference['documentNumber'] !== posting.reference?.['documentNumber'])
        complain('confirmed with the reference of something else');
    }
  }
  for (const effect of standing) {
    if (!postings.some((one) => one.key === effect.body.key)) complain('an effect of no posting');
  }
  return postings;
}
