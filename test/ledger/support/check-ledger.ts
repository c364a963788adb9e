import type { PostingRow } from '../../../src/store/ledger/posting-row';
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
    const refusedForNow = mine.filter((one) => one.outcome === 'refusedForNow').length;
    if (posting.sends - refusedForNow > 2) complain('sent more than twice');
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

/** What the ledger's rows say of several documents, beside one ERP in which their things stand. */
export interface Standing {
  readonly postings: readonly PostingRow[];
  /** Of each posting: whose part in it is written, and for how much. */
  readonly parts: readonly { readonly postingId: string; readonly documentId: string; readonly amount: string }[];
  readonly erp: FakeErp;
  /** The member documents of what one posting is made of, by their lines' accounts; null: its own document's. */
  readonly membersIn: (
    posting: PostingRow,
  ) => readonly { readonly documentId: string; readonly amount: string }[] | null;
}

/** What must hold at every moment between documents; throws what does not. */
export function checkStanding({ postings, parts, erp, membersIn }: Standing): void {
  const complain = (what: string): never => {
    const rows = postings.map((one) => `${one.step} ${one.ordinal} ${one.key} ${one.state} for ${one.because}`);
    throw new Error([what, ...rows, ...erp.log].join('\n  '));
  };
  const occupied = postings.filter(({ occupies }) => occupies).map(({ subject }) => subject);
  if (new Set(occupied).size < occupied.length) complain('two occupy one subject');
  const asked = postings.filter(({ because, state }) => because !== null && state !== 'rejected' && state !== 'voided');
  if (new Set(asked.map(({ because }) => because)).size < asked.length) complain('one decision has two postings');

  for (const posting of postings.filter(({ state }) => state === 'confirmed')) {
    const effects = erp.effects.filter(({ body, voided }) => body.key === posting.key && !voided);
    if (posting.kind !== 'invoice' && posting.kind !== 'run') continue;
    const standing = effects.reduce((sum, { body }) => sum + Number(body.total), 0);
    const own = parts.filter(({ postingId }) => postingId === posting.id);
    const written = own.reduce((sum, { amount }) => sum + Number(amount), 0);
    if (written !== standing) complain(`${written} is written of ${posting.key}, and ${standing} stands`);
    const members = membersIn(posting) ?? [{ documentId: posting.documentId, amount: String(standing) }];
    const said = (of: typeof members): string =>
      JSON.stringify(of.map(({ documentId, amount }) => [documentId, Number(amount)]).toSorted());
    if (said(members) !== said(own)) complain(`the parts in ${posting.key} are not those that stand`);
  }
}
