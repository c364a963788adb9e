import { startRig, type Rig } from '../support/rig';
let rig: Rig;
beforeAll(async () => { rig = await startRig(); await rig.goLive(); });
afterAll(() => rig.close());
test('explore', async () => {
  const projects = await rig.test.store.inTenant(rig.scope.tenantId, (trx) => rig.test.store.projects.listProjects(trx, rig.scope));
  const lines: string[] = [];
  const t0 = Date.now();
  for (const p of projects) {
    await rig.hint(p.number);
  }
  const live = (d: { sourceStatus: string }) => ['approved', 'approved_as_noted'].includes(d.sourceStatus);
  await rig.until('all', async () => (await rig.documents('requisition')).filter(live).every((d) => d.stage !== null && ['delivered','held','recorded','waiting'].includes(d.stage)), 100000);
  lines.push(`took ${Date.now() - t0}`);
  const docs = await rig.documents('requisition');
  const holds = await rig.holds();
  for (const p of projects) {
    const by = new Map<string, typeof docs>();
    for (const d of docs.filter((x) => x.projectId === p.id)) by.set(d.commitmentId ?? '', [...(by.get(d.commitmentId ?? '') ?? []), d]);
    for (const [c, ds] of by) lines.push(`${p.number} ${c} ${ds.map((d) => `${d.number}:${d.sourceStatus.slice(0, 12)}:${d.stage}${holds.filter((h) => h.document.id === d.id).map((h) => '(' + h.hold.reasons.join() + ')').join('')}`).join(' ')}`);
  }
  require('fs').writeFileSync('/tmp/explore.txt', lines.join('\n'));
});
