import { accountName, type Account } from '../../domain/coding/account';
import { causeKey } from '../../domain/holds/cause-key';
import type { ErpAccount, ErpBusinessUnit, ErpCompany, KeptSupplier } from '../../domain/jde/erp-facts';
import type { ErpGateway } from '../../clients/erp-gateway';
import type { Connection } from '../../store/connections/connections';
import type { ErpFact, ErpFactKind } from '../../store/coding/erp-facts';
import type { Store } from '../../store/store';

/**
 * The ERP's master data as plans see it: read once, kept for `factMaxAgeMs`, and read again by a feed while somebody
 * waits for a change. A record that changed releases what waited for it (store/version-rows.ts).
 */
export class ErpFacts {
  readonly #store: Store;
  readonly #connection: Connection;
  readonly #gateway: () => Promise<ErpGateway>;
  readonly #maxAgeMs: number;

  /** `maxAgeMs` 0 reads everything anew. */
  constructor(store: Store, connection: Connection, gateway: () => Promise<ErpGateway>, maxAgeMs: number) {
    // What waits for the ERP is released by it.
    this.#store = store.as('erp');
    this.#connection = connection;
    this.#gateway = gateway;
    this.#maxAgeMs = maxAgeMs;
  }

  accounts(accounts: readonly Account[]): Promise<ErpAccount[]> {
    const byName = new Map(accounts.map((account) => [accountName(account), account]));
    return this.#read<ErpAccount>({
      kind: 'account',
      keys: [...byName.keys()],
      keyOf: (fact) => accountName(fact.account),
      causesOf: (name) => [causeKey.account(name)],
      read: (gateway, keys) => gateway.readAccounts(keys.flatMap((key) => byName.get(key) ?? [])),
    });
  }

  businessUnits(ids: readonly string[]): Promise<ErpBusinessUnit[]> {
    return this.#read<ErpBusinessUnit>({
      kind: 'businessUnit',
      keys: ids,
      keyOf: (fact) => fact.id,
      causesOf: (id) => [causeKey.account(id)],
      read: (gateway, keys) => gateway.readBusinessUnits(keys),
    });
  }

  companies(ids: readonly string[]): Promise<ErpCompany[]> {
    return this.#read<ErpCompany>({
      kind: 'company',
      keys: ids,
      keyOf: (fact) => fact.id,
      causesOf: (id, fact) => (fact === null ? [] : monthsAround(fact).map((month) => causeKey.period(id, month))),
      read: (gateway, keys) => gateway.readCompanies(keys),
    });
  }

  /** `partyOf` names who waits for a supplier. Facts are kept in plain, so the tax id, which no plan needs, is left out. */
  suppliers(numbers: readonly string[], partyOf: (number: string) => string | null): Promise<KeptSupplier[]> {
    return this.#read<KeptSupplier>({
      kind: 'supplier',
      keys: numbers,
      keyOf: (fact) => fact.number,
      causesOf: (number) => {
        const party = partyOf(number);
        return party === null ? [] : [causeKey.vendor(party)];
      },
      read: async (gateway, keys) => (await gateway.readSuppliers(keys)).map(({ taxId: _, ...kept }) => kept),
    });
  }

  async #read<Fact>(wanted: {
    kind: ErpFactKind;
    keys: readonly string[];
    keyOf: (fact: Fact) => string;
    causesOf: (key: string, fact: Fact | null) => readonly string[];
    read: (gateway: ErpGateway, keys: readonly string[]) => Promise<readonly Fact[]>;
  }): Promise<Fact[]> {
    const store = this.#store;
    const connection = this.#connection;
    const known = await store.inTenant(connection.tenantId, (tx) =>
      tx.erpFacts.load<Fact>(connection, wanted.kind, wanted.keys, this.#maxAgeMs),
    );
    const have = new Set(known.map((one) => one.key));
    const missing = [...new Set(wanted.keys)].filter((key) => !have.has(key));
    let read: ErpFact<Fact>[] = [];
    if (missing.length > 0) {
      const found = new Map(
        (await wanted.read(await this.#gateway(), missing)).map((fact) => [wanted.keyOf(fact), fact]),
      );
      read = missing.map((key) => ({ key, fact: found.get(key) ?? null }));
      const factOf = new Map(read.map((one) => [one.key, one.fact]));
      await store.inTenant(connection.tenantId, async (tx) => {
        const changed = await tx.erpFacts.changed(connection, wanted.kind, read);
        const causes = changed.flatMap((key) => wanted.causesOf(key, factOf.get(key) ?? null));
        await tx.mending(connection, causes, () => tx.erpFacts.store(connection, wanted.kind, read));
      });
    }
    return [...known, ...read].flatMap((one) => one.fact ?? []);
  }
}

/** Months from the first open one to two after the last: a hold for a closed period names one of them. */
function monthsAround(company: ErpCompany): string[] {
  const first = [company.ledgerOpen.from, company.payablesOpen.from].sort()[0] ?? '';
  const last = [company.ledgerOpen.to, company.payablesOpen.to].sort()[1] ?? '';
  const [year = 0, month = 1] = first.split('-').map(Number);
  const months: string[] = [];
  for (let offset = -1; offset < 30; offset += 1) {
    const text = new Date(Date.UTC(year, month - 1 + offset, 1)).toISOString().slice(0, 7);
    months.push(text);
    if (text > last.slice(0, 7)) break;
  }
  return months;
}
