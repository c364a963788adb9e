import { PROJECT } from '../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import { concrete, openAccountsAndCodes, type AccountsAndCodes } from './accounts-and-codes.fixture';

// Accounts become cost codes: planned, then written as far as both sides still are as planned.

let on: AccountsAndCodes;
afterEach(() => on.close());

const settle = async (): Promise<void> => {
  const { plan } = await on.plan();
  await on.apply(plan);
};

test('a dry run writes nothing and says what would change; applied, the codes stand and a second run has nothing to do', async () => {
  on = await openAccountsAndCodes();
  const planned = await on.plan();
  expect(await on.writes()).toEqual([]);
  expect(await on.told(planned.plan)).toEqual([
    'standard create 60530 -',
    'standard listed 63000 -',
    'project create 60530 -',
    'wbs create 60530.S -',
  ]);
  expect(await on.apply(planned.plan)).toMatchObject({ applied: true, toDo: 0, done: 3, refused: 0, moved: 0 });
  expect(await on.standard()).toMatchObject([
    { code: '60530', name: 'Concrete', origin_id: 'Corporate Account/60530' },
  ]);
  const [standard] = await on.standard();
  expect(await on.codes()).toMatchObject([
    {
      ...{ code: '60530', name: 'Concrete', origin_id: `Corporate Account/60530/${PROJECT}` },
      standard_cost_code_id: standard?.id,
    },
  ]);
  expect((await on.combinations()).map(({ flat_code, status }) => [flat_code, status])).toContainEqual([
    '60530.S',
    'active',
  ]);
  const writes = await on.writes();
  const again = await on.plan();
  expect(again).toMatchObject({ toDo: 0 });
  await on.apply(again.plan);
  await on.apply(planned.plan);
  expect(await on.writes()).toEqual(writes);
});

test('before going live nobody knows the projects yet: they are read for the plan, and none is passed over', async () => {
  on = await openAccountsAndCodes({}, undefined, { live: false, projectIds: [] });
  const { plan } = await on.plan();
  expect(await on.told(plan)).toContain('project create 60530 -');
  expect(await on.apply(plan)).toMatchObject({ done: 3, toDo: 0 });
});

test('an answer lost after it was carried out makes nothing twice: what stands is looked up and is ours', async () => {
  on = await openAccountsAndCodes();
  const { plan } = await on.plan();
  for (const path of ['standard_cost_codes/sync', 'cost_codes/sync', 'wbs_codes/bulk_create']) {
    await on.inProcore('POST', '/faults', { kind: 'commitThenLose', match: { path: `.*${path}` } });
  }
  for (let lost = 0; lost < 3; lost += 1) await expect(on.apply(plan)).rejects.toThrow();
  expect(await on.apply(plan)).toMatchObject({ done: 3, refused: 0, toDo: 0 });
  expect(await on.codes()).toHaveLength(1);
  expect(await on.standard()).toHaveLength(1);
  // It is ours: a rename of the ERP's reaches it.
  await on.name('Concrete work');
  const renamed = await on.plan();
  await on.apply(renamed.plan);
  expect(await on.codes()).toMatchObject([{ name: 'Concrete work' }]);
});

test('killed between two writes it goes on with what is left', async () => {
  on = await openAccountsAndCodes();
  const { plan } = await on.plan();
  await on.inProcore('POST', '/faults', { kind: 'refuse', match: { path: '.*bulk_create' } });
  await expect(on.apply(plan)).rejects.toThrow();
  expect(await on.told(plan)).toContain('project create 60530 done');
  expect(await on.apply(plan)).toMatchObject({ done: 3, toDo: 0 });
  expect((await on.writes()).filter((one) => one.includes('cost_codes/sync'))).toEqual([
    'PATCH /rest/v1.0/cost_codes/sync 1',
    'PATCH /rest/v1.0/standard_cost_codes/sync 1',
  ]);
});

test('a row that an answer does not name is read back, and not repeated', async () => {
  on = await openAccountsAndCodes();
  await on.inProcore('PUT', '/settings', { syncLeavesOut: true, syncEntities: 'ids' });
  const { plan } = await on.plan();
  expect(await on.apply(plan)).toMatchObject({ done: 3, refused: 0 });
});

test('a rename reaches the list and the project only where our last name stands: a person who renames meanwhile is left alone', async () => {
  on = await openAccountsAndCodes();
  await settle();
  await on.name('Concrete work');
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual(['standard rename 60530 -', 'standard listed 63000 -', 'project rename 60530 -']);
  const [code] = await on.codes();
  await on.inProcore('PATCH', `/projects/${PROJECT}/cost_codes/${code?.id ?? ''}`, { name: 'Beton' });
  expect(await on.apply(plan)).toMatchObject({ done: 1, moved: 1 });
  expect(await on.standard()).toMatchObject([{ name: 'Concrete work' }]);
  expect(await on.codes()).toMatchObject([{ name: 'Beton' }]);
});

test('an account that is disabled between plan and apply makes no code', async () => {
  on = await openAccountsAndCodes();
  const { plan } = await on.plan();
  await on.account(concrete, { EnabledFlag: 'N' });
  expect(await on.apply(plan)).toMatchObject({ done: 0, moved: 3 });
  expect(await on.writes()).toEqual([]);
});

test('of two plans that are applied after each other the second finds all done', async () => {
  on = await openAccountsAndCodes();
  const first = await on.plan();
  const second = await on.plan();
  expect(second.plan).toBe(first.plan + 1);
  await on.apply(second.plan);
  expect(await on.apply(first.plan)).toMatchObject({ done: 3, moved: 0 });
  expect(await on.codes()).toHaveLength(1);
});

test('a disabled account makes its combination inactive where nothing uses it, and ours alone comes back', async () => {
  on = await openAccountsAndCodes();
  await settle();
  const statuses = async () =>
    (await on.combinations()).filter(({ flat_code }) => flat_code === '60530.S').map(({ status }) => status);
  await on.account(concrete, { EnabledFlag: 'N' });
  await settle();
  expect(await statuses()).toEqual(['inactive']);
  await on.account(concrete, { EnabledFlag: 'Y' });
  await settle();
  expect(await statuses()).toEqual(['active']);
  const mine = (await on.combinations()).find(({ flat_code }) => flat_code === '60530.S');
  await on.inProcore('PATCH', `/projects/${PROJECT}/wbs_codes/${mine?.id ?? ''}`, { status: 'inactive' });
  await settle();
  expect(await statuses()).toEqual(['inactive']);
});

test('a disabled account whose combination has a budget stays, and the plan names the amount', async () => {
  on = await openAccountsAndCodes();
  await settle();
  const mine = (await on.combinations()).find(({ flat_code }) => flat_code === '60530.S');
  const line = { id: 991, wbs_code_id: mine?.id, original_budget_amount: '500.00' };
  await on.inProcore('POST', `/projects/${PROJECT}/budget_line_items`, line);
  await on.account(concrete, { EnabledFlag: 'N' });
  const { plan } = await on.plan();
  const row = (await on.rows(plan)).find(({ row: { level } }) => level === 'wbs')?.row;
  expect(row).toMatchObject({ act: 'listed', why: expect.stringContaining('original_budget_amount 500.00') });
});

test('a line of 0 is made once for each code of a project that is named, and none in a locked budget', async () => {
  on = await openAccountsAndCodes({ budgetLines: [`P-${PROJECT}`] });
  const lines = async () => (await on.procore.control('GET', '/records/budget_line_items')).json[PROJECT];
  await on.inProcore('PUT', `/projects/${PROJECT}/budget`, { locked: true });
  await settle();
  expect(await lines()).toEqual([]);
  await on.inProcore('PUT', `/projects/${PROJECT}/budget`, { locked: false });
  await settle();
  await settle();
  expect(await lines()).toMatchObject([{ original_budget_amount: '0.00' }]);
});

test("another connector's list is never written, and a list that is not there is asked for by name", async () => {
  on = await openAccountsAndCodes();
  await on.inProcore('PATCH', '/standard_cost_code_lists/5', { is_erp_list: true });
  await expect(on.plan()).rejects.toThrow('another ERP connector');
  await on.inProcore('PATCH', '/standard_cost_code_lists/5', { is_erp_list: false, name: 'Other' });
  await expect(on.plan()).rejects.toThrow('there are "Other"');
});

test('a code that somebody renames in Procore keeps its combination and its account, found by the id', async () => {
  on = await openAccountsAndCodes();
  await settle();
  const [code] = await on.codes();
  const change = { code: '60530-B', full_code: '60530-B' };
  await on.inProcore('PATCH', `/projects/${PROJECT}/cost_codes/${code?.id ?? ''}`, change);
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual(['standard listed 63000 -', 'project drift 60530 -']);
  expect(await on.apply(plan)).toMatchObject({ done: 0, refused: 0 });
  expect((await on.codes()).map((one) => one.code)).toEqual(['60530-B']);
});

const tree = async (subJobId?: number) => {
  const codes = await on.codes(subJobId);
  const codeOf = new Map(codes.map(({ id, full_code }) => [id, full_code]));
  return codes.map(({ full_code, code, name, parent }) => [
    full_code,
    code,
    name,
    codeOf.get(parent?.id ?? '') ?? null,
  ]);
};

test('codes stand under their parents, which are written first; killed between them it goes on, and then nothing is left', async () => {
  on = await openAccountsAndCodes({ parentLengths: [2] });
  await on.value('60', 'Cost of work');
  const { plan } = await on.plan();
  expect(await on.told(plan)).toEqual([
    'standard create 60 -',
    'standard create 60-530 -',
    'standard listed 63-000 -',
    'project create 60 -',
    'project create 60-530 -',
    'wbs create 60-530.S -',
  ]);
  // The second wave of the project: its parent stands by then.
  const sync = { kind: 'refuse', match: { path: '/rest/v1.0/cost_codes/sync.*' }, skip: 1 };
  await on.inProcore('POST', '/faults', sync);
  await expect(on.apply(plan)).rejects.toThrow();
  expect(await tree()).toEqual([['60', '60', 'Cost of work', null]]);
  expect(await on.apply(plan)).toMatchObject({ done: 5, refused: 0, toDo: 0 });
  const standard = await on.standard();
  expect(standard.map(({ code, parent_id }) => [code, standard.find(({ id }) => id === parent_id)?.code])).toEqual([
    ['60', undefined],
    ['60-530', '60'],
  ]);
  expect(await tree()).toEqual([
    ['60', '60', 'Cost of work', null],
    ['60-530', '530', 'Concrete', '60'],
  ]);
  expect((await on.combinations()).map(({ flat_code }) => flat_code)).toContain('60-530.S');
  const writes = await on.writes();
  await settle();
  expect(await on.writes()).toEqual(writes);
  // A parent's name follows; disabled it stays, and what stands under it goes on.
  await on.name('Works', '60');
  await settle();
  expect((await tree()).map(([code, , name]) => [code, name])).toEqual([
    ['60', 'Works'],
    ['60-530', 'Concrete'],
  ]);
  await on.name('Works', '60', { EnabledFlag: 'N' });
  const disabled = await on.plan();
  expect(disabled).toMatchObject({ toDo: 0 });
  expect(await on.told(disabled.plan)).toContain('project listed 60 -');
});

test.each(['own', 'withProject'])(
  'a sub job has codes and combinations of its own, mapped back with it, where its items are shown %s',
  async (subJobItems) => {
    on = await openAccountsAndCodes({ subJobs: { segment: 'subAccount', none: '000' } });
    await on.inProcore('PUT', '/settings', { subJobItems });
    await on.newAccount('300000047012399', { subAccount: '010' });
    const { plan: without } = await on.plan();
    expect((await on.rows(without)).find(({ scope }) => scope === `${PROJECT}/010`)?.row).toMatchObject({
      ...{ act: 'listed', why: expect.stringContaining('Procore has 0 sub jobs 010 in this project') },
    });
    await on.inProcore('POST', `/projects/${PROJECT}/sub_jobs`, { id: 77, code: '010', name: 'Annex' });
    const segment = { id: 78, name: 'Sub Job', type: 'sub_job', position: 3, required: false, structure: 'flat' };
    await on.inProcore('POST', `/projects/${PROJECT}/wbs_segments`, segment);
    await settle();
    const origin = `Corporate Account/60530/${PROJECT}`;
    expect(await on.codes()).toMatchObject([{ code: '60530', origin_id: origin }]);
    expect(await on.codes(77)).toMatchObject([{ code: '60530', origin_id: `${origin}/010` }]);
    const made = (await on.combinations()).filter(({ flat_code }) => flat_code.includes('60530'));
    expect(made.map(({ flat_code }) => flat_code).sort()).toEqual(['60530.S', '60530.S.010']);
    const items = made.flatMap(({ segment_items }) => segment_items.filter(({ path_code }) => path_code === '60530'));
    expect(new Set(items.map(({ id }) => id)).size).toBe(2);
    const links = await on.acme.store.inTenant(on.scope.tenantId, (tx) => tx.costCodeLinks.combinations(on.scope));
    expect(links.map(({ subJob, account }) => [subJob, account])).toEqual([
      ['', '101.10.60530.000'],
      ['010', '101.10.60530.010'],
    ]);
    const writes = await on.writes();
    expect(await on.plan()).toMatchObject({ toDo: 0 });
    await settle();
    expect(await on.writes()).toEqual(writes);
    // Disabled, its combination alone is made inactive.
    await on.account('300000047012399', { EnabledFlag: 'N' });
    await settle();
    const statuses = (await on.combinations()).filter(({ flat_code }) => flat_code.includes('60530'));
    expect(statuses.map(({ flat_code, status }) => `${flat_code} ${status}`).sort()).toEqual([
      '60530.S active',
      '60530.S.010 inactive',
    ]);
  },
);
