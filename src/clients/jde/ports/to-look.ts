import type { FoundPosting } from '../../../domain/posting/found-posting';
import type { Found, Look } from '../../../domain/posting/look';
import type { FoundInJde, SearchResultInJde } from '../postings/found-in-jde';

/** What the kinds of JDE compare. Accounts by name, and the order of the lines means nothing. */
export type ShownInJde = Pick<FoundPosting, 'company' | 'supplier' | 'currency' | 'total' | 'lines'>;

/** A search's result in the terms of a look. */
export function toLook(key: string, { found, strangers }: SearchResultInJde, running = false): Look {
  return {
    key,
    found: found.map(toFound),
    strangers: strangers.map(({ reference, date, amount, invoiceNumber: number }) => ({
      reference,
      date,
      amount,
      number,
    })),
    running,
  };
}

function toFound(one: FoundInJde): Found {
  const { reference, company, supplier, currency, total, lines, missing, stageWord = '', facts = {} } = one;
  const shown: ShownInJde = { company, supplier, currency, total, lines };
  return { reference, stage: stageOf(one), stageWord, missing, shown, facts };
}

/** A search names the table in which a thing is gone; whatever else is voided was voided by somebody. */
function stageOf({ voided, stage, facts }: FoundInJde): Found['stage'] {
  if (!voided) return stage ?? 'stands';
  return facts?.['gone'] === undefined ? 'voided' : 'gone';
}
