import type { Command } from 'commander';
import { listTenants } from '../../store/connections';
import { chooseConnection } from '../choose-connection';
import type { Cli } from '../cli';
import { exitCodes } from '../command-error';
import { examples } from '../common-options';

export function registerAuditVerify(audit: Command, cli: Cli): void {
  const command = audit
    .command('verify')
    .description(
      'walk the audit trail: finds changed, removed and reordered entries and a cut tail. Exit code 1 when it finds one',
    )
    .option('--connection <id>', "only the trail of this connection's tenant (default: all tenants)");
  examples(command, 'audit verify', 'audit verify --json');
  command.action(({ connection }: { connection?: string }) =>
    cli.onStore(command, async ({ store }) => {
      const tenants =
        connection === undefined
          ? await listTenants(store.database)
          : [(await chooseConnection(store, connection)).tenantId];
      const trails = await Promise.all(
        tenants.map(async (tenant) => ({
          tenant,
          ...(await store.inTenant(tenant, (trx) => store.audit.verifyAudit(trx, tenant))),
        })),
      );
      const ok = trails.every((trail) => trail.faults.length === 0);
      const lines = trails.flatMap(({ tenant, entries, head, faults }) => [
        `tenant ${tenant}: ${entries} entries, head ${head.count} ${head.hash.slice(0, 16)}`,
        ...faults.map((fault) => `  FAULT: ${fault}`),
      ]);
      return {
        text: `${[...lines, ok ? 'the audit trail is whole' : 'the audit trail has faults'].join('\n')}\n`,
        json: { ok, trails },
        exitCode: ok ? exitCodes.ok : exitCodes.failed,
      };
    }),
  );
}
