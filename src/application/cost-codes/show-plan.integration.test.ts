import { openAccountsAndCodes } from '../../activities/cost-codes/accounts-and-codes.fixture';
import { PROJECT } from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import type { ConnectionContext } from '../context';
import { showPlan } from './show-plan';

test('the rows of a project without a number are shown by its id, and only those of the list as rows of none', async () => {
  const on = await openAccountsAndCodes();
  try {
    const { store } = on.acme;
    await store.inTenant(on.scope.tenantId, async (tx) => {
      const [project] = await tx.projects.list(on.scope);
      if (project === undefined) throw new Error('there is no project');
      await tx.projects.save(on.scope, { ...project, number: '' });
    });
    await on.plan();
    const connection = await store.inTenant(on.scope.tenantId, (tx) => tx.connections.load(on.scope.connectionId));
    const { rows } = await showPlan({ store, connection } as unknown as ConnectionContext, null);
    expect(rows.map(({ level, project }) => [level, project])).toEqual([
      ['standard', ''],
      ['standard', ''],
      ['project', `id:${PROJECT}`],
      ['wbs', `id:${PROJECT}`],
    ]);
  } finally {
    await on.close();
  }
});
