import type { FactBook, FactKey } from '../../../src/domain/posting/plan/planner';
import type { RequisitionWanted } from '../../../src/domain/requisition/requisition-wanted';
import { parseAccount, type KontorAccount } from '../chart.fixture';
import type { BooksFact, CreditorFact, NatureFact, SiteFact } from '../facts.fixture';
import { knownFacts, kontorFactKey } from '../facts.fixture';
import type { KontorSettings } from '../settings.fixture';
import { codedRequisition } from './coded-requisition.fixture';

export interface MasterData {
  readonly sites: readonly SiteFact[];
  readonly natures: readonly NatureFact[];
  /** Of the sites; one, unless the requisition is spread over several. */
  readonly books: readonly BooksFact[];
  /** Null when the party is not linked, or Kontor no longer has its creditor. */
  readonly creditor: CreditorFact | null;
}

/** The master data that a requisition's plan follows from, or what of it is still to be read. */
export function masterData(
  wanted: RequisitionWanted,
  settings: KontorSettings,
  facts: FactBook,
): { readonly need: readonly FactKey[] } | MasterData {
  const { lines } = codedRequisition(wanted, wanted.requisition.currency.iso ?? '');
  const accounts = [...lines.map((line) => line.account), ...ownAccounts(settings)];
  const unique = (of: (account: KontorAccount) => string): readonly string[] => [...new Set(accounts.map(of))];
  const { partyId, supplierNumber } = wanted.vendor;

  const sites = knownFacts<'site'>(facts, unique((account) => account.site).map(kontorFactKey.site));
  const natures = knownFacts<'nature'>(facts, unique((account) => account.nature).map(kontorFactKey.nature));
  const creditors = knownFacts<'creditor'>(
    facts,
    supplierNumber === null ? [] : [kontorFactKey.creditor(supplierNumber, partyId)],
  );
  // Sites tell the books; what is not known of them yet is asked for in the next round.
  const codes = new Set(sites.values.map((site) => site.books));
  const books = knownFacts<'books'>(
    facts,
    [...codes].map((code) => kontorFactKey.books(code)),
  );
  const need = [sites, natures, creditors, books].flatMap((one) => one.need);
  if (need.length > 0) return { need };
  return {
    sites: sites.values,
    natures: natures.values,
    books: books.values,
    creditor: creditors.values[0] ?? null,
  };
}

/** Accounts that the settings name. */
function ownAccounts({ retentionAccount, roundingAccount }: KontorSettings): readonly KontorAccount[] {
  return [retentionAccount, ...(roundingAccount === null ? [] : [roundingAccount])].map(parseAccount);
}
