import { parseAccountName } from '../../domain/coding/account';
import type { Scope } from '../../store/scope';
import { ErpFacts } from '../erp-facts/read-erp-facts';
import type { ActivityPorts } from '../ports';

/** Reads again, in a fresh session, the accounts, jobs, companies and suppliers that held documents wait for. */
export function createRefreshErpFacts(ports: ActivityPorts) {
  const { store } = ports;
  return async function refreshErpFacts(scope: Scope): Promise<{ read: number }> {
    const { connection, waiting } = await store.inTenant(scope.tenantId, async (tx) => {
      const connection = await tx.connections.load(scope.connectionId);
      const causes = await tx.holds.openCauseKeys(scope);
      const waiting = { accounts: [] as string[], companies: [] as string[], suppliers: new Map<string, string>() };
      for (const cause of causes) {
        const [kind, first = '', ...rest] = cause.split(':');
        if (kind === 'account') waiting.accounts.push([first, ...rest].join(':'));
        if (kind === 'period') waiting.companies.push(first);
        if (kind !== 'vendor') continue;
        const party = await tx.parties.load(first);
        if (party.erpNumber !== null) waiting.suppliers.set(party.erpNumber, party.id);
      }
      return { connection, waiting };
    });
    const names = [...new Set(waiting.accounts)];
    const read = names.length + waiting.companies.length + waiting.suppliers.size;
    if (read === 0) return { read };
    const gateway = await ports.erp(connection);
    await gateway.freshSession();
    const facts = new ErpFacts(store, connection, () => Promise.resolve(gateway), 0);
    // A cause `account:` may name an account, or the job or cost centre alone.
    const accounts = names.filter((name) => name.includes('.')).map(parseAccountName);
    await facts.accounts(accounts);
    await facts.businessUnits([
      ...new Set([...names.filter((name) => !name.includes('.')), ...accounts.map((account) => account.businessUnit)]),
    ]);
    await facts.companies([...new Set(waiting.companies)]);
    await facts.suppliers([...waiting.suppliers.keys()], (number) => waiting.suppliers.get(number) ?? null);
    return { read };
  };
}
