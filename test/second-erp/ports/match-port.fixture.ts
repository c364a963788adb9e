import type { PostingPort } from '../../../src/clients/erp-adapter';
import type { Found, Look } from '../../../src/domain/posting/look';
import type { KontorInvoice } from '../erp/documents.fixture';
import type { MatchBody } from '../kinds/match.fixture';
import type { KontorClient } from './client.fixture';
import { bodyOf } from './looks.fixture';

/**
 * Matches that accounts payable makes; nobody sends one. They are read with their invoice, which Kontor can be asked for by
 * its own number: an invoice that is there and not matched is the proof that nothing stands.
 */
export function matchPort(client: KontorClient): PostingPort {
  return {
    look: async (of) =>
      of.map((one): Look => {
        const { books, invoice } = bodyOf<MatchBody>(one);
        const read = client.read('look at invoice', (erp) => erp.readInvoice(books, invoice));
        if (read.invoice === null) client.prove('look at invoice', read.opening);
        const found = read.invoice === null ? [] : newestMatch(read.invoice);
        return { key: one.key, found, strangers: [], running: false };
      }),
  };
}

/** The newest only: one that was undone and made again stands. */
function newestMatch({ number, matches }: KontorInvoice): readonly Found[] {
  const newest = matches.at(-1);
  if (newest === undefined) return [];
  const { amount, undone } = newest;
  return [
    {
      reference: { invoice: number, match: String(matches.length) },
      stage: undone ? 'voided' : 'posted',
      stageWord: undone ? 'undone' : 'matched',
      missing: [],
      shown: { amount },
      facts: {},
    },
  ];
}
