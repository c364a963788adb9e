import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { Remedies, Remedy } from '../../holds/remedy';
import type { JournalMember } from '../bodies/journal-member';
import type { PostingSettings } from '../posting-settings';

/** How a part of a journal is converted: not at all where it is in the currency of the ledger. */
export function conversionOf(
  { journals }: Pick<PostingSettings, 'journals'>,
  { currency, books }: Omit<InOtherCurrency, 'what'>,
): Pick<JournalMember, 'conversionType'> {
  const type = journals?.conversionType;
  return currency === books || type === undefined ? {} : { conversionType: type };
}

/** Nobody said how it is converted. */
export function notConverted({ what, currency, books }: InOtherCurrency, remedies: readonly Remedy[] = []): Problem {
  return {
    reason: 'currency',
    kind: 'person',
    field: 'posting.journals.conversionType',
    value: currency,
    message: `The ${what} is in ${currency}, the ledger in ${books}, and the settings name no conversion type by which Fusion converts it.`,
    remedies: [{ act: 'changeSetting', path: 'posting.journals.conversionType' }, ...remedies],
    causeKey: causeKey.connection(),
  };
}

export interface InOtherCurrency {
  /** `direct cost`, `change order`. */
  readonly what: string;
  readonly currency: string;
  /** Of the ledger. */
  readonly books: string;
}

/** Where its journals are in the currency of the ledger alone. */
export function otherCurrency({ what, currency, books }: InOtherCurrency, remedies: Remedies): Problem {
  return {
    reason: 'currency',
    kind: 'person',
    field: 'currency_configuration.currency_iso_code',
    value: currency,
    message: `The ${what} is in ${currency}, the ledger in ${books}, and journals are booked in the currency of the ledger alone.`,
    remedies,
  };
}
