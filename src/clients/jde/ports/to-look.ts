import type { JdeShown } from '../../../domain/jde/bodies/shown';
import type { Found, Look } from '../../../domain/posting/look';
import type { FoundInJde, SearchResult } from '../postings/found-in-jde';

/** A search's result in the terms of a look. */
export function toLook(key: string, { found, strangers, unclear, waits }: SearchResult, running = false): Look {
  return {
    key,
    found: found.map(toFound),
    strangers,
    running,
    ...(unclear === undefined ? {} : { unclear }),
    ...(waits === undefined ? {} : { waits }),
  };
}

/** A thing found, in the terms of a look. */
export function toFound(one: FoundInJde): Found {
  const {
    reference,
    company,
    supplier,
    currency,
    total,
    lines,
    number,
    glDate,
    missing,
    stageWord = '',
    facts = {},
  } = one;
  const shown: JdeShown = {
    ...{ company, supplier, currency, total, lines },
    ...(number === undefined ? {} : { number }),
    ...(glDate === undefined ? {} : { glDate }),
  };
  return { reference, stage: stageOf(one), stageWord, missing, shown, facts };
}

/** A search names the table in which a thing is gone; whatever else is voided was voided by somebody. */
function stageOf({ voided, stage, facts }: FoundInJde): Found['stage'] {
  if (!voided) return stage ?? 'stands';
  return facts?.['gone'] === undefined ? 'voided' : 'gone';
}
