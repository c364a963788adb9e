import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summariesOf } from '../../../src/application/documents/document-summary';
import { runComparer } from '../../../src/comparer/run-comparer';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { Rig } from './rig';

/** What the comparer says of these documents in JDE; the rest of the sample company is not carried. */
export async function differencesOf(rig: Rig, ...documents: readonly DocumentRow[]): Promise<string[]> {
  const listed = await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const all = [];
    for (const kind of ['requisition', 'commitment', 'changeOrder']) {
      all.push(...(await summariesOf(tx, rig.scope, await tx.documents.list(rig.scope, { kind }))));
    }
    return all;
  });
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-compare-'));
  const file = join(folder, 'documents.json');
  writeFileSync(file, JSON.stringify({ documents: listed }));
  let out = '';
  const output = { out: (text: string) => (out += text), error: (text: string) => (out += text) };
  const addresses = ['--procore', rig.procore.controlUrl, '--jde', rig.jde.controlUrl];
  await runComparer([...addresses, '--documents', file, '--retainage-account', '200.4110', '--json'], output);
  rmSync(folder, { recursive: true });
  const { differences } = JSON.parse(out) as { differences: { kind: string; documents: string[]; message: string }[] };
  const names = documents.map((one) => `${one.kind}/${one.sourceId}`);
  return differences
    .filter((one) => one.kind !== 'sum' && one.documents.some((name) => names.includes(name)))
    .map((one) => `${one.kind}: ${one.message}`);
}
